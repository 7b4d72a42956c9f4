/** A practice's own files on disk: made, checked and tested by the command, and forty that are wrong, each refused with what to do. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import { newPolicy } from '../../src/cli/policies/new';
import { testCases } from '../../src/cli/policies/test-cases';
import { checkPolicyFiles, openPracticePolicies, readPracticePolicies, refusalLines } from '../../src/policies';

const OPTIONS = { id: 'example-facet', payer: 'example-health', line: 'commercial', pathway: 'rfa', title: 'Facet procedures', document: 'EH-12', from: '2026-10-01' };
let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'pathgate-policies-')); });
afterEach(() => rmSync(directory, { recursive: true }));

describe('a new policy', () => {
  it('is valid as it is, and its first case agrees', () => {
    const written = newPolicy(directory, OPTIONS);
    expect(written).toEqual([join(directory, 'example-facet@2026-10-01.json'), join(directory, 'cases', 'example-facet@2026-10-01-first.json')]);
    const read = readPracticePolicies(directory);
    if (isRejection(read)) throw new Error(read.message);
    expect(read.own.map(({ id, version }) => `${id}@${version}`)).toEqual(['example-facet@2026-10-01']);
    expect(testCases(join(directory, 'cases'), read.policies, read.own)).toEqual({ passed: 1, complaints: [], untested: [] });
  });
  it('names what is missing, and never writes over a file', () => {
    expect(newPolicy(directory, { id: 'x' })).toMatchObject({ code: 'missing-option', message: expect.stringContaining('--payer') });
    newPolicy(directory, OPTIONS);
    expect(newPolicy(directory, OPTIONS)).toMatchObject({ code: 'policy-file-exists' });
  });
  it('is complained of where a case disagrees, is malformed or is missing', () => {
    newPolicy(directory, OPTIONS);
    const [path] = readdirSync(join(directory, 'cases'));
    const file = join(directory, 'cases', path as string);
    const wrong = JSON.parse(readFileSync(file, 'utf8')) as { expect: { result: string } };
    wrong.expect.result = 'eligible';
    writeFileSync(file, JSON.stringify(wrong));
    writeFileSync(join(directory, 'cases', 'broken.json'), '{"id": 1}');
    newPolicy(directory, { ...OPTIONS, id: 'other', payer: 'other-health' });
    rmSync(join(directory, 'cases', 'other@2026-10-01-first.json'));
    const read = readPracticePolicies(directory);
    if (isRejection(read)) throw new Error(read.message);
    const { complaints, untested } = testCases(join(directory, 'cases'), read.policies, read.own);
    expect(complaints).toEqual(expect.arrayContaining([expect.stringContaining('result'), expect.stringContaining('broken.json')]));
    expect(untested).toEqual(['other@2026-10-01']);
  });
});

/** As it is written, loose enough to be broken in every way. */
interface Json { [field: string]: unknown; steps: Record<string, { extends?: unknown; criteria: Record<string, unknown>[] }>; covers: Record<string, unknown>; sources: Record<string, Record<string, unknown>> }

const BAD: readonly (readonly [string, (file: Json, text: string) => unknown])[] = [
  ['empty', () => ''], ['not JSON', () => '{'], ['a list', () => []], ['null', () => 'null'], ['a byte order mark', (_f, text) => `\ufeff${text}`],
  ['a key twice', (_f, text) => text.replace('"schema": 1', '"schema": 1, "schema": 1')], ['nested too deep', () => '['.repeat(40) + ']'.repeat(40)], ['a million bytes too many', (_f, text) => text + ' '.repeat(1_000_001)],
  ['a number too large', (_f, text) => text.replace('"schema": 1', '"schema": 1e400')], ['a later schema', (f) => ({ ...f, schema: 2 })], ['no schema', (f) => ({ ...f, schema: undefined })],
  ['an unknown field', (f) => ({ ...f, threshold: 80 })], ['an unknown family', (f) => ({ ...f, family: 'medicare-knees' })], ['a name of every object as family', (f) => ({ ...f, family: 'toString' })],
  ['no id', (f) => ({ ...f, id: '' })], ['a title that is a number', (f) => ({ ...f, title: 4 })], ['a pathway that does not exist', (f) => ({ ...f, pathway: 'knee' })], ['an impossible date', (f) => ({ ...f, effectiveFrom: '2026-02-30' })],
  ['a date in words', (f) => ({ ...f, effectiveFrom: 'soon' })], ['an end before its start', (f) => ({ ...f, effectiveTo: '2026-09-30' })], ['no payer', (f) => ({ ...f, covers: {} })], ['states as text', (f) => ({ ...f, covers: { ...f.covers, states: 'OH' } })],
  ['a state twice', (f) => ({ ...f, covers: { ...f.covers, states: ['OH', 'OH'] } })], ['a delegate without a day', (f) => ({ ...f, covers: { ...f.covers, delegate: { name: 'eviCore' } } })], ['a confidence nobody has', (f) => ({ ...f, confidence: 'certain' })],
  ['a review before the reading', (f) => ({ ...f, readOn: '2026-10-01', reviewBy: '2026-09-01' })], ['a source without a title', (f) => ({ ...f, sources: { policy: { document: 'EH-12' } } })], ['a statistic nobody has', (f) => ({ ...f, parameters: { reliefStatistic: 'best' } })],
  ['an hour without its statistic', (f) => ({ ...f, parameters: { reliefAtHour: 3 } })], ['a negative window', (f) => ({ ...f, parameters: { agentWindowMinutes: { lidocaine: -60 } } })], ['no steps', (f) => ({ ...f, steps: {} })],
  ['a step that takes over nothing known', (f) => ({ ...f, steps: { ...f.steps, rfa: { extends: ['nothing'], criteria: [] } } })], ['a circle', (f) => ({ ...f, steps: { ...f.steps, general: { extends: ['rfa'], criteria: [] } } })],
  ['criteria as an object', (f) => ({ ...f, steps: { rfa: { criteria: {} } } })],
  ...([
    ['an unknown kind', { kind: 'mood' }], ['a prototype as kind', { kind: '__proto__' }], ['an uncited criterion', { source: undefined }], ['a source that is not there', { source: 'hearsay' }], ['no requirement', { required: undefined }],
    ['a requirement of another kind', { required: { levelsMax: 2 } }], ['a negative figure', { required: { responses: ['failed'], excludedModalities: [], weeksMin: -4 } }], ['a figure as text', { required: { responses: ['failed'], excludedModalities: [], weeksMin: '4' } }],
    ['a figure in another unit', { required: { responses: ['failed'], excludedModalities: [], daysMin: 28 } }], ['half a week', { required: { responses: ['failed'], excludedModalities: [], weeksMin: 4.5 } }], ['one reading of a contest', { contested: [{ reading: 'one', source: 'policy' }] }],
    ['a flag as text', { noFigureInSource: 'yes' }], ['a clinician as a word', { asksForClinician: 'yes' }], ['no confidence', { confidence: undefined }], ['settings as a number', { onlyInSettings: 22 }], ['no id', { id: '' }],
  ] as const).map(([name, change]): [string, (file: Json) => unknown] => [`a criterion with ${name}`, (f) => ({ ...f, steps: { ...f.steps, general: { criteria: [{ ...f.steps.general?.criteria[0], ...change }] } } })]),
  ['the same criterion twice', (f) => ({ ...f, steps: { ...f.steps, general: { criteria: [f.steps.general?.criteria[0], f.steps.general?.criteria[0]] } } })],
  ['a place that is taken by a shipped policy', (f) => ({ ...f, covers: { payer: 'aetna' } })], ['the name of a shipped policy', (f) => ({ ...f, id: 'aetna-facet', effectiveFrom: '2026-01-01' })], ['an id that no address can hold', (f) => ({ ...f, id: 'example/../facet' })],
  ['a replacement of nothing', (f) => ({ ...f, replaces: 'aetna-facet@1999-01-01' })],
];

describe('a wrong file is refused as a whole, with what to do', () => {
  it('there are more than forty of them', () => expect(BAD.length).toBeGreaterThan(40));
  it.each(BAD)('%s', (_name, breakIt) => {
    const [path] = newPolicy(directory, OPTIONS) as readonly string[];
    const text = readFileSync(path as string, 'utf8');
    const broken = breakIt(JSON.parse(text) as Json, text);
    writeFileSync(path as string, typeof broken === 'string' ? broken : JSON.stringify(broken));
    const read = readPracticePolicies(directory);
    if (!isRejection(read)) throw new Error('it was taken');
    const lines = refusalLines(read);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines[0]).toContain('example-facet@2026-10-01.json: ');
    for (const line of lines) expect(line).toMatch(/([Ss]end|[Nn]est|must|is not|remove|give|extend|names|belongs|takes|holds|check|send|end one|replaces|nest|twice|larger|leave).*\([a-z-]+\)$/);
  });
  it('two versions that overlap', () => {
    newPolicy(directory, OPTIONS);
    newPolicy(directory, { ...OPTIONS, from: '2026-11-01' });
    expect(readPracticePolicies(directory)).toMatchObject({ code: 'overlapping-policies', message: expect.stringContaining('end the earlier one the day before') });
  });
  it('one wrong file among sound ones, at the start, in one line', () => {
    newPolicy(directory, OPTIONS);
    newPolicy(directory, { ...OPTIONS, id: 'other', payer: 'other-health' });
    expect(openPracticePolicies(directory).map(({ policy, digest }) => [policy.id, digest.length])).toEqual([['example-facet', 64], ['other', 64]]);
    const file = join(directory, 'other@2026-10-01.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"pathway": "rfa"', '"pathway": "knee", "threshold": 80'));
    expect(() => openPracticePolicies(directory)).toThrow(/^A policy file in \S+ is wrong, so none is used\. other@2026-10-01\.json: \/threshold: .+ and 1 more\. Correct it or take it out; npm run -s policies -- lint says everything\.$/);
    expect(openPracticePolicies(join(directory, 'absent'))).toEqual([]);
  });
  it('a file that is not there', () => expect(checkPolicyFiles([join(directory, 'nothing.json')])).toMatchObject({ code: 'unreadable-policy-file' }));
});
