/** What the payer's side says of a day, whole: the reasons, the last day for a request, from when they no longer stand. */
import {
  BLOCK_1_ON, BLOCK_2_ON, block, DAY_0, document, LEFT, OHIO_MEDICARE, plusDays, READY_ON, readyForBlock1, readyForRfa, RELIEF_PERCENT_MIN, RIGHT, tell, tellAll,
} from '../../test/support/patient-story';
import type { Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationFact } from '../evidence/fact';
import type { Step } from '../criteria/types';
import type { EpisodeState, PatientCommand, PatientCoverage, PatientState } from '../patient';
import { PROGRAMS, type Program } from '../programs/payer-days';
import { clearedByPayer, payerOn, type PayerSays } from './payer';

const [OPD] = PROGRAMS as readonly [Program];
const [CAMPUS = '', HOSPITAL = ''] = OPD.places.within;
const [OFFICE = ''] = OPD.places.outside;
const { days: VALID_DAYS, contestedDays: CONTESTED } = OPD.validity;
const DECISION_DAYS = OPD.decision[0]?.calendarDays ?? 0;
const LUMBAR = OPD.services.find(({ steps }) => steps.includes('rfa'))?.codes.lumbosacral ?? { first: '' };
const AETNA: PatientCoverage = { order: 1, payer: 'aetna', line: 'commercial' };
const PLAN = { targets: [RIGHT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: HOSPITAL } as const;
const SECOND = { level: 'L5-S1', side: 'right' } as const;
const on = (days: number): PlainDate => plusDays(READY_ON, days);

const plan = (patient: PatientState, over: object): PatientState => tell(patient, READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...PLAN, ...over } }).patient;
const covered = (patient: PatientState, ...coverages: readonly PatientCoverage[]): PatientState => tell(patient, READY_ON, { type: 'ChangeCoverage', coverages }).patient;
const ready = (): PatientState => plan(readyForRfa(), {});
const rfaOf = ({ authorizations }: PatientState) => authorizations.filter(({ step, episodeId }) => step === 'rfa' && episodeId === 'episode-1').at(-1) as PatientState['authorizations'][number];
const twoLevels = (): PatientState => tellAll(readyForBlock1(), [
  [DAY_0, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...PLAN, targets: [RIGHT, SECOND] } }],
  [BLOCK_1_ON, document('two-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN, [RIGHT, SECOND]))], [BLOCK_2_ON, document('two-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN, [RIGHT, SECOND]))],
]).patient;
const told = (patient: PatientState, ...commands: readonly PatientCommand[]): PatientState => tellAll(patient, commands.map((command) => [READY_ON, command] as const)).patient;
const requested = (patient: PatientState): PatientState => told(patient, { type: 'RequestAuthorization', authorizationId: rfaOf(patient).id, dateOfService: on(20) });
const submitted = (patient: PatientState, submittedOn = READY_ON): PatientState =>
  told(requested(patient), { type: 'SubmitAuthorization', authorizationId: rfaOf(patient).id, channel: 'portal', proof: { reference: 'C' }, submittedOn, submittedAt: `${submittedOn}T09:00:00Z` });
const decided = (patient: PatientState, decision: object): PatientState =>
  told(submitted(patient), { type: 'RecordDetermination', authorizationId: rfaOf(patient).id, decidedOn: READY_ON, ...decision } as PatientCommand);
const withFacts = (patient: PatientState, ...facts: readonly Partial<AuthorizationFact>[]): PatientState => tellAll(patient, facts.map((over, index) => [
  [READY_ON, over.decidedOn ?? READY_ON].reduce((a, b) => (a > b ? a : b)),
  document(`decision-${index}`, { type: 'authorization', occurredOn: over.decidedOn ?? READY_ON, program: OPD.id, decision: 'affirmed', decidedOn: READY_ON, codes: [LUMBAR.first], payerReference: `A${index}`, ...over }),
] as const)).patient;
const says = (patient: PatientState, date: PlainDate, { asOf = READY_ON, requestOn = asOf, step = 'rfa', plan: over = {} }: { readonly asOf?: PlainDate; readonly requestOn?: PlainDate; readonly step?: Step; readonly plan?: object } = {}): PayerSays => {
  const [episode] = patient.episodes as readonly [EpisodeState];
  return payerOn(patient, { ...episode, plan: { ...episode.plan, ...over } }, step, date, { asOf, requestOn });
};
/** What a new request can do. */
const again = (date: PlainDate, requestOn = READY_ON) => ({ request: { program: OPD.id, requestBy: plusDays(date, -DECISION_DAYS) }, clearsOn: plusDays(requestOn, DECISION_DAYS), isAfterRequest: true });

describe('without a request', () => {
  it('the payer has its days from the first one that can be sent', () => {
    expect(says(ready(), on(DECISION_DAYS - 1))).toEqual({ reasons: [{ code: 'payer-may-not-have-decided', decidedBy: on(DECISION_DAYS) }], ...again(on(DECISION_DAYS - 1)) });
    expect(says(ready(), on(DECISION_DAYS))).toEqual({ reasons: [], request: { program: OPD.id, requestBy: READY_ON } });
    expect(says(ready(), on(DECISION_DAYS), { requestOn: on(1) })).toEqual({ reasons: [{ code: 'payer-may-not-have-decided', decidedBy: on(DECISION_DAYS + 1) }], ...again(on(DECISION_DAYS), on(1)) });
  });

  it.each([['in an office', { setting: OFFICE }, {}], ['of a payer whose days are not known', {}, AETNA], ['on no coverage', {}, { ...OHIO_MEDICARE, from: on(99) }]] as const)('%s nothing is known to stand against it', (_, over, coverage) => {
    expect(says(covered(ready(), { ...OHIO_MEDICARE, ...coverage }), on(1), { plan: over })).toEqual({ reasons: [] });
  });

  it('of a step that the program does not speak of, nor of a day before it did', () => {
    expect(says(ready(), on(1), { step: 'esi' })).toEqual({ reasons: [] });
    expect(says(ready(), '2023-06-30', { asOf: '2023-06-01' })).toEqual({ reasons: [] });
  });

  it('sent before the payer had to decide in days: no day can be named', () => {
    expect(says(ready(), '2024-06-30', { asOf: '2024-06-01' })).toEqual({ reasons: [{ code: 'payer-may-not-have-decided', decidedBy: null }] });
  });
});

describe('a request that is out', () => {
  it.each([['not sent yet', requested], ['sent', submitted]] as const)('%s: the payer\'s days from it', (_, out) => {
    const patient = out(ready());
    expect(says(patient, on(DECISION_DAYS - 1))).toEqual({ reasons: [{ code: 'payer-may-not-have-decided', decidedBy: on(DECISION_DAYS) }], clearsOn: on(DECISION_DAYS) });
    expect(says(patient, on(DECISION_DAYS))).toEqual({ reasons: [] });
    // Not sent yet: from the soonest day on which it can be; sent: from the day it was.
    const later = says(patient, on(DECISION_DAYS), { asOf: on(1) });
    expect(later.reasons.map(({ code }) => code)).toEqual(out === requested ? ['payer-may-not-have-decided'] : []);
  });

  it('is in time on the last of the payer\'s days, and no longer on the next', () => {
    const patient = submitted(ready());
    expect(says(patient, on(30), { asOf: on(DECISION_DAYS) })).toEqual({ reasons: [] });
    expect(says(patient, on(30), { asOf: on(DECISION_DAYS + 1) })).toEqual({ reasons: [{ code: 'payer-has-not-decided', decidedBy: on(DECISION_DAYS) }] });
  });

  it.each([['pended', { decision: 'pended', reason: 'records' }, 'payer-has-not-decided'], ['answered in words', { decision: 'review' }, 'payer-has-not-decided'], ['modified', { decision: 'modified', units: 1 }, 'modification-to-accept']] as const)('%s: no day can be foreseen', (_, decision, code) => {
    const said = says(decided(ready(), decision), on(30));
    expect([said.reasons.map((reason) => reason.code), said.clearsOn, said.request]).toEqual([[code], undefined, undefined]);
  });

  it('for fewer targets than are planned is asked again for all', () => {
    const patient = submitted(ready());
    const more = { plan: { targets: [RIGHT, SECOND] } };
    expect(says(patient, on(30), more)).toEqual({ reasons: [{ code: 'targets-not-covered-by-approval' }], ...again(on(30)) });
    const office = submitted(plan(readyForRfa(), { setting: OFFICE }));
    expect(says(office, on(30), more)).toEqual({ reasons: [{ code: 'targets-not-covered-by-approval' }] });
    // A target of it alone is covered.
    expect(says(submitted(plan(ready(), {})), on(30), { plan: { targets: [] } })).toEqual({ reasons: [] });
  });

  it('to another payer, for another place or another step is no request for this one', () => {
    const patient = submitted(ready());
    const none = says(ready(), on(3));
    expect(says(patient, on(3))).not.toEqual(none);
    expect(says(patient, on(3), { plan: { setting: CAMPUS } })).toEqual(none);
    expect(says(patient, on(3), { step: 'repeat-rfa' })).toEqual(none);
    expect(says(covered(patient, { ...OHIO_MEDICARE, line: 'medicare-advantage' }), on(3))).toEqual({ reasons: [] });
    expect(says(patient, on(3), { plan: { setting: OFFICE } })).toEqual({ reasons: [] });
  });
});

describe('a denial', () => {
  it('of a request stands until another is out', () => {
    const denied = decided(ready(), { decision: 'denied', reason: 'not proven' });
    expect(says(denied, on(30))).toEqual({ reasons: [{ code: 'payer-denied', decidedOn: READY_ON }] });
  });

  it.each([[-1, []], [0, ['payer-has-not-decided']], [1, ['payer-denied']]] as const)('documented %i days after the request was sent', (days, expected) => {
    const denied = withFacts(submitted(ready()), { decision: 'denied', decidedOn: on(days) });
    expect(says(denied, on(30)).reasons.map(({ code }) => code)).toEqual(expected);
  });

  it('that is open leaves it to people', () => {
    expect(says(withFacts(ready(), { decision: 'pended' }), on(30))).toEqual({ reasons: [{ code: 'payer-has-not-decided', decidedBy: null }] });
  });
});

describe('an approval', () => {
  const short = (validFrom: number, validTo: number): Partial<AuthorizationFact> => ({ validFrom: on(validFrom), validTo: on(validTo) });

  it('holds, or says what stands against the day and what a new request can do', () => {
    const patient = withFacts(ready(), {});
    expect(says(patient, on(VALID_DAYS - 1))).toEqual({ reasons: [] });
    expect(says(patient, on(VALID_DAYS))).toEqual({ reasons: [{ code: 'approval-day-contested', lastValidDay: on(VALID_DAYS - 1) }], ...again(on(VALID_DAYS)) });
    expect(says(patient, on(VALID_DAYS + CONTESTED))).toEqual({ reasons: [{ code: 'approval-lapsed', lastValidDay: on(VALID_DAYS - 1) }], ...again(on(VALID_DAYS + CONTESTED)) });
    expect(says(withFacts(ready(), short(3, 9)), on(1))).toEqual({ reasons: [{ code: 'approval-not-yet', validFrom: on(3) }], clearsOn: on(3) });
    expect(says(withFacts(ready(), { decidedOn: on(3) }), on(1))).toEqual({ reasons: [{ code: 'approval-not-yet', validFrom: on(3) }], clearsOn: on(3) });
  });

  it.each([
    ['lapsed and one that holds', [short(0, 3), short(0, 9)], []], ['lapsed and one to come', [short(0, 3), short(8, 9)], ['approval-not-yet']], ['to come and one lapsed', [short(8, 9), short(0, 3)], ['approval-not-yet']],
    ['lapsed, twice', [short(0, 3), short(0, 4)], ['approval-lapsed']],
  ] as const)('%s', (_, facts, expected) => {
    expect(says(withFacts(ready(), ...facts), on(5)).reasons.map(({ code }) => code)).toEqual(expected);
  });

  it('on a contested day is said before one that is to come', () => {
    const patient = withFacts(ready(), {}, { validFrom: on(VALID_DAYS + 5), validTo: on(VALID_DAYS + 9) });
    expect(says(patient, on(VALID_DAYS)).reasons).toEqual([{ code: 'approval-day-contested', lastValidDay: on(VALID_DAYS - 1) }]);
  });

  it('that lapsed last is the one that is named', () => {
    expect(says(withFacts(ready(), short(0, 3), short(0, 4)), on(5)).reasons).toEqual([{ code: 'approval-lapsed', lastValidDay: on(4) }]);
  });

  it('in part, or of fewer targets, is asked for again', () => {
    const part = withFacts(ready(), { decision: 'partially-affirmed' });
    expect(says(part, on(5))).toEqual({ reasons: [{ code: 'approval-in-part' }], ...again(on(5)) });
    const two = { plan: { targets: [RIGHT, SECOND] } };
    expect(says(withFacts(ready(), {}), on(5), two)).toEqual({ reasons: [{ code: 'targets-not-covered-by-approval' }], ...again(on(5)) });
    // The later word is about less.
    expect(says(withFacts(ready(), { decidedOn: BLOCK_2_ON }, { decision: 'partially-affirmed' }), on(5))).toEqual({ reasons: [{ code: 'approval-in-part' }], ...again(on(5)) });
  });

  it('line by line of a request names no targets: people look, unless none are planned or the payer names them', () => {
    const items = [{ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' }];
    expect(says(decided(ready(), { decision: 'partially-affirmed', items }), on(5)).reasons).toEqual([{ code: 'approval-in-part' }]);
    const named = decided(twoLevels(), { decision: 'partially-affirmed', targets: [SECOND] });
    expect([[SECOND], [RIGHT], [RIGHT, SECOND]].map((targets) => says(named, on(5), { plan: { targets } }).reasons.map(({ code }) => code))).toEqual([[], ['targets-not-covered-by-approval'], ['targets-not-covered-by-approval']]);
    const both = decided(twoLevels(), { decision: 'affirmed', payerReference: 'A' });
    expect([[SECOND], [RIGHT, SECOND]].map((targets) => says(both, on(5), { plan: { targets } }).reasons)).toEqual([[], []]);
    expect(says(decided(ready(), { decision: 'partially-affirmed', items }), on(5), { plan: { targets: [] } }).reasons).toEqual([]);
  });

  it('that has lapsed, is of fewer targets or in part gives way to a request that is out; one that holds does not', () => {
    const waits = (patient: PatientState, day: number) => says(submitted(patient), on(day)).reasons.map(({ code }) => code);
    const lapsed = withFacts(ready(), short(0, 1));
    const fewer = withFacts(twoLevels(), {});
    const part = withFacts(ready(), { decision: 'partially-affirmed' });
    expect([lapsed, fewer, part].map((patient) => waits(patient, DECISION_DAYS - 1))).toEqual(Array(3).fill(['payer-may-not-have-decided']));
    expect([lapsed, fewer, part].map((patient) => waits(patient, DECISION_DAYS))).toEqual([[], [], []]);
    expect([lapsed, fewer, part].map((patient) => says(patient, on(DECISION_DAYS)).reasons.length)).toEqual([1, 1, 1]);
    expect(waits(withFacts(ready(), {}), 1)).toEqual([]);
    expect(waits(withFacts(ready(), short(3, 9)), 1)).toEqual(['approval-not-yet']);
  });

  it('of another payer or for another place is for people, where no program is known', () => {
    const aetna = decided(covered(ready(), { ...OHIO_MEDICARE }), { decision: 'affirmed', payerReference: 'A' });
    expect(says(covered(aetna, AETNA), on(5))).toEqual({ reasons: [{ code: 'approval-for-other-payer-or-place' }] });
    expect(says(covered(aetna, { ...OHIO_MEDICARE, line: 'medicare-advantage' }), on(5))).toEqual({ reasons: [{ code: 'approval-for-other-payer-or-place' }] });
    expect(says(aetna, on(5), { plan: { setting: CAMPUS } })).toEqual(says(ready(), on(5)));
    // On no coverage it fits nobody.
    expect(says(covered(aetna, { ...OHIO_MEDICARE, to: on(3) }), on(5)).reasons).toEqual([{ code: 'approval-for-other-payer-or-place' }]);
    const denied = decided(ready(), { decision: 'denied' });
    expect(says(covered(denied, AETNA), on(5))).toEqual({ reasons: [] });
  });

  it('as a fact may be another episode\'s, where there are fewer than episodes that wait for it', () => {
    const left = (id: string, target: Target = LEFT): readonly PatientCommand[] => [
      { type: 'OpenEpisode', episodeId: id, pathway: 'rfa', region: 'lumbosacral', plan: { ...PLAN, targets: [target] } },
      document(`${id}-1`, block(plusDays(BLOCK_1_ON, 1), RELIEF_PERCENT_MIN, [target])), document(`${id}-2`, block(BLOCK_2_ON, RELIEF_PERCENT_MIN, [target])),
    ];
    const both = told(ready(), ...left('left'));
    expect(says(withFacts(both, {}), on(5))).toEqual({ reasons: [{ code: 'approval-may-be-for-other-episode', episodeId: 'left' }] });
    expect(says(withFacts(both, {}, {}), on(5))).toEqual({ reasons: [] });
    // One of the two has lapsed by then: only one holds.
    expect(says(withFacts(both, {}, short(0, 3)), on(5))).toEqual({ reasons: [{ code: 'approval-may-be-for-other-episode', episodeId: 'left' }] });
    const tracked = decided(both, { decision: 'affirmed', payerReference: 'T' });
    expect(says(withFacts(tracked, {}), on(5))).toEqual({ reasons: [] });
    expect(says(withFacts(told(both, { type: 'CloseEpisode', episodeId: 'left', reason: 'moved' }), {}), on(5))).toEqual({ reasons: [] });
    // One of two is tracked, and therefore this episode's, however many others wait.
    const three = told(both, ...left('other', { ...LEFT, level: 'L3-L4' }));
    expect([says(withFacts(three, {}, {}), on(5)).reasons.length, says(withFacts(decided(three, { decision: 'affirmed', payerReference: 'T' }), {}), on(5)).reasons.length]).toEqual([1, 0]);
    // Asked for again meanwhile: the request says more.
    expect(says(submitted(withFacts(both, {})), on(30))).toEqual({ reasons: [] });
  });
});

describe('the first day that clears', () => {
  const find = (...days: readonly number[]) => (notBefore: PlainDate) => days.map((day) => ({ on: on(day) })).find((day) => day.on >= notBefore);
  const until = (day: number, more: Partial<PayerSays> = {}) => (date: PlainDate): PayerSays => (date < on(day) ? { reasons: [{ code: 'approval-not-yet', validFrom: on(day) }], clearsOn: on(day), ...more } : { reasons: [] });

  it('is the first that was found after the reasons no longer stand, and tells what stood against the first', () => {
    expect(clearedByPayer(find(0, 3, 9), on(0), until(5))).toEqual({ day: { on: on(9) }, said: until(5)(on(0)), isOpen: false, isAfterRequest: false });
    expect(clearedByPayer(find(0, 5, 9), on(0), until(5))).toMatchObject({ day: { on: on(5) } });
    expect(clearedByPayer(find(0, 9), on(0), until(0))).toEqual({ day: { on: on(0) }, said: { reasons: [] }, isOpen: false, isAfterRequest: false });
    expect(clearedByPayer(find(0, 9), on(1), until(0))).toMatchObject({ day: { on: on(9) } });
  });

  it('takes a request where the way to it does', () => {
    expect(clearedByPayer(find(0, 9), on(0), until(5, { isAfterRequest: true }))).toMatchObject({ day: { on: on(9) }, isAfterRequest: true });
    // Reasons that had cleared before that very day no longer stand on it.
    expect(clearedByPayer(find(7), on(0), () => ({ reasons: [{ code: 'approval-lapsed', lastValidDay: on(1) }], clearsOn: on(7), isAfterRequest: true }))).toMatchObject({ day: { on: on(7) }, isOpen: false, isAfterRequest: true });
  });

  it('is open where no day can be foreseen, with the reasons of that day, and none where none is found', () => {
    const later = (date: PlainDate): PayerSays => (date < on(5) ? until(5)(date) : { reasons: [{ code: 'payer-denied', decidedOn: on(0) }] });
    expect(clearedByPayer(find(0, 9), on(0), later)).toEqual({ day: { on: on(9) }, said: later(on(9)), isOpen: true, isAfterRequest: false });
    expect([clearedByPayer(find(), on(0), until(5)), clearedByPayer(find(0, 4), on(0), until(5))]).toEqual([undefined, undefined]);
  });
});
