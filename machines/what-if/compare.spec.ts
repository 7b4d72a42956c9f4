/** Two real changes of policy, replayed: Noridian's L38803 gave way to L38801, and UnitedHealthcare limited the volume of a block. */
import { fold } from '../kernel/decider';
import type { Target } from '../kernel/anatomy';
import type { Fact } from '../evidence/fact';
import type { RequiredOf } from '../criteria/required';
import type { Policy } from '../criteria/types';
import { EMPTY_PATIENT, evolvePatient, type PatientCoverage, type PatientEvent, type PatientState } from '../patient';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { ablation, block, DAY_0, LEFT, plusDays, plusMonths, RELIEF_PERCENT_MIN, RIGHT, supportingFacts, WASHINGTON_MEDICARE } from '../../test/support/patient-story';
import { addTo, compareUnder, EMPTY_TALLY, sumOf, type EpisodeChange } from './index';

const shipped = (id: string, document: (policy: Policy) => boolean = () => true): Policy => {
  const found = SHIPPED_POLICIES.find((policy) => policy.id === id && document(policy));
  if (found === undefined) throw new Error(`no policy ${id}`);
  return found;
};
const patient = (coverage: PatientCoverage, facts: readonly Fact[], targets: readonly Target[] = [RIGHT]): PatientState =>
  fold(evolvePatient, EMPTY_PATIENT, [
    { type: 'PatientRegistered', patientId: 'p', name: { family: 'Sample', given: 'Alex' }, birthDate: '1968-05-01', identifiers: [], coverages: [coverage] },
    ...facts.map((fact, index): PatientEvent => ({ type: 'FactDocumented', factId: `f${index}`, fact })),
    { type: 'EpisodeOpened', episodeId: 'e', pathway: 'rfa', region: 'lumbosacral', plan: { targets, technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } },
  ]);
const supporting = supportingFacts(plusMonths(DAY_0, -14)).map(([, fact]) => fact);

describe('Noridian JF: L38803 replaced by L38801', () => {
  const from = shipped('medicare-facet-noridian-jf', ({ document }) => document === 'L38803');
  const to = shipped('medicare-facet-noridian-jf', ({ document }) => document === 'L38801');
  const rule = to.steps['repeat-rfa']?.find(({ kind }) => kind === 'repeat-relief')?.required as RequiredOf['repeat-relief'];
  const on = plusMonths(DAY_0, -12);
  const repeat = (functionBetter: number, score = 9): PatientState => {
    const gain = { instrument: 'ODI', baseline: 40, value: 40 * (1 - functionBetter / 100) } as const;
    return patient(WASHINGTON_MEDICARE, [
      ...supporting, block(plusMonths(DAY_0, -13), RELIEF_PERCENT_MIN), block(plusDays(plusMonths(DAY_0, -13), 14), RELIEF_PERCENT_MIN), ablation(on),
      { type: 'ablation-outcome', occurredOn: DAY_0, ablationOn: on, side: 'right', scale: 'NRS', baseline: 10, score, sustainedUntil: DAY_0, function: gain },
    ]);
  };
  const under = (state: PatientState): EpisodeChange => compareUnder(state, { from, to, deciding: SHIPPED_POLICIES, asOf: DAY_0 })[0] as EpisodeChange;

  it('lets go on who gained the functional percentage that it states now', () => {
    const { change, before, after, criteria, step } = under(repeat(rule.functionPercentMin ?? 0));
    expect([step, change, before, after]).toEqual(['repeat-rfa', 'gains', 'review', 'eligible']);
    expect(criteria).toEqual([{ kind: 'repeat-relief', before: 'review', after: 'met' }]);
  });

  it('refuses who gained less, whom people decided on before', () => {
    const { change, before, after, criteria } = under(repeat((rule.functionPercentMin ?? 0) - 1));
    expect([change, before, after]).toEqual(['differs', 'review', 'not-eligible']);
    expect(criteria).toEqual([{ kind: 'repeat-relief', before: 'review', after: 'unmet' }]);
  });

  it('changes nothing for whom the pain relief suffices', () => {
    expect(under(repeat(0, 10 * (1 - rule.reliefPercentMin / 100)))).toMatchObject({ change: 'same', before: 'eligible', after: 'eligible', criteria: [] });
  });
});

describe('UnitedHealthcare: the volume of a block is limited', () => {
  const to = shipped('uhc-facet-blocks');
  const { mlPerTargetMax } = to.steps.mbb2?.find(({ kind }) => kind === 'block-volume')?.required as RequiredOf['block-volume'];
  const from: Policy = { ...to, version: '2026-01-01', steps: { ...to.steps, mbb2: to.steps.mbb2?.filter(({ kind }) => kind !== 'block-volume') ?? [] } };
  const asked: Fact[] = [
    { type: 'imaging', occurredOn: plusMonths(DAY_0, -14), modality: 'MRI', region: 'lumbosacral', findings: ['facet-arthropathy'], excludesOtherCause: true },
    { type: 'plan', occurredOn: plusMonths(DAY_0, -14), rfaConsidered: true },
    { type: 'conservative-care', occurredOn: plusMonths(DAY_0, -14), modality: 'physical-therapy', startedOn: plusMonths(DAY_0, -20), endedOn: plusMonths(DAY_0, -15), visits: 12, response: 'failed' },
  ];
  const second = (volumeMlPerTarget: number | undefined): PatientState => patient({ order: 1, payer: 'uhc', line: 'commercial' }, [
    ...supporting, ...asked, { ...block(plusDays(DAY_0, -20), RELIEF_PERCENT_MIN), ...(volumeMlPerTarget !== undefined && { volumeMlPerTarget }) },
  ]);
  const under = (state: PatientState): EpisodeChange => compareUnder(state, { from, to, deciding: SHIPPED_POLICIES, asOf: DAY_0 })[0] as EpisodeChange;

  it.each([
    ['above it', mlPerTargetMax + 0.1, 'loses', 'not-eligible', 'unmet'],
    ['not recorded', undefined, 'loses', 'cannot-tell', 'unknown'],
  ] as const)('loses for whom it was %s', (_, volume, change, after, outcome) => {
    expect(under(second(volume))).toMatchObject({ step: 'mbb2', change, before: 'eligible', after, criteria: [{ kind: 'block-volume', before: 'not-asked', after: outcome }] });
  });

  it('changes nothing for whom it was at the limit', () => {
    expect(under(second(mlPerTargetMax))).toMatchObject({ change: 'same', criteria: [] });
  });

  const on = plusDays(DAY_0, -20);
  const of = (target: Target, volumeMlPerTarget: number): Fact => ({ ...block(on, RELIEF_PERCENT_MIN, [target]), volumeMlPerTarget });

  it.each<readonly [string, Fact, Fact, string, string]>([
    ['the first', of(RIGHT, mlPerTargetMax + 0.1), of(LEFT, mlPerTargetMax), 'partial', 'unmet'],
    ['the second', of(RIGHT, mlPerTargetMax), of(LEFT, mlPerTargetMax + 0.1), 'partial', 'unmet'],
  ])('tells the worst of two targets: %s', (_, right, left, after, outcome) => {
    const both = patient({ order: 1, payer: 'uhc', line: 'commercial' }, [...supporting, ...asked, right, left], [RIGHT, LEFT]);
    expect(under(both)).toMatchObject({ change: 'loses', before: 'eligible', after, criteria: [{ kind: 'block-volume', before: 'not-asked', after: outcome }] });
  });

  it('names no criterion that is open on both sides', () => {
    const short = patient({ order: 1, payer: 'uhc', line: 'commercial' }, [...supporting, ...asked.filter(({ type }) => type !== 'imaging'), block(on, RELIEF_PERCENT_MIN)]);
    const { before, after, change, criteria } = under(short);
    expect([before === 'eligible', after === 'eligible', change, criteria]).toEqual([false, false, before === after ? 'same' : 'differs', [{ kind: 'block-volume', before: 'not-asked', after: 'unknown' }]]);
  });

  it('speaks of the episodes of its pathway alone, and of whoever else decides once it is gone', () => {
    const two = fold(evolvePatient, second(undefined), [{ type: 'EpisodeOpened', episodeId: 'stimulator', pathway: 'scs', region: 'thoracolumbar', plan: { targets: [] } }]);
    expect(compareUnder(two, { from, to, deciding: SHIPPED_POLICIES, asOf: DAY_0 }).map(({ episodeId }) => episodeId)).toEqual(['e']);
    const narrow: Policy = { ...to, covers: { ...to.covers, states: ['OH'] } };
    const other: Policy = { ...to, id: 'other' };
    expect(compareUnder(second(mlPerTargetMax), { from: to, to: narrow, deciding: [to, other], asOf: DAY_0 })).toMatchObject([{ change: 'same', before: 'eligible', after: 'eligible', policyAfter: { id: 'other' } }]);
    expect(compareUnder(patient(WASHINGTON_MEDICARE, supporting), { to, deciding: SHIPPED_POLICIES, asOf: DAY_0 })).toEqual([]);
    expect(compareUnder(second(mlPerTargetMax), { to: other, deciding: [from], asOf: DAY_0 })).toMatchObject([{ change: 'same', policyBefore: { id: from.id, version: from.version }, policyAfter: { id: 'other' } }]);
  });

  it('adds what two parts of a practice say of one criterion', () => {
    const [a, b] = [[1, 2, 3], [4, 5, 6]].map(([gains = 0, loses = 0, differs = 0]) => ({ ...EMPTY_TALLY, episodes: 10 * gains, gains, loses, differs, same: gains, noPolicy: { before: gains, after: loses }, byKind: { 'block-volume': { gains, loses, differs } } }));
    expect(sumOf(a ?? EMPTY_TALLY, b ?? EMPTY_TALLY)).toEqual({ episodes: 50, gains: 5, loses: 7, differs: 9, same: 5, noPolicy: { before: 5, after: 7 }, byKind: { 'block-volume': { gains: 5, loses: 7, differs: 9 } } });
  });

  it('counts who gains and who loses, by criterion', () => {
    const changes = [second(mlPerTargetMax + 0.1), second(undefined), second(mlPerTargetMax)].map(under);
    for (const at of [0, 1, 2, 3]) expect(sumOf(changes.slice(0, at).reduce(addTo, EMPTY_TALLY), changes.slice(at).reduce(addTo, EMPTY_TALLY))).toEqual(changes.reduce(addTo, EMPTY_TALLY));
    expect(changes.reduce(addTo, EMPTY_TALLY)).toEqual({ episodes: 3, noPolicy: { before: 0, after: 0 }, gains: 0, loses: 2, differs: 0, same: 1, byKind: { 'block-volume': { gains: 0, loses: 2, differs: 0 } } });
  });

  it('says nothing of patients of another payer, of another pathway, or with nothing open', () => {
    const other = patient(WASHINGTON_MEDICARE, supporting);
    const closed = fold(evolvePatient, second(1), [{ type: 'EpisodeClosed', episodeId: 'e', reason: 'done' }]);
    for (const state of [other, closed, EMPTY_PATIENT]) expect(compareUnder(state, { from, to, deciding: SHIPPED_POLICIES, asOf: DAY_0 })).toEqual([]);
  });

  it('says nothing of a day on which another coverage pays, though one of either policy comes later', () => {
    const change = (...coverages: readonly PatientCoverage[]) => compareUnder({ ...second(mlPerTargetMax), coverages }, { from, to, deciding: SHIPPED_POLICIES, asOf: DAY_0 });
    const uhc: PatientCoverage = { order: 1, payer: 'uhc', line: 'commercial' };
    expect([change({ ...uhc, from: plusDays(DAY_0, 90) }, { ...WASHINGTON_MEDICARE, to: plusDays(DAY_0, 89) }), change({ ...uhc, from: plusDays(DAY_0, 90) })]).toEqual([[], []]);
    expect(change(uhc)).toHaveLength(1);
    expect(change(uhc, { ...WASHINGTON_MEDICARE, order: 2 })).toHaveLength(1);
  });

  it('counts under no criterion what changes nothing', () => {
    const [same] = [under(second(mlPerTargetMax))];
    const differing = { ...(same as EpisodeChange), criteria: [{ kind: 'block-volume', before: 'unknown', after: 'review' }] } as const;
    expect(addTo(EMPTY_TALLY, differing)).toEqual({ ...EMPTY_TALLY, episodes: 1, same: 1 });
    expect(addTo(EMPTY_TALLY, { ...differing, change: 'gains', before: 'no-policy' })).toEqual({ ...EMPTY_TALLY, episodes: 1, gains: 1, noPolicy: { before: 1, after: 0 }, byKind: { 'block-volume': { gains: 1, loses: 0, differs: 0 } } });
    expect(addTo(EMPTY_TALLY, { ...differing, before: 'no-policy', after: 'no-policy' }).noPolicy).toEqual({ before: 0, after: 0 });
  });

  it('names no policy where the other one does not take the patient', () => {
    const narrow: Policy = { ...to, covers: { ...to.covers, states: ['OH'] } };
    const [lost] = compareUnder(second(mlPerTargetMax), { from: to, to: narrow, deciding: [to], asOf: DAY_0 });
    expect(lost).toMatchObject({ change: 'loses', before: 'eligible', after: 'no-policy', policyBefore: { id: to.id, version: to.version } });
    expect(lost).not.toHaveProperty('policyAfter');
    const [gained] = compareUnder(second(mlPerTargetMax), { from: narrow, to, deciding: [narrow], asOf: DAY_0 });
    expect(gained).toMatchObject({ change: 'gains', before: 'no-policy', after: 'eligible', policyAfter: { id: to.id, version: to.version } });
    expect(gained).not.toHaveProperty('policyBefore');
    expect(addTo(EMPTY_TALLY, lost as EpisodeChange)).toMatchObject({ loses: 1, noPolicy: { before: 0, after: 1 }, byKind: {} });
  });
});
