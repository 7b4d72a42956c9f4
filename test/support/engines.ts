/**
 * The same suite once per database engine. `npm test` starts one PostgreSQL for all suites; a suite run alone starts its own.
 * `npm test -- --without=postgres` skips that half, and the skips are counted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabaseOn, dropDatabase, startPostgres, type PostgresServer } from './postgres';

export type DatabaseLocation =
  /** A file that does not exist yet, in a directory of its own. */
  | { readonly engine: 'sqlite'; readonly file: string }
  /** The connection string of an empty database. */
  | { readonly engine: 'postgres'; readonly url: string };

export interface EngineUnderTest {
  readonly engine: DatabaseLocation['engine'];
  /** A fresh database; everything made here is removed after the suite. Call inside `beforeAll`, `beforeEach` or a test. */
  freshDatabase(): Promise<DatabaseLocation>;
}

export function describeEachEngine(name: string, suite: (under: EngineUnderTest) => void): void {
  describeSqlite(name, suite);
  describePostgres(name, suite);
}

export function describeSqlite(name: string, suite: (under: EngineUnderTest) => void): void {
  describe(`${name} on sqlite`, () => {
    const folders: string[] = [];
    afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
    suite({
      engine: 'sqlite',
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
      engine: 'postgres',
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
