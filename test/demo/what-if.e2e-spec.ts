/** `policies -- what-if` beside the running demo practice: progress apart from the table, one JSON object a line where asked for. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { ROOT } from '../docs/documents';
import { startProgram, type Program } from './program';

const READY = /Paste these[^]*={90}\n/;
const CURRENT = SHIPPED_POLICIES.findIndex(({ id, effectiveTo }) => id === 'medicare-facet-cgs' && effectiveTo === undefined);
const NAME = `${SHIPPED_POLICIES[CURRENT]?.id}@${SHIPPED_POLICIES[CURRENT]?.version}`;

describe('policies -- what-if', () => {
  let folder: string;
  let program: Program;
  const run = (...args: readonly string[]) => spawnSync(process.execPath, [join(ROOT, 'dist/src/cli/policies.js'), 'what-if', ...args], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, PATHGATE_DATA: join(folder, 'data'), PATHGATE_DATABASE: '' },
  });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-what-if-'));
    program = await startProgram(folder, READY);
    const text = JSON.stringify(POLICY_FILES[CURRENT]?.content).replaceAll('"reliefPercentMin":80', '"reliefPercentMin":99');
    writeFileSync(join(folder, 'draft.json'), JSON.stringify({ ...(JSON.parse(text) as object), id: 'draft-facet', replaces: NAME }));
  });
  afterAll(async () => {
    await program.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells who loses under a draft, by which criterion', () => {
    const { status, stdout, stderr } = run('--draft', join(folder, 'draft.json'));
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^\d+ of \d+ patients\n$/)]);
    expect(stdout).toMatch(/^loses {3}\S+ {2}\S+: eligible -> not-eligible {2}\(block-relief met -> unmet\)$/m);
    expect(stdout).toMatch(/\d+ open episodes: 0 gain, [1-9]\d* lose, \d+ differ, \d+ stay\n {2}block-relief: 0 gain, [1-9]/);
  });

  it('answers the lines of the API with --json', () => {
    const { status, stdout } = run('--json', 'medicare-facet-cgs@2021-04-25', NAME);
    const lines = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { summary?: { episodes: number } });
    expect([status, (lines.at(-1)?.summary?.episodes ?? 0) > 0]).toEqual([0, true]);
  });

  it.each([
    [[], 2, /name two policies/], [['nobody@2020-01-01', NAME], 1, /no policy of that id/], [['--draft', 'none.json'], 1, /no file none\.json/], [['--as-of', '2026-02-30', NAME, NAME], 1, /a date that exists/],
    [['--practice', 'elsewhere', NAME, NAME], 1, /Name the practice/],
  ] as const)('refuses %j', (args, code, said) => {
    const { status, stderr } = run(...args);
    expect([status, said.test(stderr)]).toEqual([code, true]);
  });
});
