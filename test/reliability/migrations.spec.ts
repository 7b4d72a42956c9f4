/** The schema: both directions, on a populated database, and the same from zero as after down and up. */
import { openStore } from '../../src/platform/database/open-store';
import { withMigrations, type StoreConfig } from '../../src/platform/database/migrations';
import { typeOrmDriver } from '../../src/platform/database/sqlite';
import { DataSource } from 'typeorm';
import { commitOf, configOf, noted, worklistWrite } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';

const BOTH = ['0001-log', '0002-outbox', '0003-projections', '0004-practice-version', '0005-deadlines', '0006-accounts', '0007-needs', '0008-diary', '0009-imports', '0010-need-directory', '0011-events', '0012-access', '0013-audit-chain', '0014-sealing'];
/** SQLite keeps practices apart by its queries alone. */
const OF_ENGINE = { sqlite: [...BOTH, '0017-identifiers'], postgres: [...BOTH, '0015-row-level-security', '0017-identifiers'] };
const SCHEMA = {
  sqlite: [`SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> 'migrations' ORDER BY type, name`,
    `SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name`],
  postgres: [`SELECT table_name, column_name, row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position) AS place, data_type, collation_name, is_nullable, column_default FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY table_name, ordinal_position`,
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY indexdef`,
    `SELECT tgname, pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname`,
    `SELECT conrelid::regclass::text AS on_table, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      AND conrelid::regclass::text <> 'migrations' ORDER BY 1, 2`,
    `SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2`,
    `SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
    `SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname`],
};

describeEachEngine('migrations', (under) => {
  const ALL = OF_ENGINE[under.engine];

  async function dump(location: DatabaseLocation): Promise<unknown> {
    const source = new DataSource(location.engine === 'sqlite' ? { type: 'better-sqlite3', driver: typeOrmDriver(undefined), database: location.file } : { type: 'postgres', url: location.url });
    await source.initialize();
    try {
      return await Promise.all(SCHEMA[location.engine].map((sql) => source.query(sql)));
    } finally {
      await source.destroy();
    }
  }
  const down = (config: StoreConfig, steps: number): Promise<readonly string[]> => withMigrations(config, (migrations) => migrations.down(steps));
  const up = (config: StoreConfig): Promise<readonly string[]> => withMigrations(config, (migrations) => migrations.up());

  async function populate(config: StoreConfig): Promise<void> {
    const store = await openStore(config);
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    await store.keys.add('p', { keyId: 'k', hash: Buffer.alloc(32, 1), role: 'admin', label: 'first' });
    for (let i = 0; i < 20; i++) await store.commit(commitOf({ practice: 'p', stream: `s${i}`, expectedVersion: 0, events: [noted('a')], projections: [worklistWrite(`s${i}`, 1)] }));
    await store.close();
  }

  it('goes up, says so, and has nothing left to do', async () => {
    const config = configOf(await under.freshDatabase());
    expect(await up(config)).toEqual(ALL);
    expect(await up(config)).toEqual([]);
    expect(await withMigrations(config, (migrations) => migrations.status())).toEqual(ALL.map((name) => ({ name, applied: true })));
  });

  it('makes the same schema after up, down and up as from zero, on a populated database', async () => {
    const location = await under.freshDatabase();
    const fresh = await under.freshDatabase();
    await up(configOf(fresh));
    const fromZero = await dump(fresh);
    await populate(configOf(location));
    expect(await dump(location)).toEqual(fromZero);
    for (let steps = 1; steps <= ALL.length; steps++) {
      expect(await down(configOf(location), steps)).toEqual(ALL.slice(-steps).reverse());
      expect(await dump(location)).not.toEqual(fromZero);
      expect(await up(configOf(location))).toEqual(ALL.slice(-steps));
      expect(await dump(location)).toEqual(fromZero);
    }
    expect(JSON.stringify(fromZero)).toMatch(/event_is_never_deleted/);
  });

  it('keeps the record when only lists and outbox go down', async () => {
    const config = configOf(await under.freshDatabase());
    await populate(config);
    await down(config, ALL.length - ALL.indexOf('0003-projections'));
    const store = await openStore(config);
    expect(await store.version('p', 's19')).toBe(1);
    expect((await store.reads.worklist('p', {}, 10)).items).toEqual([]);
    await store.close();
  });

  it('refuses a database that a newer program has changed', async () => {
    const config = configOf(await under.freshDatabase());
    await populate(config);
    await withMigrations(config, async ({ source }) => source.query(`INSERT INTO migrations (timestamp, name) VALUES (99, 'later-0000000000099')`));
    await expect(openStore(config)).rejects.toThrow('0099-later');
  });
});
