/** P6: every case of the repository, those at each policy's boundaries, on leap days and at month ends among them, answered by the command in processes that believe to be elsewhere: the same bytes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tellFigure } from '../support/tier';

const ROOT = join(__dirname, '../..');
/** West and east of the date line, a zone of odd minutes, and one whose clocks change. */
const ZONES = ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Apia'];

const filesOf = (kind: 'assess' | 'plan'): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', 'test/cases'], { cwd: ROOT, encoding: 'utf8' }).split('\0')
    .filter((file) => file.endsWith('.json') && !/lock|claims\/|coding\/|prior-authorization\/|examples\//.test(file) && file.includes('/plan-') === (kind === 'plan'));

describe('the zone of the machine', () => {
  it.each(['assess', 'plan'] as const)('changes no answer of `%s`', (command) => {
    const files = filesOf(command);
    const answers = ZONES.map((zone) => spawnSync(process.execPath, [`dist/src/cli/${command}.js`, ...files], { cwd: ROOT, encoding: 'utf8', maxBuffer: 512e6, env: { ...process.env, TZ: zone } }));
    const [first] = answers;
    expect(first?.status).toBe(0);
    const lines = first?.stdout.trimEnd().split('\n') ?? [];
    expect(lines.length).toBeGreaterThan(command === 'assess' ? 1_000 : 5);
    expect(new Set(answers.map(({ stdout }) => createHash('sha256').update(stdout).digest('hex'))).size).toBe(1);
    tellFigure('P6', `${lines.length} answers of ${command} in ${ZONES.length} zones of the machine: the same bytes`);
  }, 120_000);

  it('would be seen: the day of an instant is another one in another zone (the control)', () => {
    const days = ZONES.map((zone) => execFileSync(process.execPath, ['-p', 'new Date(1767250800000).getDate()'], { encoding: 'utf8', env: { ...process.env, TZ: zone } }).trim());
    expect(new Set(days).size).toBeGreaterThan(1);
  });
});
