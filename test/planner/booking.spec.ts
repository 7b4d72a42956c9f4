/** Approvals as they are tracked: which one serves which booking, and until when. */
import type { PlainDate } from '../../machines/kernel/calendar';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { PatientCommand, PatientState } from '../../machines/patient';
import { mayIBook, type BookingAnswer } from '../../machines/planner';
import { PROGRAMS } from '../../machines/programs/payer-days';
import { block, BLOCK_1_ON, BLOCK_2_ON, document, LEFT, plusDays, readyForRfa, READY_ON, RELIEF_PERCENT_MIN, RIGHT, tell, tellAll } from '../support/patient-story';

const [OPD] = PROGRAMS;
const HOSPITAL = OPD?.settings[0] ?? '';
const VALID_DAYS = OPD?.validity.days ?? 0;
const DECISION_DAYS = OPD?.decision[0]?.calendarDays ?? 0;
const NEXT_DAY = plusDays(READY_ON, 1);

const authorizationOf = (patient: PatientState, episodeId = 'episode-1'): string => {
  const found = patient.authorizations.findLast((one) => one.step === 'rfa' && one.episodeId === episodeId);
  if (found === undefined) throw new Error('no draft for the ablation');
  return found.id;
};
const decided = (patient: PatientState, decision: object): PatientState => {
  const authorizationId = authorizationOf(patient);
  return tellAll(patient, ([
    { type: 'RequestAuthorization', authorizationId, dateOfService: NEXT_DAY },
    { type: 'SubmitAuthorization', authorizationId, channel: 'portal', proof: { reference: 'C-1' }, submittedOn: READY_ON, submittedAt: `${READY_ON}T09:00:00Z` },
    { type: 'RecordDetermination', authorizationId, decidedOn: READY_ON, ...decision },
  ] as PatientCommand[]).map((command) => [READY_ON, command] as const)).patient;
};
const book = (patient: PatientState, date: PlainDate, episodeId = 'episode-1', asOf = READY_ON): BookingAnswer => {
  const episode = patient.episodes.find(({ id }) => id === episodeId);
  if (episode === undefined) throw new Error(`no episode ${episodeId}`);
  return mayIBook(patient, episode, { step: 'rfa', date, setting: HOSPITAL }, { asOf, policies: SHIPPED_POLICIES });
};
const codes = ({ why }: BookingAnswer): readonly string[] => why.map(({ code }) => code);

describe('an approval that is tracked', () => {
  const affirmed = decided(readyForRfa(), { decision: 'affirmed', payerReference: 'A1234567890123' });

  it.each([
    [1, 'yes', []], [VALID_DAYS, 'yes', []], [VALID_DAYS + 1, 'review', ['approval-day-contested']], [VALID_DAYS + 2, 'no', ['approval-lapsed']],
  ] as const)('on day %i is answered %s', (day, answer, why) => {
    const booked = book(affirmed, plusDays(READY_ON, day - 1));
    // The second block was the day before: the day of the decision itself is a day like any other.
    expect([booked.answer, codes(booked)]).toEqual([answer, why]);
  });

  it('is asked for no request any more', () => {
    expect(book(affirmed, NEXT_DAY).payer).toBeUndefined();
    expect(book(readyForRfa(), plusDays(READY_ON, DECISION_DAYS)).payer).toEqual({ program: OPD?.id, requestBy: READY_ON });
  });

  it('holds to the payer\'s own last day, whatever the program counts', () => {
    const own = decided(readyForRfa(), { decision: 'affirmed', payerReference: 'A1', validFrom: plusDays(READY_ON, 3), validTo: plusDays(READY_ON, 5) });
    expect([2, 3, 5, 6].map((days) => codes(book(own, plusDays(READY_ON, days))))).toEqual([['approval-not-yet'], [], [], ['approval-lapsed']]);
    expect(book(own, plusDays(READY_ON, 2)).firstAllowedOn).toBe(plusDays(READY_ON, 3));
  });

  it('has run out: a new request, and the payer\'s days from today', () => {
    const own = decided(readyForRfa(), { decision: 'affirmed', payerReference: 'A1', validTo: plusDays(READY_ON, 5) });
    const later = plusDays(READY_ON, 10);
    const expired = tell(own, later, { type: 'ReassessPatient' }).patient;
    for (const patient of [own, expired]) {
      const booked = book(patient, later, 'episode-1', later);
      expect([booked.answer, codes(booked), booked.firstAllowedOn]).toEqual(['no', ['approval-lapsed'], plusDays(later, DECISION_DAYS)]);
    }
  });

  it('serves no other episode', () => {
    const both = tellAll(affirmed, [
      [READY_ON, { type: 'OpenEpisode', episodeId: 'episode-2', pathway: 'rfa', region: 'lumbosacral', plan: { targets: [LEFT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: HOSPITAL } }],
      [READY_ON, document('left-1', block(plusDays(BLOCK_1_ON, 1), RELIEF_PERCENT_MIN, [LEFT]))],
      [READY_ON, document('left-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN, [LEFT]))],
    ]).patient;
    expect(codes(book(both, NEXT_DAY, 'episode-2'))).toContain('payer-may-not-have-decided');
    expect(codes(book(both, NEXT_DAY))).toEqual([]);
  });

  it('does not serve targets that it leaves out', () => {
    const episode = affirmed.episodes[0];
    if (episode === undefined) throw new Error('no episode');
    const more = { ...RIGHT, level: 'L5-S1' } as const;
    expect(codes(mayIBook(affirmed, episode, { step: 'rfa', date: NEXT_DAY, targets: [RIGHT, more], setting: HOSPITAL }, { asOf: READY_ON, policies: SHIPPED_POLICIES }))).toContain('targets-not-covered-by-approval');
  });

  it('was denied', () => {
    const denied = decided(readyForRfa(), { decision: 'denied', reason: 'not proven' });
    expect([book(denied, NEXT_DAY).answer, codes(book(denied, NEXT_DAY))]).toEqual(['no', ['payer-denied']]);
  });

  it('is awaited from the day of the submission', () => {
    const patient = readyForRfa();
    const authorizationId = authorizationOf(patient);
    const submitted = tellAll(patient, [
      [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 20) }],
      [READY_ON, { type: 'SubmitAuthorization', authorizationId, channel: 'portal', proof: { reference: 'C-1' }, submittedOn: READY_ON, submittedAt: `${READY_ON}T09:00:00Z` }],
    ]).patient;
    const asOf = plusDays(READY_ON, 3);
    expect(book(submitted, plusDays(READY_ON, DECISION_DAYS - 1), 'episode-1', asOf).why).toEqual([{ code: 'payer-may-not-have-decided', decidedBy: plusDays(READY_ON, DECISION_DAYS) }]);
    expect(codes(book(submitted, plusDays(READY_ON, DECISION_DAYS), 'episode-1', asOf))).toEqual([]);
    // The payer is late: no day can be promised, however far.
    const late = book(submitted, plusDays(READY_ON, 60), 'episode-1', plusDays(READY_ON, DECISION_DAYS + 1));
    expect([late.answer, late.why, late.firstAllowedOn]).toEqual(['review', [{ code: 'payer-has-not-decided', decidedBy: plusDays(READY_ON, DECISION_DAYS) }], null]);
  });

  it('was pended: whatever the day, the payer has not decided', () => {
    const pended = decided(readyForRfa(), { decision: 'pended', reason: 'records asked for' });
    expect([book(pended, plusDays(READY_ON, 60)).answer, codes(book(pended, plusDays(READY_ON, 60)))]).toEqual(['review', ['payer-has-not-decided']]);
  });
});
