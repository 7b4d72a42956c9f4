/** PostgreSQL as it must be set: each unsafe setting refuses the start, and a server that is killed loses nothing. */
import { Client } from 'pg';
import { openStore } from '../../src/platform/database/open-store';
import { StoreUnavailable } from '../../src/platform/database/store-errors';
import { commitOf, noted } from '../support/commits';
import { describePostgres } from '../support/engines';
import { createDatabaseOn, startPostgres, type PostgresServer } from '../support/postgres';
import { tiered } from '../support/tier';
import { findFaults } from './support/find-faults';
import { writeAll, type Acknowledged } from './support/write-all';

const KILLS = tiered(3, 30);

describePostgres('starting', () => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await createDatabaseOn(server.adminUrl);
  });
  afterAll(() => server.stop());

  async function administer(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: server.adminUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])('refuses a server with %s off', async (setting) => {
    await administer(`ALTER SYSTEM SET ${setting} = off`, 'SELECT pg_reload_conf()', 'SELECT pg_sleep(0.3)');
    await expect(openStore({ kind: 'postgres', url })).rejects.toThrow(`${setting} = off`);
    await administer(`ALTER SYSTEM RESET ${setting}`, 'SELECT pg_reload_conf()', 'SELECT pg_sleep(0.3)');
    await (await openStore({ kind: 'postgres', url })).close();
  });

  it('refuses a clock that is behind the log', async () => {
    const fresh = await createDatabaseOn(server.adminUrl);
    const store = await openStore({ kind: 'postgres', url: fresh });
    await store.practices.create({ id: 'clock', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    await store.commit(commitOf({ practice: 'clock', stream: 's', expectedVersion: 0, events: [noted('a')], recordedAt: '2026-11-23T12:00:00.000Z' }));
    await store.close();
    await expect(openStore({ kind: 'postgres', url: fresh }, { now: () => '2026-11-23T11:00:00.000Z' })).rejects.toThrow('clock says 2026-11-23T11:00:00.000Z');
    await (await openStore({ kind: 'postgres', url: fresh }, { now: () => '2026-11-23T11:59:30.000Z' })).close();
  });

  it('says so when no server answers', async () => {
    await expect(openStore({ kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow('PostgreSQL does not answer');
  });

  it(`loses nothing when the server is killed ${KILLS} times under load, and goes on by itself`, async () => {
    const store = await openStore({ kind: 'postgres', url });
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    const acknowledged: Acknowledged[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const load = writeAll(store, { practice: 'p', writer: `kill-${kill}`, clients: 16, writes: 100_000, streams: 64 }, (each) => acknowledged.push(each));
      const failed = expect(load).rejects.toThrow();
      const before = acknowledged.length;
      while (acknowledged.length < before + 100) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.kill();
      await failed;
      await expect(store.probe()).rejects.toThrow();
      await server.restart();
      await store.probe();
    }
    expect(await findFaults(store, 'p', acknowledged)).toEqual([]);
    await store.close();
  });

  it('answers unavailable to a commit that the server did not take', async () => {
    const store = await openStore({ kind: 'postgres', url });
    await server.kill();
    const [outcome] = await Promise.allSettled([writeAll(store, { practice: 'p', writer: 'w', clients: 1, writes: 1, streams: 1 }, () => undefined),
    ]);
    expect(outcome?.status).toBe('rejected');
    await expect(store.audit('p', { actorId: 'a', role: 'r', action: 'read', resource: 'x', outcome: 'allowed', requestId: 'q' })).rejects.toBeInstanceOf(StoreUnavailable);
    await server.restart();
    await store.close();
  });
});
