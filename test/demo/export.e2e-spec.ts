/** A practice leaves one folder and is served from another, by the commands that the page names. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, startProgram } from './program';

const GREETED = /Paste these[^]*={90}\n/;
const SERVES = /\n/;

describe('npm run export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-leave-'));
  const elsewhere = mkdtempSync(join(tmpdir(), 'pathgate-arrive-'));
  const out = join(folder, 'out');
  afterAll(() => [folder, elsewhere].forEach((one) => rmSync(one, { recursive: true, force: true })));

  it('says how it is used, and makes no database', () => {
    for (const args of [[], ['practice'], ['verify'], ['load'], ['other', 'x']]) expect(runCommand(folder, 'export', args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('usage: npm run export') });
    expect(runCommand(folder, 'export', ['practice', '--out', out])).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run init') });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('writes a practice that is being served, verifies it, and loads it where nothing is', async () => {
    const service = await startProgram(folder, GREETED);
    try {
      expect(runCommand(folder, 'export', ['practice', '--practice', 'nobody', '--out', out])).toMatchObject({ status: 2, stderr: expect.stringContaining('--practice') });
      expect(runCommand(folder, 'export', ['practice', '--practice', 'demo', '--out', out])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/practice demo, \d+ logs, \d+ events/) });
      expect(runCommand(folder, 'export', ['practice', '--practice', 'demo', '--out', out])).toMatchObject({ status: 1, stderr: expect.stringContaining('is not empty') });
    } finally {
      await service.stop('SIGTERM');
    }
    expect(readdirSync(out)).toContain('manifest.json');
    expect(runCommand(folder, 'export', ['verify', out])).toMatchObject({ status: 0, stdout: expect.stringContaining('every digest and every chain is what was written') });

    const loaded = runCommand(elsewhere, 'export', ['load', out]);
    expect(loaded).toMatchObject({ status: 0, stderr: '' });
    const [, name = '', password = ''] = /Sign in as (\S+) with (\S+) \(shown once/.exec(loaded.stdout) ?? [];
    expect(runCommand(elsewhere, 'export', ['load', out])).toMatchObject({ status: 1, stderr: expect.stringContaining('holds the practice already') });

    const there = await startProgram(elsewhere, SERVES);
    try {
      const signedIn = await fetch(`${there.address}/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name, password }) });
      expect(signedIn.status).toBe(201);
      expect(runCommand(elsewhere, 'export', ['load', out])).toMatchObject({ status: 1, stderr: expect.stringContaining('already serving') });
    } finally {
      await there.stop('SIGTERM');
    }
  }, 120_000);

  it('names the file that is not what was written', () => {
    const [document] = readdirSync(join(out, 'documents'));
    writeFileSync(join(out, document === undefined ? 'outbox.ndjson' : `documents/${document}`), 'x\n');
    expect(runCommand(folder, 'export', ['verify', out])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^NOT WHOLE {2}(documents\/|outbox)/) });
  });
});
