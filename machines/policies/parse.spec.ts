/** What a policy file may say beside what it must: each is read as it stands, and nothing is added where it is left out. */
import { isRejection } from '../kernel/rejection';
import { parsePolicies, parsePolicy } from './parse';

const CRITERION = { id: 'C1', kind: 'pain-duration', required: { monthsMin: 3 }, source: 'lcd', confidence: 'primary' };
const FILE = {
  schema: 1, id: 'example', title: 'Example', document: 'EX-1', revision: 'R1', pathway: 'rfa', effectiveFrom: '2026-01-01', covers: { payer: 'example-health' }, confidence: 'primary',
  sources: { lcd: { title: 'Policy', document: 'EX-1' } },
  parameters: { reliefStatistic: 'meanOverAgentWindow', agentWindowMinutes: { lidocaine: 60 }, reliefFromMinutes: 15, discordantPointsMin: 20, junctionIsLumbosacral: true },
  steps: { general: { criteria: [CRITERION] }, rfa: { extends: ['general'], criteria: [{ ...CRITERION, id: 'C2' }] } },
  notes: [],
} as const;

function parsed(over: object = {}) {
  const policy = parsePolicy({ ...FILE, ...over });
  if (isRejection(policy)) throw new Error(JSON.stringify(policy.faults));
  return policy;
}
const faults = (over: object) => { const policy = parsePolicy({ ...FILE, ...over }); return isRejection(policy) ? policy.faults?.map(({ pointer, code }) => `${pointer} ${code}`) : []; };
const withCriterion = (over: object) => ({ steps: { rfa: { criteria: [{ ...CRITERION, ...over }] } } });
const SOURCE = { title: 'Policy', document: 'EX-1' };

describe('a policy file', () => {
  it('says what it must, and nothing is added', () => {
    const read = { id: 'C1', kind: 'pain-duration', required: { monthsMin: 3 }, source: SOURCE, confidence: 'primary' };
    expect(parsed()).toStrictEqual({
      id: 'example', title: 'Example', version: '2026-01-01', document: 'EX-1', revision: 'R1', pathway: 'rfa', effectiveFrom: '2026-01-01', covers: { payer: 'example-health' }, confidence: 'primary',
      parameters: FILE.parameters, steps: { rfa: [read, { ...read, id: 'C2' }] }, notes: [],
    });
  });

  it.each<readonly [string, object]>([
    ['its last day', { effectiveTo: '2026-12-31' }], ['when it was read and is due', { readOn: '2026-01-02', reviewBy: '2026-07-02' }], ['what it replaces', { replaces: 'other@2025-01-01' }],
    ['whom it covers', { covers: { payer: 'example-health', line: 'commercial', states: ['OH'] } }], ['whom it does not', { covers: { payer: 'example-health', exceptLines: ['medicare-advantage'] } }],
    ['who decides for the payer', { covers: { payer: 'example-health', delegate: { name: 'Reviews', from: '2026-01-01', to: '2026-06-30' } } }], ['who decides from a day on', { covers: { payer: 'example-health', delegate: { name: 'Reviews', from: '2026-01-01' } } }],
    ['relief at an hour', { parameters: { ...FILE.parameters, reliefStatistic: 'reliefAtHour', reliefAtHour: 2 } }],
  ])('may say %s', (_, over) => expect(parsed(over)).toMatchObject(over));

  it.each<readonly [string, object]>([
    ['for which indications', { onlyForIndications: ['radiculopathy'] }], ['for which not', { notForIndications: ['radiculopathy'] }], ['where', { onlyInSettings: ['24'] }], ['that a clinician is asked', { asksForClinician: true }], ['that the source has no figure', { noFigureInSource: true }],
  ])('may say of a criterion %s', (_, over) => {
    expect(parsed(withCriterion(over)).steps.rfa?.[0]).toStrictEqual({ ...CRITERION, source: SOURCE, ...over });
  });

  it('cites a source as far as it is known, and the place in it', () => {
    const source = { ...SOURCE, version: 'R9', effective: '2025-12-01', url: 'https://payer.example/policy' };
    const [read] = parsed({ sources: { lcd: source }, ...withCriterion({ section: 'A.1' }) }).steps.rfa ?? [];
    expect(read?.source).toStrictEqual({ ...source, section: 'A.1' });
    expect(faults({ sources: { lcd: { ...source, effective: 'soon' } } })).toContain('/sources/lcd/effective not-a-date');
    expect(faults({ sources: { lcd: 'a book' } })).toContain('/sources/lcd not-an-object');
  });

  it('holds both readings of what is contested, each with its source', () => {
    const contested = [{ reading: 'three months', source: 'lcd', section: 'A' }, { reading: 'six months', source: 'lcd' }];
    expect(parsed(withCriterion({ contested })).steps.rfa?.[0]?.contested).toStrictEqual([{ reading: 'three months', source: { ...SOURCE, section: 'A' } }, { reading: 'six months', source: SOURCE }]);
    expect(faults(withCriterion({ contested: ['one', contested[1]] }))).toEqual(expect.arrayContaining(['/steps/rfa/criteria/0/contested/0 not-an-object']));
  });

  it('notes what it says beside its criteria, with its source', () => {
    expect(parsed({ notes: [{ text: 'Ask first.', source: 'lcd', section: 'B' }] }).notes).toStrictEqual([{ text: 'Ask first.', source: { ...SOURCE, section: 'B' } }]);
    expect(faults({ notes: ['Ask first.'] })).toContain('/notes/0 not-an-object');
  });

  it.each<readonly [string, object, string]>([
    ['an hour beside another statistic', { parameters: { ...FILE.parameters, reliefAtHour: 2 } }, '/parameters/reliefAtHour unknown-field'],
    ['no hour where one is meant', { parameters: { ...FILE.parameters, reliefStatistic: 'reliefAtHour' } }, '/parameters/reliefAtHour not-a-count'],
    ['a step that is no object', { steps: { ...FILE.steps, mbb1: 'none' } }, '/steps/mbb1 not-an-object'],
    ['a criterion that is no object', { steps: { rfa: { criteria: ['none'] } } }, '/steps/rfa/criteria/0 not-an-object'],
    ['a duration without a figure', withCriterion({ required: {} }), '/steps/rfa/criteria/0/required/monthsMin not-a-count'],
    ['a requirement that is no object', withCriterion({ required: 3 }), '/steps/rfa/criteria/0/required not-an-object'],
  ])('is refused: %s', (_, over, fault) => expect(faults(over)).toContain(fault));
});

describe('two versions of one policy', () => {
  const version = (effectiveFrom: string, effectiveTo?: string, id = 'example') => ({ name: `${id}@${effectiveFrom}`, content: { ...FILE, id, effectiveFrom, ...(effectiveTo !== undefined && { effectiveTo }) } });
  const read = (...files: readonly ReturnType<typeof version>[]) => { const policies = parsePolicies(files); return isRejection(policies) ? [policies.code, policies.details] : policies.length; };

  it.each<readonly [string, ReturnType<typeof version>, ReturnType<typeof version>, boolean]>([
    ['one ends the day before the other begins', version('2026-01-01', '2026-06-30'), version('2026-07-01'), false],
    ['one ends the day on which the other begins', version('2026-01-01', '2026-07-01'), version('2026-07-01'), true],
    ['neither ends', version('2026-01-01'), version('2026-07-01'), true],
    ['the one lies within the other', version('2026-01-01'), version('2026-07-01', '2026-07-31'), true],
    ['both end, one after the other', version('2026-01-01', '2026-03-31'), version('2026-04-01', '2026-06-30'), false],
    ['they are two policies', version('2026-01-01'), version('2026-07-01', undefined, 'other'), false],
  ])('are in force one after the other: %s', (_, first, second, overlaps) => {
    expect(read(first, second)).toEqual(overlaps ? ['overlapping-policies', { file: second.name }] : 2);
    expect(read(second, first)).toEqual(overlaps ? ['overlapping-policies', { file: first.name }] : 2);
  });

  it('are refused with the file that is wrong', () => expect(read(version('2026-01-01', '2026-06-30'), version('soon'))).toEqual(['invalid-policy', { file: 'example@soon' }]));
});
