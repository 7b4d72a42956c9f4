import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { EVERY_PRACTICE, withOptions } from './postgres-address';
import { text, type Engine, type ReadingSql } from './sql';
import { typeOrmDriver, type Database, type SqliteFile } from './sqlite';
import { prepareFile } from './sqlite-connection';
import { StoreRefusal } from './store-errors';

/**
 * Raw SQL per engine in `migrations/<engine>/NNNN-name.{up,down}.sql`, run and recorded by TypeORM: its generated changes of
 * SQLite tables drop STRICT and triggers without a word, so none is ever generated.
 */
export type StoreConfig = (
  /** The folder of the database file is created when it is missing. */
  | { readonly kind: 'sqlite' } & SqliteFile
  | { readonly kind: 'postgres'; /** `postgresql://user@host:port/database`. */ readonly url: string }
) & { /** Where the key is that patients' records are sealed with; not sealed when left out. */ readonly sealingKeyFile?: string; /** While it is being changed: the key that some practices have already. */ readonly nextSealingKeyFile?: string };

export interface MigrationStatus {
  readonly name: string;
  readonly applied: boolean;
}

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.up\.sql$/;
const TIMESTAMP_DIGITS = 13;
/** Any number: what holds the lock is this program's migrations. */
const POSTGRES_LOCK_ID = 727_310_001;

/** Runs `work` with a data source that may change the schema, one process at a time. */
export async function withMigrations<T>(config: StoreConfig, work: (migrations: Migrations) => Promise<T>): Promise<T> {
  if (config.kind === 'sqlite') prepareFile(config.file);
  const source = new DataSource(optionsOf(config));
  await source.initialize();
  const lock = config.kind === 'postgres' ? source.createQueryRunner() : undefined;
  try {
    await lock?.query(`SELECT pg_advisory_lock(${POSTGRES_LOCK_ID})`);
    return await work(new Migrations(source));
  } finally {
    await lock?.query(`SELECT pg_advisory_unlock(${POSTGRES_LOCK_ID})`);
    await lock?.release();
    await source.destroy();
  }
}

export class Migrations {
  constructor(readonly source: DataSource) {}

  /** Applies what is pending; answers the names. Refuses a database that a newer program has changed. */
  async up(): Promise<readonly string[]> {
    const status = await this.status();
    if (status.every(({ applied }) => applied)) return [];
    const done = await this.source.runMigrations({ transaction: 'all' });
    return done.map(({ name }) => displayName(name));
  }

  /** Takes back the last `steps` migrations; answers the names. */
  async down(steps: number): Promise<readonly string[]> {
    const applied = (await this.status()).filter((each) => each.applied).map(({ name }) => name);
    const names = applied.reverse().slice(0, steps);
    for (let i = 0; i < names.length; i++) await this.source.undoLastMigration({ transaction: 'all' });
    return names;
  }

  async status(): Promise<readonly MigrationStatus[]> {
    const known = this.source.migrations.map((migration) => migration.name ?? '');
    const applied = await this.applied();
    const unknown = applied.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new StoreRefusal(`The database holds migrations this program does not know (${unknown.map(displayName).join(', ')}): start the newer version, or restore a backup made before it.`);
    }
    return known.map((name) => ({ name: displayName(name), applied: applied.includes(name) }));
  }

  private async applied(): Promise<readonly string[]> {
    const runner = this.source.createQueryRunner();
    try {
      if (!(await runner.hasTable('migrations'))) return [];
      const rows: { name: string }[] = await runner.query('SELECT name FROM migrations ORDER BY timestamp');
      return rows.map(({ name }) => name);
    } finally {
      await runner.release();
    }
  }
}

/** Every migration of this program in order, by the name it is recorded under. */
export function knownMigrations(engine: Engine): readonly string[] {
  return migrationClasses(engine).map((each) => new each().name ?? '');
}

/** The schema beside this program's, read on a connection that changes nothing. */
export async function compareMigrations(sql: ReadingSql): Promise<{ readonly pending: readonly string[]; readonly unknown: readonly string[] }> {
  const known = knownMigrations(sql.engine);
  const applied = (await sql.everyPractice.query('SELECT name FROM migrations ORDER BY timestamp')).map((row) => text(row, 'name'));
  return { pending: known.filter((name) => !applied.includes(name)).map(displayName), unknown: applied.filter((name) => !known.includes(name)).map(displayName) };
}

function optionsOf(config: StoreConfig): ConstructorParameters<typeof DataSource>[0] {
  const shared = { synchronize: false, migrationsTableName: 'migrations', logging: false } as const;
  if (config.kind === 'postgres') return { ...shared, type: 'postgres', url: withOptions(config.url, EVERY_PRACTICE), migrations: migrationClasses('postgres'), extra: { max: 3 } };
  return { ...shared, type: 'better-sqlite3', driver: typeOrmDriver(config.keyFile), database: config.file, enableWAL: true, migrations: migrationClasses('sqlite'),
    prepareDatabase: (db: Database.Database) => void db.pragma('synchronous = FULL') };
}

/** One class per file, named as TypeORM wants it: a name that ends in thirteen digits, which give the order. */
function migrationClasses(engine: Engine): (new () => MigrationInterface)[] {
  const folder = join(findMigrationsFolder(), engine);
  return readdirSync(folder).sort().flatMap((file) => {
    const [, number, name] = FILE_NAME.exec(file) ?? [];
    if (number === undefined || name === undefined) return [];
    const up = readFileSync(join(folder, file), 'utf8');
    const down = readFileSync(join(folder, file.replace('.up.sql', '.down.sql')), 'utf8');
    const className = `${name}-${number.padStart(TIMESTAMP_DIGITS, '0')}`;
    return [class implements MigrationInterface {
      name = className;
      up = (runner: QueryRunner): Promise<void> => runScript(engine, runner, up);
      down = (runner: QueryRunner): Promise<void> => runScript(engine, runner, down);
    }];
  });
}

/** A whole script inside TypeORM's transaction; its SQLite runner takes single statements only, so the connection is asked. */
async function runScript(engine: Engine, runner: QueryRunner, script: string): Promise<void> {
  if (engine === 'postgres') {
    await runner.query(script);
    return;
  }
  const connection: Database.Database = await runner.connect();
  connection.exec(script);
}

function displayName(name: string): string {
  return `${name.slice(-4)}-${name.slice(0, -TIMESTAMP_DIGITS - 1)}`;
}

/** Beside package.json, from the sources and from the built tree alike. */
function findMigrationsFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'migrations', 'sqlite'))) return join(folder, 'migrations');
  }
  throw new StoreRefusal('The folder "migrations" is missing beside package.json: install the program again.');
}
