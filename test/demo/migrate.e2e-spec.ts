import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './program';

describe('npm run migrate', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'pathgate-migrate-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes no database where there is none: the next start would serve it instead of the demo practice', () => {
    for (const words of [['status'], ['up'], ['down', '1']]) {
      expect(runCommand(folder, 'migrate', words)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('npm run init') });
    }
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('tells the schema of a practice, and does not take the record back by accident', () => {
    runCommand(folder, 'init', ['--name', 'Riverbend Pain Clinic', '--time-zone', 'America/New_York']);
    const status = runCommand(folder, 'migrate', ['status']);
    expect(status).toMatchObject({ status: 0, stdout: expect.stringMatching(/^applied {2}0001-log\n/) });
    // As many as there are: the first made the record.
    expect(runCommand(folder, 'migrate', ['down', String(status.stdout.trim().split('\n').length)])).toMatchObject({ status: 1, stderr: expect.stringContaining('--erase-the-record') });
    expect(runCommand(folder, 'migrate', ['status']).stdout).toBe(status.stdout);
  });
});
