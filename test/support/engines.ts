/**
 * The same suite once per database engine. `npm test` starts one PostgreSQL for all suites; a suite run alone starts its own.
 * `npm test -- --without=postgres` skips that half, and the skips are counted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WritesIn } from '../../src/platform/database/open-sqlite';
import { createDatabaseOn, dropDatabase, startPostgres, type PostgresServer } from './postgres';

export type DatabaseLocation = (
  /** A file that does not exist yet, in a directory of its own. */
  | { readonly engine: 'sqlite'; readonly file: string }
  /** The connection string of an empty database. */
  | { readonly engine: 'postgres'; readonly url: string }
) & { /** Records are sealed with the key in it. */ readonly sealingKeyFile?: string };

export interface EngineUnderTest {
  readonly engine: DatabaseLocation['engine'];
  /** Where a store of SQLite writes; a service's in a thread of its own. */
  readonly writesIn: WritesIn;
  /** A fresh database; everything made here is removed after the suite. Call inside `beforeAll`, `beforeEach` or a test. */
  freshDatabase(): Promise<DatabaseLocation>;
}

export function describeEachEngine(name: string, suite: (under: EngineUnderTest) => void): void {
  describeSqlite(name, suite);
  describePostgres(name, suite);
}

/** Every place that a store writes in. */
export function describeEachStore(name: string, suite: (under: EngineUnderTest) => void): void {
  describeSqliteWriters(name, suite);
  describePostgres(name, suite);
}

/** SQLite twice: written in the thread that asks, as commands do, and in one of its own, as the service does. */
export function describeSqliteWriters(name: string, suite: (under: EngineUnderTest) => void): void {
  describeSqlite(name, suite);
  describeSqlite(`${name}, written in a thread of its own,`, suite, 'own-thread');
}

export function describeSqlite(name: string, suite: (under: EngineUnderTest) => void, writesIn: WritesIn = 'this-thread'): void {
  describe(`${name} on sqlite`, () => {
    const folders: string[] = [];
    afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
    suite({
      engine: 'sqlite', writesIn,
      freshDatabase() {
        const folder = mkdtempSync(join(tmpdir(), 'pathgate-sqlite-'));
        folders.push(folder);
        return Promise.resolve({ engine: 'sqlite', file: join(folder, 'practice.db') });
      },
    });
  });
}

export function describePostgres(name: string, suite: (under: EngineUnderTest) => void): void {
  const describeHere = isWithoutPostgres() ? describe.skip : describe;
  describeHere(`${name} on postgres`, () => {
    const urls: string[] = [];
    let own: PostgresServer | undefined;
    let adminUrl = process.env.PATHGATE_TEST_POSTGRES ?? '';
    beforeAll(async () => {
      if (adminUrl !== '') return;
      own = await startPostgres();
      adminUrl = own.adminUrl;
    });
    afterAll(async () => {
      for (const url of urls) await dropDatabase(url);
      await own?.stop();
    });
    suite({
      engine: 'postgres', writesIn: 'this-thread',
      async freshDatabase() {
        const url = await createDatabaseOn(adminUrl);
        urls.push(url);
        return { engine: 'postgres', url };
      },
    });
  });
}

/** True under `--without=postgres`. */
export function isWithoutPostgres(): boolean {
  return (process.env.PATHGATE_TEST_WITHOUT ?? '').split(',').includes('postgres');
}
