import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paste, runCommand, startProgram, type Program } from './program';

/** The banner's last words. */
const GREETED = /Paste these[^]*={90}\n/;

describe('npm start in an empty directory', () => {
  let folder: string;
  let program: Program;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-start-'));
    program = await startProgram(folder, GREETED);
  });
  afterAll(async () => {
    await program.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const lineFor = (says: string): string => {
    const lines = program.stdout().split('\n').map((line) => line.trim());
    return lines[lines.findIndex((line) => line.startsWith('# ') && line.includes(says)) + 1] ?? '';
  };
  /** As the banner lists them. */
  const patientIds = (): string[] => [...program.stdout().matchAll(/^ {2}([0-9a-f-]{36}) {2}/gm)].map(([, id = '']) => id);
  const json = async (line: string): Promise<{ status: number; body: Readonly<Record<string, unknown>>; headers: Headers }> => {
    const { status, bytes, headers } = await paste(line);
    return { status, body: JSON.parse(bytes.toString()), headers };
  };

  it('says that it is a demo, where to look, and gives one key per role', () => {
    const text = program.stdout();
    expect(text).toContain('DEMO PRACTICE (synthetic patients)');
    expect(text).toContain(`${program.address}/openapi.json`);
    expect(new Set(text.match(/pgk_[A-Za-z0-9_-]{43}/g)).size).toBe(8);
  });

  it('signs a clinician in by the printed password', async () => {
    const password = /^ {2}password +(\S+)$/m.exec(program.stdout())?.[1] ?? '';
    const signedIn = await fetch(`${program.address}/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'clinician', password }) });
    expect(signedIn.status).toBe(201);
    const [cookie = ''] = signedIn.headers.getSetCookie();
    const worklist = await fetch(`${program.address}/v1/worklist`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect([worklist.status, worklist.headers.get('pathgate-practice')]).toEqual([200, 'demo']);
  });

  it('keeps its data from other users of the machine', () => {
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    const files = readdirSync(join(folder, 'data'));
    expect(files).toEqual(expect.arrayContaining(['demo.db', 'demo-keys.json']));
    for (const file of files) expect([file, statSync(join(folder, 'data', file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  it('describes every endpoint without a key', async () => {
    const answer = await fetch(`${program.address}/openapi.json`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ openapi: expect.stringMatching(/^3\./) });
  });

  it('lists every demo patient who has something open, by the printed worklist line', async () => {
    const { status, body } = await json(lineFor('the worklist'));
    expect(status).toBe(200);
    expect((body.items as readonly { readonly patientId: string }[]).map(({ patientId }) => patientId).sort()).toEqual(patientIds().sort());
  });

  it('says what a patient waits for, by the printed status line', async () => {
    const { status, body } = await json(lineFor('where a patient stands'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ episodes: [{ position: 'block-1-response', nextStep: 'mbb2', steps: [{ step: 'mbb2', result: 'not-eligible', unmet: ['block-interval'] }] }] });
  });

  it('tries a block result out, documents it once however often the line is pasted, and keeps it over a restart', async () => {
    const dry = await json(lineFor('what a block result would change'));
    expect(dry.status).toBe(200);

    const line = lineFor('document that block result');
    const first = await json(line);
    expect(first.status).toBe(201);
    const repeated = await json(line);
    expect(repeated).toMatchObject({ status: 201, body: first.body });

    const before = program.stdout();
    expect(await program.stop('SIGINT')).toBe(0);
    program = await startProgram(folder, GREETED);
    const keys = (text: string): unknown => text.match(/pgk_[A-Za-z0-9_-]{43}/g);
    expect(keys(program.stdout())).toEqual(keys(before));
    expect((await json(lineFor('document that block result'))).body).toEqual(first.body);
    expect(program.stdout()).not.toContain('To move them to today');
  });

  it('bills that block, by the printed line', async () => {
    const { status, body } = await json(lineFor('what the biller bills'));
    expect(status).toBe(200);
    expect((body.lines as readonly { code: string }[]).map(({ code }) => code)).toContain('64493');
  });

  it('renders the packet of the patient who is ready for the ablation', async () => {
    const { status, headers, bytes } = await paste(lineFor('the packet of the patient'));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('explains a stored patient in the terminal, by the printed why line', () => {
    const [, patientId = ''] = /why -- (\S+)/.exec(lineFor('positions, findings')) ?? [];
    const { status, stdout } = runCommand(folder, 'why', [patientId]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/not before \d{4}-\d{2}-\d{2}; only time is missing\n/);
    expect(stdout).toMatch(/Interval between blocks .*: not met;.* possible from \d{4}-\d{2}-\d{2}/);
  });
});

describe('npm run init, then npm start', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'pathgate-init-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('serves an empty practice that prints no key, and init overwrites nothing', async () => {
    const init = ['--name', 'Riverbend Pain Clinic', '--time-zone', 'America/New_York', '--state', 'KY'];
    const created = runCommand(folder, 'init', init);
    expect(created).toMatchObject({ status: 0 });
    const key = /auth-staff +(pgk_\S+)/.exec(created.stdout)?.[1] ?? '';
    const again = runCommand(folder, 'init', init);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toContain('overwrites nothing');

    const program = await startProgram(folder, /127\.0\.0\.1:\d+/);
    try {
      const password = /^ {2}password +(\S+)$/m.exec(created.stdout)?.[1] ?? '';
      const signedIn = await fetch(`${program.address}/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'admin', password }) });
      expect([signedIn.status, await signedIn.json()]).toEqual([201, expect.objectContaining({ role: 'admin', account: expect.objectContaining({ mustChangePassword: true }) })]);
      const answer = await fetch(`${program.address}/v1/worklist`, { headers: { Authorization: `Bearer ${key}` } });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ items: [] });
      const register = /(curl .*)/.exec(created.stdout)?.[1]?.replace('Bearer KEY', `Bearer ${key}`).replace('http://127.0.0.1:3000', program.address) ?? '';
      expect((await paste(register)).status).toBe(201);
      expect(program.stdout()).not.toMatch(/pgk_|DEMO/);
      expect(readdirSync(join(folder, 'data')).filter((file) => file.startsWith('demo'))).toEqual([]);
    } finally {
      expect(await program.stop('SIGINT')).toBe(0);
    }
  });

  it('does not fall back to the demo where a database is named that holds no practice', async () => {
    const named = { PATHGATE_DATABASE: join(folder, 'named', 'practice.db') };
    await expect(startProgram(folder, /listens/, named)).rejects.toThrow(/holds no practice yet.*npm run init/);
  });
});
