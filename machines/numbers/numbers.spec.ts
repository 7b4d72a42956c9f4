import { ablation, BLOCK_1_ON, document, plusDays, READY_ON, readyForRfa, tell, tellAll } from '../../test/support/patient-story';
import type { Decision, DeterminationContent } from '../authorization';
import type { PlainDate } from '../kernel/calendar';
import type { PatientCommand, PatientEvent, PatientState } from '../patient';
import type { Recorded } from './case-of';
import { countEpisode, countPatient, EMPTY_NUMBERS, medianOf, NO_LEAKS, type NumbersTally } from './index';
import { countDays, NO_DAYS } from './tally-days';

const ALL = { from: '2020-01-01', to: '2030-12-31' };
const START = readyForRfa();
const ID = START.authorizations.find(({ step }) => step === 'rfa')?.id ?? '';
const OF = { payer: 'medicare', line: 'original-medicare', step: 'rfa' };

const request = (dateOfService: PlainDate): PatientCommand => ({ type: 'RequestAuthorization', authorizationId: ID, dateOfService });
const submit = (on: PlainDate): PatientCommand => ({ type: 'SubmitAuthorization', authorizationId: ID, submittedAt: `${on}T09:00:00.000Z`, submittedOn: on, channel: 'portal', proof: { reference: 'CONF-1' } });
const decided = (decision: Decision, decidedOn: PlainDate, more: Partial<DeterminationContent> = {}): DeterminationContent => ({ decision, decidedOn, ...(decision === 'affirmed' && { payerReference: 'A1234567890123', validTo: plusDays(decidedOn, 60) }), ...more });
const determine = (content: DeterminationContent): PatientCommand => ({ type: 'RecordDetermination', authorizationId: ID, ...content });
const correct = (number: number, determination: DeterminationContent): PatientCommand => ({ type: 'CorrectDetermination', authorizationId: ID, number, determination, reason: 'mistyped' });
const schedule = (on: PlainDate): PatientCommand => ({ type: 'ScheduleProcedure', of: { authorizationId: ID }, on, booking: { because: [], forbids: [], firstAllowedOn: on }, acceptReview: true });

interface History { readonly patient: PatientState; readonly recorded: readonly Recorded[] }

/** The need is known on READY_ON; then what is told, each on its day. */
function told(...commands: readonly (readonly [PlainDate, PatientCommand])[]): History {
  let patient = START;
  const recorded: Recorded[] = [{ on: READY_ON, event: { type: 'AuthorizationNeeded', authorizationId: ID, episodeId: 'episode-1', step: 'rfa', targets: [], packetId: 'p', policy: START.authorizations[0]?.policy as never, early: false } }];
  for (const [on, command] of commands) {
    const step = tell(patient, on, command);
    recorded.push(...step.events.map((event: PatientEvent) => ({ event, on })));
    patient = step.patient;
  }
  return { patient, recorded };
}

const rfa = (tally: NumbersTally) => tally.firstPass.find(({ step }) => step === 'rfa');
const counted = (history: History, period = ALL, asOf = plusDays(READY_ON, 200)) => countPatient(EMPTY_NUMBERS, history, period, asOf);
const SENT = [[plusDays(READY_ON, 2), request(plusDays(READY_ON, 20))], [plusDays(READY_ON, 3), submit(plusDays(READY_ON, 3))]] as const;
const AT_10 = plusDays(READY_ON, 10);
const NONE = { approved: 0, inPart: 0, otherwise: 0, denied: 0, sentBack: 0 };

describe('the first pass', () => {
  it.each([['affirmed', 'approved'], ['denied', 'denied'], ['rejected', 'sentBack']] as const)('counts %s as %s, by payer and step', (decision, name) => {
    expect(rfa(counted(told(...SENT, [AT_10, determine(decided(decision, AT_10))])))).toEqual({ ...OF, ...NONE, [name]: 1 });
  });

  it('waits while the payer asks for more, and takes what it then decides', () => {
    expect(rfa(counted(told(...SENT, [AT_10, determine(decided('pended', AT_10))])))).toBeUndefined();
    expect(rfa(counted(told(...SENT, [AT_10, determine(decided('pended', AT_10))], [plusDays(AT_10, 1), determine(decided('affirmed', plusDays(AT_10, 1)))])))).toMatchObject({ approved: 1 });
  });

  it('stays denied however the request that follows it ends', () => {
    const later = plusDays(AT_10, 4);
    const again = told(...SENT, [AT_10, determine(decided('denied', AT_10))], [plusDays(AT_10, 1), request(plusDays(AT_10, 20))], [plusDays(AT_10, 2), submit(plusDays(AT_10, 2))], [later, determine(decided('affirmed', later))]);
    expect(rfa(counted(again))).toEqual({ ...OF, ...NONE, denied: 1 });
  });

  it('of a packet that was sent back is not that of the packet that answers it', () => {
    const later = plusDays(AT_10, 4);
    const again = told(...SENT, [AT_10, determine(decided('rejected', AT_10))], [plusDays(AT_10, 1), request(plusDays(AT_10, 20))], [plusDays(AT_10, 2), submit(plusDays(AT_10, 2))], [later, determine(decided('affirmed', later))]);
    expect(rfa(counted(again))).toEqual({ ...OF, ...NONE, sentBack: 1 });
  });

  it('counts a decision that was corrected as it was meant, on the day that was meant', () => {
    const meant = plusDays(AT_10, -1);
    const history = told(...SENT, [AT_10, determine(decided('denied', AT_10))], [plusDays(AT_10, 1), correct(1, decided('affirmed', meant))]);
    expect(rfa(counted(history))).toEqual({ ...OF, ...NONE, approved: 1 });
    expect(rfa(counted(history, { from: AT_10, to: AT_10 }))).toBeUndefined();
    expect(rfa(counted(history, { from: meant, to: meant }))).toMatchObject({ approved: 1 });
  });
});

describe('the days of each stage', () => {
  const days = ({ stages }: NumbersTally) => Object.fromEntries(Object.entries(stages).filter(([, { cases }]) => cases > 0).map(([stage, tally]) => [stage, medianOf(tally)]));
  const booked = plusDays(AT_10, 3);
  const on = plusDays(READY_ON, 20);
  const whole = told(...SENT, [AT_10, determine(decided('affirmed', AT_10))], [booked, schedule(on)], [on, document('rfa-1', ablation(on))]);

  it('run from the need to the procedure', () => {
    expect(days(counted(whole))).toEqual({ 'needed-to-requested': 2, 'requested-to-submitted': 1, 'submitted-to-decided': 7, 'approved-to-scheduled': 3, 'scheduled-to-performed': 7, 'needed-to-performed': 20 });
  });

  it('count on the day on which the stage ends', () => {
    expect(days(counted(whole, { from: AT_10, to: AT_10 }))).toEqual({ 'submitted-to-decided': 7 });
  });

  it('of finding a day begin with the approval, not with the denial before it', () => {
    const approved = plusDays(AT_10, 30);
    const history = told(...SENT, [AT_10, determine(decided('denied', AT_10))], [plusDays(AT_10, 1), { type: 'SchedulePeerToPeer', authorizationId: ID, on: plusDays(AT_10, 2) }], [approved, determine(decided('affirmed', approved))], [plusDays(approved, 2), schedule(plusDays(approved, 9))]);
    expect(days(counted(history))).toMatchObject({ 'submitted-to-decided': 7, 'approved-to-scheduled': 2 });
  });

  it('of an early draft do not begin: it was not needed yet', () => {
    const early = { ...whole, recorded: whole.recorded.map(({ event, on: day }) => ({ on: day, event: event.type === 'AuthorizationNeeded' ? { ...event, early: true } : event })) };
    expect(Object.keys(days(counted(early)))).not.toContain('needed-to-requested');
  });
});

describe('an approval that ended', () => {
  const validTo = plusDays(AT_10, 15);
  const approval = [AT_10, determine(decided('affirmed', AT_10, { validTo }))] as const;

  it('is used by its procedure, and lapsed without', () => {
    const on = plusDays(READY_ON, 20);
    expect(counted(told(...SENT, approval, [on, document('rfa-1', ablation(on))])).approvals).toEqual([{ ...OF, used: 1, lapsed: 0 }]);
    expect(counted(told(...SENT, approval)).approvals).toEqual([{ ...OF, used: 0, lapsed: 1 }]);
    expect(counted(told(...SENT, approval), ALL, validTo).approvals).toEqual([]);
  });

  it('has lapsed whether or not the daily run has recorded it, on its last valid day', () => {
    const recorded = told(...SENT, approval, [plusDays(validTo, 5), { type: 'ReassessPatient' }]);
    expect(recorded.patient.authorizations.find(({ id }) => id === ID)?.position).toBe('expired');
    for (const history of [recorded, told(...SENT, approval)]) expect(counted(history, { from: validTo, to: validTo }).approvals).toEqual([{ ...OF, used: 0, lapsed: 1 }]);
  });

  it('is none where the payer has denied', () => {
    expect(counted(told(...SENT, [AT_10, determine(decided('denied', AT_10))])).approvals).toEqual([]);
  });
});

describe('the median', () => {
  const of = (...days: readonly number[]) => medianOf(days.reduce(countDays, NO_DAYS));

  it.each([[[], null], [[5], 5], [[1, 9], 5], [[3, 1, 2], 2], [[1, 1, 1, 100], 1], [[2, 10, 9, 1], 5.5]] as const)('of %j is %j', (days, median) => {
    expect(of(...days)).toBe(median);
  });

  it('leaves out what the record puts the wrong way round, and counts it', () => {
    const tally = [4, -2].reduce(countDays, NO_DAYS);
    expect([tally.cases, tally.outOfOrder, medianOf(tally)]).toEqual([1, 1, 4]);
  });
});

describe('what stands against next steps', () => {
  it('is counted by episode, of those whose next step it is', () => {
    const tally = ([['mbb1', ['pain-duration', 'baseline-function']], ['mbb1', []], ['rfa', ['baseline-function']], [undefined, []]] as const)
      .reduce((counts, [nextStep, blockedBy]) => countEpisode(counts, { nextStep, blockedBy }), NO_LEAKS);
    expect(tally).toEqual({
      openEpisodes: 4, withNextStep: 3, blocked: 2, byKind: { 'pain-duration': 1, 'baseline-function': 2 },
      bySteps: { mbb1: { episodes: 2, byKind: { 'pain-duration': 1, 'baseline-function': 1 } }, rfa: { episodes: 1, byKind: { 'baseline-function': 1 } } },
    });
  });
});

it('nothing of a patient without a request is counted', () => {
  const { patient } = tellAll(START, [[BLOCK_1_ON, document('note', { type: 'score', occurredOn: BLOCK_1_ON, instrument: 'NRS', value: 5 })]]);
  expect(countPatient(EMPTY_NUMBERS, { patient, recorded: [] }, ALL, READY_ON)).toEqual(EMPTY_NUMBERS);
});
