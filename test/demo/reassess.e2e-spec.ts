import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './program';

describe('npm run reassess', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'pathgate-reassess-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes no database where there is none', () => {
    expect(runCommand(folder, 'reassess', [])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('npm run init') });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('answers each practice in one line of counts', () => {
    runCommand(folder, 'init', ['--name', 'Riverbend Pain Clinic', '--time-zone', 'America/New_York']);
    expect(runCommand(folder, 'reassess', [])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^[\w-]+: 0 patients, 0 changed, 0 events, 0 rewritten, 0 failed\n$/) });
  });
});
