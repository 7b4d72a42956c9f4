/** What stops a start is said in one line that names the cause and what to do; nothing is created and nothing hangs. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, startProgram, type Program } from './program';

const ROOT = join(__dirname, '../..');
const NOBODY = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 0);

describe('npm start is refused in one line', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pathgate-refused-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function start(environment: Readonly<Record<string, string>>): string {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
      cwd: folder, encoding: 'utf8', timeout: 60_000, env: { ...process.env, PATHGATE_DATA: join(folder, 'data'), PATHGATE_DATABASE: '', PORT: '0', ...environment },
    });
    expect([error, status, stdout]).toEqual([undefined, 1, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    return stderr;
  }

  it('when the directory cannot be created', () => {
    expect(start({ PATHGATE_DATA: '/proc/nope' })).toMatch(/^\/proc\/nope cannot be created .*PATHGATE_DATA/);
    expect(start({ PATHGATE_DATA: '/proc/nope/deeper' })).toMatch(/^\/proc\/nope cannot be created/);
  });

  it('when the directory is a file, or is in one, and when the database is a directory', () => {
    const file = join(folder, 'taken');
    writeFileSync(file, 'kept');
    expect(start({ PATHGATE_DATA: file })).toMatch(/taken is a file, and a directory is needed/);
    expect(start({ PATHGATE_DATA: join(file, 'data') })).toMatch(/taken is a file/);
    mkdirSync(join(folder, 'named'), { mode: 0o700 });
    mkdirSync(join(folder, 'named', 'db'));
    expect(start({ PATHGATE_DATABASE: join(folder, 'named', 'db') })).toMatch(/is a directory: name the database file/);
  });

  it('when this user may not write into the directory', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    chmodSync(folder, 0o755);
    chownSync(closed, NOBODY, NOBODY);
    // The superuser may write anywhere: the program becomes someone else once it is loaded.
    const script = `const { prepareFolder } = require(process.argv[1]); process.setuid?.(${NOBODY}); prepareFolder(process.argv[2])`;
    const said = (path: string): string => spawnSync(process.execPath, ['-e', script, join(ROOT, 'dist/src/platform/database/prepare-folder.js'), path], { encoding: 'utf8' }).stderr;
    expect(said(closed)).toContain('closed may not be written by this user. Give the directory to');
    expect(said(join(closed, 'data'))).toContain('data cannot be created (EACCES). Let the user');
    chmodSync(closed, 0o700);
    expect(said(join(closed, 'data'))).toBe('');
  });

  it('when the port is taken, before anything is created', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(start({ PORT: String(port) })).toMatch(new RegExp(`^Port ${port} .* taken by another program`));
    expect(existsSync(join(folder, 'data'))).toBe(false);
    other.close();
  });

  it('when a policy file of the practice is wrong, with file, pointer, reason and what to do; lint says the same', () => {
    const made = runCommand(folder, 'policies', ['new', '--id', 'example-facet', '--payer', 'example-health', '--pathway', 'rfa', '--title', 'Facet', '--document', 'EH-12', '--from', '2026-10-01']);
    expect(made.status).toBe(0);
    const file = join(folder, 'data', 'policies', 'example-facet@2026-10-01.json');
    const sound = readFileSync(file, 'utf8');
    for (const [text, said] of [
      [sound.replace('"rfa",', '"knee",'), '/pathway: must be one of rfa, scs, epidural (unknown-word)'], ['{', '(malformed)'], [sound.replace('example-health', 'aetna'), '(ambiguous-policies)'],
    ] as const) {
      writeFileSync(file, text);
      const refusal = start({});
      expect(refusal).toMatch(/^A policy file in \S+policies is wrong, so none is used\. example-facet@2026-10-01\.json: .*Correct it or take it out/);
      expect(refusal).toContain(said);
      expect(runCommand(folder, 'policies', ['lint'])).toMatchObject({ status: 1, stderr: expect.stringContaining(said) });
    }
    expect(existsSync(join(folder, 'data', 'demo.db'))).toBe(false);
  });

  it('when a payer\'s endpoint is wrong, or its key may be read by others, before anything is created', () => {
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    const endpoint = { payer: 'medicare', baseAddress: 'https://payer.example/fhir', tokenEndpoint: 'https://payer.example/token', clientId: 'c', scope: 's', algorithm: 'ES384', keyId: 'k', keyFile: 'key.pem' };
    writeFileSync(join(data, 'payer-endpoints.json'), JSON.stringify({ endpoints: [{ ...endpoint, scope: '' }] }));
    expect(start({})).toMatch(/payer-endpoints\.json cannot be used: \/endpoints\/0\/scope: .*Correct it or take it out/);
    writeFileSync(join(data, 'payer-endpoints.json'), JSON.stringify({ endpoints: [endpoint] }));
    writeFileSync(join(data, 'key.pem'), 'x', { mode: 0o644 });
    expect(start({})).toMatch(/keyFile: others may read \S+key\.pem; chmod 600 it/);
    expect(existsSync(join(data, 'demo.db'))).toBe(false);
  });

  it('when another service serves the same database; commands work beside it, and a killed one leaves nothing in the way', async () => {
    const ready = /\/openapi\.json/;
    let program: Program = await startProgram(folder, ready);
    expect(start({})).toMatch(/^Another Pathgate service is already serving .*demo\.db/);
    expect(runCommand(folder, 'rebuild', ['--check'])).toMatchObject({ status: 0, stdout: expect.stringContaining('0 differences') });
    expect(runCommand(folder, 'why', ['nobody'])).toMatchObject({ status: 1, stderr: expect.stringContaining('no patient nobody') });
    await program.stop('SIGKILL');
    program = await startProgram(folder, ready);
    expect(await program.stop('SIGTERM')).toBe(0);
    expect(readdirSync(join(folder, 'data'))).toContain('demo.db.lock');
  });
});
