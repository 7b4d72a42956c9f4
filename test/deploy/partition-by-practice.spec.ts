/** The script that partitions a practice's tables, on a database with practices in it: nothing is lost by it, and what held before holds after. Whole suites run on it by test/support/partitioned.ts. */
import { openStore } from '../../src/platform/database/open-store';
import { verifyChain } from '../../src/platform/event-store/verify-chain';
import { verifyAudit } from '../../src/platform/event-store/audit-chain';
import { openBareSql } from '../support/bare-sql';
import { commitOf, configOf, failureOf, noted } from '../support/commits';
import { describePostgres } from '../support/engines';
import { partition } from '../support/partitioned';

const PRACTICES = ['north', 'south', 'east', 'west', 'coast', 'river'];
const TABLES = ['event', 'audit', 'idempotency', 'outbox', 'public_event', 'worklist'];

describePostgres('a database partitioned by practice', (under) => {
  it('holds what it held, takes what it took and refuses what it refused', async () => {
    const location = await under.freshDatabase();
    const config = configOf(location);
    let store = await openStore(config);
    const bare = await openBareSql(location.engine === 'postgres' ? location.url : '');
    for (const practice of PRACTICES) {
      await store.practices.create({ id: practice, name: 'Clinic', timeZone: 'America/Chicago', demo: false });
      for (const stream of ['a', 'b']) await store.commit(commitOf({ practice, stream, expectedVersion: 0, events: [noted('x'), noted('y')] }));
    }
    const rows = (): Promise<readonly (readonly unknown[])[]> => Promise.all(TABLES.map((table) => bare.query(`SELECT * FROM ${table} ORDER BY practice_id, ${table === 'worklist' ? 'episode_id' : table === 'idempotency' ? 'key' : 'feed'}`)));
    await bare.execute('ALTER TABLE worklist ENABLE ROW LEVEL SECURITY');
    await bare.execute(`CREATE POLICY of_one ON worklist FOR SELECT USING (practice_id <> 'nobody')`);
    await bare.execute('GRANT SELECT, INSERT ON worklist TO pg_monitor');
    const access = (): Promise<readonly unknown[]> => Promise.all([
      bare.query('SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2'),
      bare.query(`SELECT relname, relrowsecurity, relforcerowsecurity, relowner::regrole::text AS owner, (SELECT string_agg(grantee::regrole || ' ' || privilege_type, ', ' ORDER BY grantee, privilege_type) FROM aclexplode(relacl) WHERE grantee <> relowner) AS granted
        FROM pg_class WHERE relname IN (${TABLES.map((table) => `'${table}'`).join(', ')}) ORDER BY relname`),
    ]);
    const before = [await rows(), await access()];
    await store.close();
    await partition(location.engine === 'postgres' ? location.url : '');

    store = await openStore(config);
    expect([await rows(), await access()]).toEqual(before);
    expect(JSON.stringify(before[1])).toMatch(/of_one.*pg_monitor SELECT/);
    const used = await bare.query('SELECT DISTINCT tableoid::regclass::text AS part FROM event');
    expect(used.length).toBeGreaterThan(1);
    const other = await openStore(config);
    for (const practice of PRACTICES) {
      const racing = await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store : other).commit(commitOf({ practice, stream: 'a', expectedVersion: 2, events: [noted(`w${n}`)] }))));
      expect(racing.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      // One key for writes to several patients: the first has it, whichever node it came to; the partition's constraint says so.
      const keyed = await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? store : other).commit(commitOf({ practice, stream: `k${n}`, expectedVersion: 0, events: [noted('k')], key: 'one-key' }))));
      expect(keyed.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect((await verifyChain(store.sql, practice)).bad).toBeUndefined();
      expect((await verifyAudit(store.sql, practice)).bad).toBeUndefined();
    }
    for (const table of ['event', 'audit']) {
      expect(await failureOf(bare.execute(`UPDATE ${table} SET recorded_at = 'x'`))).toMatch(/append-only/);
      expect(await failureOf(bare.execute(`DELETE FROM ${table}`))).toMatch(/append-only/);
      expect(await failureOf(bare.execute(`TRUNCATE ${table}`))).toMatch(/append-only/);
    }
    await Promise.all([store.close(), other.close(), bare.close()]);
  });
});
