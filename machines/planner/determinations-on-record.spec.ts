/** Which decisions of a payer are still there for a step: of its service, in its region, and not used up by a session. */
import type { Region, Target } from '../kernel/anatomy';
import { toDay, toPlainDate } from '../kernel/calendar';
import { chartOf } from '../evidence/chart';
import type { AuthorizationFact, Fact } from '../evidence/fact';
import type { Coverage, Step } from '../criteria/types';
import type { AuthorizationState } from '../authorization';
import { EMPTY_PATIENT, type EpisodeState, type Pathway, type PatientState } from '../patient';
import { PROGRAMS, type Program } from '../programs/payer-days';
import { determinationsOnRecord } from './determinations-on-record';

const DAY = '2026-10-12';
const on = (days: number): string => toPlainDate(toDay(DAY) + days);
const LUMBAR: Target = { level: 'L4-L5', side: 'right' };
const NECK: Target = { level: 'C4-C5', side: 'right' };
/** Speaks of every step, the epidural injections too, which no program on file does. */
const [OPD] = PROGRAMS as readonly [Program];
const CODES = { first: '1', further: '2' };
const EVERYTHING: Program = { ...OPD, id: 'everything', services: [{ steps: ['mbb1', 'mbb2', 'rfa', 'repeat-rfa', 'esi', 'trial', 'implant'], from: '2020-01-01', source: 'made-up', codes: { 'cervical-thoracic': CODES, lumbosacral: CODES, cervical: CODES, thoracolumbar: CODES } }] };

const approval = (over: Partial<AuthorizationFact> = {}): AuthorizationFact => ({ type: 'authorization', occurredOn: DAY, program: EVERYTHING.id, decision: 'affirmed', decidedOn: DAY, codes: ['1'], ...over });
const patientOf = (pathway: Pathway, region: Region, targets: readonly Target[], facts: readonly Fact[]): readonly [PatientState, EpisodeState] => {
  const episode = { id: 'e', pathway, region, position: '', assessments: {}, plan: { targets, setting: '22' } } as unknown as EpisodeState;
  return [{ ...EMPTY_PATIENT, id: 'p', chart: chartOf(facts), episodes: [episode] }, episode];
};
const left = (step: Step, pathway: Pathway, region: Region, targets: readonly Target[], ...facts: readonly Fact[]) =>
  determinationsOnRecord(...patientOf(pathway, region, targets, facts), step, { coverage: undefined, program: EVERYTHING, dateOfService: on(30) });
const decisions = (...facts: readonly Fact[]) => left('rfa', 'rfa', 'lumbosacral', [LUMBAR], ...facts).map(({ decision, decidedOn }) => `${decision} ${decidedOn}`);
const ablation = (day: number, target = LUMBAR): Fact => ({ type: 'ablation', occurredOn: on(day), technique: 'thermal-rf', targets: [target] });

const BLOCK = { type: 'block', technique: 'medial-branch', purpose: 'diagnostic', targets: [LUMBAR] };
const EPIDURAL = { type: 'epidural', approach: 'interlaminar', region: 'lumbosacral' };
const TRIAL = { type: 'scs-trial', region: 'thoracolumbar', startedAt: `${on(1)}T09:00:00Z` };
const IMPLANT = { type: 'implant', region: 'thoracolumbar' };

describe('an approval that is documented', () => {
  it.each([
    ['mbb1', 'rfa', 'lumbosacral', BLOCK, { ...BLOCK, targets: [NECK] }], ['mbb2', 'rfa', 'lumbosacral', BLOCK, { ...BLOCK, targets: [NECK] }],
    ['rfa', 'rfa', 'lumbosacral', ablation(1), ablation(1, NECK)], ['repeat-rfa', 'rfa', 'lumbosacral', ablation(1), ablation(1, NECK)],
    ['esi', 'epidural', 'lumbosacral', EPIDURAL, { ...EPIDURAL, region: 'cervical-thoracic' }],
    ['trial', 'scs', 'thoracolumbar', TRIAL, { ...TRIAL, region: 'cervical' }], ['implant', 'scs', 'thoracolumbar', IMPLANT, { ...IMPLANT, region: 'cervical' }],
  ] as const)('of %s is used by its own session in the region, and by nothing else', (step, pathway, region, own, elsewhere) => {
    const facts = (session: object, day = 1): number => left(step, pathway, region, pathway === 'rfa' ? [LUMBAR] : [], approval(), { ...session, occurredOn: on(day) } as Fact).length;
    expect([facts(own), facts(own, 0), facts(own, -1), facts(elsewhere)]).toEqual([0, 0, 1, 1]);
    const others = [ablation(1), BLOCK, EPIDURAL, TRIAL, IMPLANT].filter(({ type }) => type !== own.type);
    expect(others.map((session) => facts(session))).toEqual([1, 1, 1, 1]);
  });

  it('is used once by two sessions of one day, and each day uses one', () => {
    const three = [approval({ payerReference: 'A' }), approval({ payerReference: 'B', decidedOn: on(1) }), approval({ payerReference: 'C', decidedOn: on(2) })];
    expect(decisions(...three, ablation(3), ablation(3))).toEqual([`affirmed ${on(1)}`, `affirmed ${on(2)}`]);
    expect(decisions(...three, ablation(3), ablation(4))).toEqual([`affirmed ${on(2)}`]);
  });

  it('that was dated back is not what a session before its decision used', () => {
    expect(decisions(approval({ decidedOn: on(2), validFrom: on(0), validTo: on(60) }), ablation(1))).toEqual([`affirmed ${on(2)}`]);
    expect(decisions(approval({ decidedOn: on(1), validFrom: on(0), validTo: on(60) }), ablation(1))).toEqual([]);
  });

  it('had run out by a session: over with it, and another was used; on a contested day it may have been this one', () => {
    const { days, contestedDays } = OPD.validity;
    const old = approval({ decidedOn: on(0) });
    expect(decisions(old, ablation(days + contestedDays))).toEqual([]);
    expect(decisions(old, approval({ payerReference: 'B', decidedOn: on(days) }), ablation(days))).toEqual([`affirmed ${on(days)}`]);
    expect(decisions(old)).toEqual([`affirmed ${DAY}`]);
    expect(decisions(approval({ validFrom: on(9), validTo: on(60) }), ablation(5))).toEqual([`affirmed ${DAY}`]);
  });

  it.each([
    ['of both codes', ['1', '2'], true, 1], ['of the first level', ['1'], false, 1], ['of further levels alone', ['2'], false, 0], ['of other codes', ['3'], false, 0], ['of no code', undefined, false, 0],
  ] as const)('%s covers a plan of two levels or not', (_, codes, covers, count) => {
    const two = left('rfa', 'rfa', 'lumbosacral', [LUMBAR, { level: 'L5-S1', side: 'right' }], approval({ codes } as never));
    expect([two.length, two[0]?.covers ?? false]).toEqual([count, covers]);
    // Both sides of one level are one level.
    if (codes?.includes('1' as never) === true) expect(left('rfa', 'rfa', 'lumbosacral', [LUMBAR, { ...LUMBAR, side: 'left' }], approval({ codes }))).toMatchObject([{ covers: true, fits: true, isFact: true }]);
  });

  it('in part covers nothing that it names', () => {
    expect(left('rfa', 'rfa', 'lumbosacral', [LUMBAR], approval({ decision: 'partially-affirmed' }))).toMatchObject([{ decision: 'partially-affirmed', covers: false, isOpen: true }]);
  });

  it('keeps its own days', () => {
    expect(left('rfa', 'rfa', 'lumbosacral', [LUMBAR], approval({ validFrom: on(1), validTo: on(9) }))).toMatchObject([{ validFrom: on(1), validTo: on(9) }]);
    expect(left('rfa', 'rfa', 'lumbosacral', [LUMBAR], approval({ validTo: null }))[0]?.validTo).toBeUndefined();
  });

  it('of a step that no code on file names is nothing to rest on; a denial that names no code may be about it', () => {
    const esi = (fact: AuthorizationFact) => determinationsOnRecord(...patientOf('epidural', 'lumbosacral', [], [fact]), 'esi', { coverage: undefined, program: undefined, dateOfService: on(30) });
    expect(esi(approval({ codes: undefined } as never))).toEqual([]);
    expect(esi(approval())).toEqual([]);
    expect(esi(approval({ decision: 'denied' }))).toEqual([]);
    expect(esi(approval({ decision: 'denied', codes: undefined } as never))).toMatchObject([{ decision: 'denied', covers: true, fits: true, isFact: true }]);
  });
});

it('an approval of a request that did not say whom it asked fits no payer', () => {
  const [patient, episode] = patientOf('rfa', 'lumbosacral', [LUMBAR], []);
  const tracked = (asked: AuthorizationState['asked'], coverage: Coverage | undefined) => determinationsOnRecord({
    ...patient, authorizations: [{ id: 'a', episodeId: 'e', step: 'rfa', position: 'affirmed', targets: [LUMBAR], preceding: [], issued: [], determinations: [{ decision: 'affirmed', decidedOn: DAY, packetId: 'k' }], ...(asked !== undefined && { asked }) } as unknown as AuthorizationState],
  }, episode, 'rfa', { coverage, program: EVERYTHING, dateOfService: on(30) }).map(({ fits, covers }) => [fits, covers]);
  const plan = { payer: 'plan', line: 'commercial' };
  expect([tracked({ ...plan, setting: '22' }, plan), tracked(undefined, plan), tracked({ ...plan, setting: '22' }, undefined)]).toEqual([[[true, true]], [[false, true]], [[false, true]]]);
  for (const other of [{ ...plan, payer: 'another', setting: '22' }, { ...plan, line: 'another', setting: '22' }, { ...plan, setting: '19' }, plan]) expect(tracked(other, plan)).toEqual([[false, true]]);
});

describe('a denial that is documented', () => {
  const denied = (over: Partial<AuthorizationFact> = {}) => approval({ decision: 'denied', ...over });

  it('counts by its day, or the day that it was documented, and after an approval of that day', () => {
    expect(decisions(denied({ decidedOn: undefined } as never))).toEqual([`denied ${DAY}`]);
    const one = approval({ payerReference: 'A' });
    for (const facts of [[one, denied()], [denied(), one]]) expect(decisions(...facts)).toEqual([`affirmed ${DAY}`, `denied ${DAY}`]);
    expect(decisions(one, denied({ decidedOn: on(-1) }))).toEqual([`denied ${on(-1)}`, `affirmed ${DAY}`]);
    expect(decisions(denied({ decidedOn: on(1) }), one)).toEqual([`affirmed ${DAY}`, `denied ${on(1)}`]);
  });

  it.each([['the first level', ['1'], 1, 1], ['further levels', ['2'], 0, 1], ['something else', ['3'], 0, 0], ['nothing named', undefined, 1, 1]] as const)('of %s', (_, codes, ofOne, ofTwo) => {
    const fact = denied({ codes } as never);
    expect([decisions(fact).length, left('rfa', 'rfa', 'lumbosacral', [LUMBAR, { level: 'L5-S1', side: 'right' }], fact).length]).toEqual([ofOne, ofTwo]);
  });

  it('is over with the episode\'s own session after it, not with one before it, of another step or at other targets', () => {
    expect(decisions(denied(), ablation(1))).toEqual([]);
    expect(decisions(denied(), ablation(0))).toEqual([]);
    expect(decisions(denied(), ablation(-1))).toEqual([`denied ${DAY}`]);
    expect(decisions(denied(), ablation(-1), ablation(1))).toEqual([]);
    expect(decisions(denied(), { ...BLOCK, occurredOn: on(1) } as Fact)).toEqual([`denied ${DAY}`]);
    expect(decisions(denied(), ablation(1, { ...LUMBAR, side: 'left' }))).toEqual([`denied ${DAY}`]);
  });

  it.each(['pended', 'whatever'])('that is %s is open, for the place that it names', (decision) => {
    expect(decisions(approval({ decision }))).toEqual([`open ${DAY}`]);
    expect(decisions(approval({ decision, setting: '22' }))).toEqual([`open ${DAY}`]);
    expect(decisions(approval({ decision, setting: '19' }))).toEqual([]);
    expect(decisions(approval({ decision, program: 'another' }))).toEqual([]);
  });
});
