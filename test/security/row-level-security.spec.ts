/**
 * P8 once more, beneath the queries: what PostgreSQL shows and takes on the service's own connections when a statement names no practice, or another's.
 * Every table of the catalogue, for a superuser (the service takes a role) and for a plain owner of the tables; the control switches the policies off.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup, restoreBackup } from '../../src/backups';
import { examine } from '../../src/doctor';
import { withMigrations } from '../../src/platform/database/migrations';
import { openReadOnly } from '../../src/platform/database/open-read-only';
import { openStore } from '../../src/platform/database/open-store';
import { SERVICE_ROLE } from '../../src/platform/database/service-role';
import type { Statements } from '../../src/platform/database/sql';
import type { Store } from '../../src/platform/database/store';
import { commitOf, noted } from '../support/commits';
import { describePostgres, type EngineUnderTest } from '../support/engines';
import { asMaintenance, connected, fill, insertOf, readTables, type PracticeTable } from './practice-tables';

const BOTH = ['a', 'b'];
/** What has no practice: who tries to sign in has not said whose they are; what was spent is under a hashed name. */
const OF_NO_PRACTICE = ['migrations', 'sign_in_attempt', 'spent_budget'];
const READ_BY_LOOK_UPS = ['account', 'api_key', 'deadline_feed', 'diary', 'passkey', 'practice', 'public_event', 'session', 'webhook', 'webhook_delivery'];
const WRITTEN_BY_LOOK_UPS = ['ceremony', 'outbox', 'probe'];
const NOW = '2026-11-23T12:00:00.000Z';
const clock = { now: () => NOW };

type User = 'a superuser' | 'a plain owner of the tables' | 'a user with BYPASSRLS who may make no role';

/** A fresh database, and the connection string of that user. */
async function databaseOf(user: User, under: EngineUnderTest): Promise<{ readonly url: string }> {
  const location = await under.freshDatabase();
  if (location.engine !== 'postgres') throw new Error('of PostgreSQL alone');
  const address = new URL(location.url);
  if (user === 'a superuser') return { url: location.url };
  // It goes with the server, which is the tests' own.
  const [name, database] = [`owner_${address.pathname.slice(1)}`, address.pathname.slice(1)];
  await connected(location.url, '', async (client) => {
    await client.query(`CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEROLE ${user === 'a plain owner of the tables' ? 'NOBYPASSRLS' : 'BYPASSRLS'}`);
    await client.query(`ALTER DATABASE ${database} OWNER TO ${name}`);
  });
  address.username = name;
  return { url: address.toString() };
}
for (const user of ['a superuser', 'a plain owner of the tables'] as const) {
  describePostgres(`row-level security for ${user}`, (under) => {
    let store: Store;
    let url: string;
    let tables: readonly PracticeTable[];
    let ofNone: readonly string[];
    const practicesIn = async (statements: Statements, table: string, where = ''): Promise<readonly unknown[]> => (await statements.query(`SELECT practice_id FROM ${table} ${where} ORDER BY practice_id`)).map((row) => row['practice_id']);
    const allPracticesIn = (table: string): Promise<readonly unknown[]> => asMaintenance(url, async (client) => (await client.query<{ practice_id: string }>(`SELECT practice_id FROM ${table} ORDER BY practice_id`)).rows.map((row) => row.practice_id));

    beforeAll(async () => {
      ({ url } = await databaseOf(user, under));
      store = await openStore({ kind: 'postgres', url }, clock);
      await asMaintenance(url, async (client) => {
        ({ ofPractice: tables, ofNone } = await readTables(client));
        await fill(client, tables, BOTH);
      });
    });
    afterAll(() => store.close());

    it('has a policy on every table of a practice: a table that is added without one fails here', async () => {
      expect(ofNone).toEqual(OF_NO_PRACTICE);
      expect(tables.length).toBeGreaterThan(25);
      const unheld = () => asMaintenance(url, async (client) => (await client.query<{ relname: string }>(`SELECT relname FROM pg_class c WHERE relname = ANY ($1) AND relnamespace = 'public'::regnamespace AND NOT (relrowsecurity AND relforcerowsecurity
        AND EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.relname AND policyname = 'own_practice' AND cmd = 'ALL' AND qual LIKE '%practice_id = current_setting(''pathgate.practice''%'))`,
      [(await readTables(client)).ofPractice.map(({ name }) => name)])).rows.map(({ relname }) => relname));
      expect(await unheld()).toEqual([]);
      await asMaintenance(url, (client) => client.query('CREATE TABLE forgotten (practice_id TEXT NOT NULL)'));
      expect(await unheld()).toEqual(['forgotten']);
      await asMaintenance(url, (client) => client.query('DROP TABLE forgotten'));
    });

    it('opens every row to migrations, which may change them', async () => {
      const seen = await withMigrations({ kind: 'postgres', url }, ({ source }) => source.query<{ practice_id: string }[]>('SELECT practice_id FROM event ORDER BY practice_id'));
      expect(seen.map(({ practice_id }) => practice_id)).toEqual(BOTH);
    });

    it('binds beside options that the address has of its own', async () => {
      const address = new URL(url);
      address.searchParams.set('options', '-c application_name=ours');
      // A made-up sealing key is one that this store does not have.
      await asMaintenance(url, (client) => client.query('DELETE FROM sealing_key'));
      const own = await openStore({ kind: 'postgres', url: address.toString() }, clock);
      const [row] = await own.sql.of('a').query("SELECT current_setting('application_name') AS name, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS is_super, (SELECT count(*) FROM event) AS events");
      expect(row).toEqual({ name: 'ours', is_super: false, events: 1 });
      await own.close();
      await asMaintenance(url, (client) => fill(client, tables.filter(({ name }) => name === 'sealing_key'), BOTH));
    });

    it('runs as a user whom it binds', async () => {
      const [row] = await store.sql.of('a').query('SELECT rolname, rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user');
      expect([row?.['rolname'] === SERVICE_ROLE, row?.['bypasses']]).toEqual([user === 'a superuser', false]);
      expect(store.warnings).toEqual([]);
    });

    it('shows a statement without a practice the rows of its connection\'s, in every table, and one of another\'s none', async () => {
      for (const { name } of tables) {
        expect([name, await practicesIn(store.sql.of('a'), name), await practicesIn(store.sql.of('b'), name)]).toEqual([name, ['a'], ['b']]);
        expect([name, await practicesIn(store.sql.of('a'), name, "WHERE practice_id = 'b'"), await practicesIn(store.sql.of('a'), name, "WHERE practice_id = 'a' OR 1 = 1")]).toEqual([name, [], ['a']]);
      }
    });

    it('takes no row of another practice, changes none, deletes none and gives none away, in every table', async () => {
      const mine = store.sql.of('a');
      for (const table of tables) {
        const { sql, parameters } = insertOf(table, 'b', 'second');
        await expect(mine.execute(sql, parameters)).rejects.toMatchObject({ code: '42501' });
        await expect(mine.execute(`UPDATE ${table.name} SET practice_id = 'b'`)).rejects.toMatchObject({ code: '42501' });
        const column = table.columns.at(-1)?.name ?? '';
        expect([table.name, await mine.execute(`UPDATE ${table.name} SET ${column} = ${column} WHERE practice_id = 'b' RETURNING practice_id`)]).toEqual([table.name, []]);
        expect([table.name, await mine.execute(`DELETE FROM ${table.name} WHERE practice_id = 'b' RETURNING practice_id`)]).toEqual([table.name, []]);
        expect([table.name, await allPracticesIn(table.name)]).toEqual([table.name, BOTH]);
        await mine.executeAll([{ sql: `DELETE FROM ${table.name}`, parameters: [] }, { ...insertOf(table, 'a', 'first') }]);
        expect([table.name, await allPracticesIn(table.name)]).toEqual([table.name, BOTH]);
      }
    });

    it('shows and takes nothing where no practice is set', async () => {
      const options = user === 'a superuser' ? `-c role=${SERVICE_ROLE}` : '';
      await connected(url, options, async (client) => {
        for (const table of tables) {
          expect([table.name, (await client.query(`SELECT 1 FROM ${table.name}`)).rows]).toEqual([table.name, []]);
          expect([table.name, (await client.query(`DELETE FROM ${table.name}`)).rowCount]).toEqual([table.name, 0]);
        }
      });
    });

    it('opens the other door to look-ups and jobs, to no table of the record, and to be written to only for jobs', async () => {
      const door = store.sql.everyPractice;
      for (const { name } of tables) {
        const isOpen = READ_BY_LOOK_UPS.includes(name) || WRITTEN_BY_LOOK_UPS.includes(name);
        expect([name, await practicesIn(door, name)]).toEqual([name, isOpen ? BOTH : []]);
        const written = await door.execute(`UPDATE ${name} SET practice_id = practice_id RETURNING practice_id`);
        expect([name, written.length]).toEqual([name, WRITTEN_BY_LOOK_UPS.includes(name) ? BOTH.length : 0]);
      }
    });

    it('holds a reader\'s connection as it holds the service\'s', async () => {
      for (const isSnapshot of [false, true]) {
        const { sql, close } = await openReadOnly({ kind: 'postgres', url }, isSnapshot);
        const seen = await Promise.all(['a', 'b', 'a'].map(async (practice) => (await sql.of(practice).query('SELECT practice_id FROM event')).map((row) => row['practice_id'])));
        expect([seen, await sql.everyPractice.query('SELECT practice_id FROM event'), (await sql.everyPractice.query('SELECT practice_id FROM practice')).length]).toEqual([[['a'], ['b'], ['a']], [], 2]);
        await close();
      }
    });

    it('never mixes practices up on connections that they share, whatever fails between', async () => {
      const work = Array.from({ length: 600 }, (_, index) => index);
      const seen = await Promise.all(work.map(async (index) => {
        const practice = BOTH[index % 2] ?? '';
        const statements = store.sql.of(practice);
        if (index % 7 === 0) await expect(statements.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
        if (index % 11 === 0) await expect(statements.executeAll([{ sql: 'DELETE FROM worklist', parameters: [] }, { sql: 'SELECT 1 / 0', parameters: [] }])).rejects.toMatchObject({ code: '22012' });
        return (await practicesIn(statements, 'event')).join() === practice;
      }));
      expect(seen.filter((isOwn) => isOwn)).toHaveLength(work.length);
      expect(await allPracticesIn('worklist')).toEqual(BOTH);
    });

    it('is what hides them: without it, each table shows both (control)', async () => {
      for (const { name } of tables) {
        await asMaintenance(url, (client) => client.query(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`));
        expect([name, await practicesIn(store.sql.of('a'), name)]).toEqual([name, BOTH]);
      }
      expect((await examine({ kind: 'postgres', url }, clock)).find(({ what }) => what === 'row-level security')).toMatchObject({ state: 'bad', found: expect.stringContaining('event') });
      for (const { name } of tables) await asMaintenance(url, (client) => client.query(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`));
      expect(await practicesIn(store.sql.of('a'), 'event')).toEqual(['a']);
    });

    it('is no barrier to whoever has SQL of their own run: that no text of a request becomes SQL is (a limit, written down)', async () => {
      await connected(url, user === 'a superuser' ? `-c role=${SERVICE_ROLE}` : '', async (client) => {
        await client.query("SELECT set_config('pathgate.practice', 'b', false)");
        expect((await client.query('SELECT practice_id FROM event')).rows).toEqual([{ practice_id: 'b' }]);
      });
    });
  });

  describePostgres(`a whole database of ${user}`, (under) => {
    it('is backed up, restored and examined with every practice in it', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'pathgate-row-security-'));
      try {
        const { url } = await databaseOf(user, under);
        const config = { kind: 'postgres', url } as const;
        const store = await openStore(config, clock);
        for (const id of BOTH) {
          await store.practices.create({ id, name: `Practice ${id}`, timeZone: 'America/Chicago', demo: false });
          for (let i = 0; i < 3; i++) await store.commit(commitOf({ practice: id, stream: `s${i}`, expectedVersion: 0, events: [noted('x')], recordedAt: NOW }));
        }
        await store.close();
        const beside = { directory: folder, policies: join(folder, 'policies'), codeDescriptors: join(folder, 'codes.json') };
        const made = await makeBackup(config, beside, join(folder, 'backups'), NOW);
        expect(made.manifest.contents.practices).toMatchObject(BOTH.map((id) => ({ id, events: 3 })));
        const into = { kind: 'postgres', url: (await databaseOf(user, under)).url } as const;
        await restoreBackup(made.folder, into, beside);
        const restored = await openStore(into, clock);
        expect(await Promise.all(BOTH.map(async (id) => (await restored.read(id, 's1')).length))).toEqual([1, 1]);
        expect((await restored.sql.of('a').query('SELECT DISTINCT practice_id FROM event')).map((row) => row['practice_id'])).toEqual(['a']);
        await restored.close();
        for (const each of [config, into]) expect((await examine(each, clock)).filter(({ state }) => state === 'bad')).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}

describePostgres('a user whom row-level security does not bind and who may make no role', (under) => {
  it('is served, and told so at the start and by doctor', async () => {
    const { url } = await databaseOf('a user with BYPASSRLS who may make no role', under);
    const store = await openStore({ kind: 'postgres', url }, clock);
    await store.practices.create({ id: 'a', name: 'Practice', timeZone: 'America/Chicago', demo: false });
    expect(await store.practices.list()).toHaveLength(1);
    expect(store.warnings).toEqual([expect.stringMatching(/does not bind owner_.* GRANT pathgate_service TO the user\.$/)]);
    await store.close();
    expect((await examine({ kind: 'postgres', url }, clock)).find(({ what }) => what === 'row-level security')).toMatchObject({ state: 'warn' });
  });
});

describePostgres('the planner', (under) => {
  const LAST = "EXPLAIN SELECT hash FROM audit WHERE practice_id = 'p7' ORDER BY feed DESC LIMIT 1";
  const PAGE = "EXPLAIN SELECT * FROM worklist WHERE practice_id = 'p7' ORDER BY sort_name, episode_id LIMIT 5";

  it('still walks an index to a practice\'s last rows and first pages, and sorts nothing', async () => {
    const { url } = await databaseOf('a plain owner of the tables', under);
    const store = await openStore({ kind: 'postgres', url }, clock);
    const plans = async (): Promise<readonly boolean[]> => Promise.all([LAST, PAGE].map(async (sql) => /Sort/.test(JSON.stringify(await store.sql.of('p7').query(sql)))));
    await asMaintenance(url, async (client) => {
      const { ofPractice } = await readTables(client);
      await fill(client, ofPractice, ['p7']);
      for (const { name, columns } of ofPractice.filter((table) => ['audit', 'worklist'].includes(table.name))) {
        // As in a new database, where nothing is known of the tables yet: plans that are made then are kept.
        await client.query(`ALTER TABLE ${name} SET (autovacuum_enabled = false)`);
        const values: Readonly<Record<string, string>> = { practice_id: "CASE WHEN n > 50 THEN 'p7' ELSE 'other' || n END", feed: 'n', episode_id: "'e' || n", sort_name: "'s' || n" };
        await client.query(`INSERT INTO ${name} (${columns.map((column) => column.name).join(', ')}) SELECT ${columns.map((column) => values[column.name] ?? `first.${column.name}`).join(', ')} FROM generate_series(1, 5000) AS n, (SELECT * FROM ${name} LIMIT 1) AS first`);
      }
    });
    expect(await plans()).toEqual([false, false]);
    await asMaintenance(url, async (client) => {
      for (const table of ['audit', 'worklist']) await client.query(`ALTER POLICY own_practice ON ${table} USING (practice_id = current_setting('pathgate.practice', true))`);
    });
    expect(await plans()).toContain(true);
    await store.close();
  });
});

describePostgres('a read of another practice than the connection\'s last', (under) => {
  it('takes one round trip all the same', async () => {
    const { url } = await databaseOf('a superuser', under);
    const proxy = await startTurnCounter(Number(new URL(url).port));
    const through = new URL(url);
    through.port = String(proxy.port);
    const store = await openStore({ kind: 'postgres', url: through.toString() }, clock);
    try {
      await store.practices.create({ id: 'a', name: 'Practice', timeZone: 'America/Chicago', demo: false });
      const turnsOf = async (work: () => Promise<unknown>): Promise<number> => {
        const before = proxy.turns();
        await work();
        return proxy.turns() - before;
      };
      const read = (practice: string) => (): Promise<unknown> => store.sql.of(practice).query('SELECT 1 FROM event WHERE practice_id = ?', [practice]);
      expect([await turnsOf(read('a')), await turnsOf(read('b')), await turnsOf(read('b')), await turnsOf(read('a'))]).toEqual([1, 1, 1, 1]);
      // The control: what is asked after an answer is counted.
      expect(await turnsOf(async () => { await read('a')(); await read('b')(); })).toBe(2);
    } finally {
      await store.close();
      await proxy.close();
    }
  });
});

/** Between the service and the server: how often the service spoke after it had been answered. Answers are held back a little, so that what is said at once is heard at once. */
async function startTurnCounter(serverPort: number): Promise<{ readonly port: number; turns(): number; close(): Promise<void> }> {
  let turns = 0;
  const server: Server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    let isAnswered = true;
    client.on('data', (chunk) => {
      if (isAnswered) turns += 1;
      isAnswered = false;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => setTimeout(() => {
      isAnswered = true;
      client.write(chunk);
    }, 25));
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) one.on('error', () => undefined).on('close', () => other.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { port: (server.address() as AddressInfo).port, turns: () => turns, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}
