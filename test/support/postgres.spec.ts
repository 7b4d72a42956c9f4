import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describeEachEngine, describePostgres } from './engines';
import { createDatabaseOn, findPostgres, startPostgres } from './postgres';

describe('finding PostgreSQL', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pathgate-find-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function install(path: string): string {
    mkdirSync(join(folder, path), { recursive: true });
    for (const program of ['initdb', 'postgres']) writeFileSync(join(folder, path, program), '', { mode: 0o755 });
    return join(folder, path);
  }

  it('answers nothing where there is none', () => {
    expect(findPostgres('/nowhere', join(folder, 'none'))).toBeUndefined();
  });

  it('takes the newest packaged version by number, not by spelling', () => {
    install('9/bin');
    const newest = install('15/bin');
    expect(findPostgres('/nowhere', folder)).toBe(newest);
  });

  it('prefers the PATH, and refuses half an installation', () => {
    install('15/bin');
    const chosen = install('chosen');
    mkdirSync(join(folder, 'half'));
    writeFileSync(join(folder, 'half/initdb'), '', { mode: 0o755 });
    expect(findPostgres(`${join(folder, 'half')}:${chosen}`, folder)).toBe(chosen);
  });
});

describePostgres('a PostgreSQL server', () => {
  it('keeps what was committed over a crash, and leaves nothing behind when stopped', async () => {
    const server = await startPostgres();
    const url = await createDatabaseOn(server.adminUrl);
    const before = new Client({ connectionString: url });
    before.on('error', () => undefined);
    await before.connect();
    await before.query('CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
    const settings = await before.query("SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY 1");
    expect(settings.rows.map((row) => row.setting)).toEqual(['on', 'on', 'on']);

    await server.kill('SIGKILL');
    await before.end().catch(() => undefined);
    await server.restart();

    const after = new Client({ connectionString: url });
    await after.connect();
    expect((await after.query('SELECT id FROM kept')).rows).toEqual([{ id: 7 }]);
    await after.end();
    await server.stop();
    expect(existsSync(server.dataDirectory)).toBe(false);
  });
});

describeEachEngine('a fresh database', (under) => {
  it('is another one each time', async () => {
    const first = await under.freshDatabase();
    const second = await under.freshDatabase();
    expect(first.engine).toBe(under.engine);
    expect(first).not.toEqual(second);
  });
});
