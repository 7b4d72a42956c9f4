/** Given what was decided and done, when a determination is put right, then the authorization stands as if it had been recorded so. */
import { toldWhole } from '../../test/support/refusal-shapes';
import { fold } from '../kernel/decider';
import { isRejection } from '../kernel/rejection';
import type { AuthorizationState } from './authorization';
import { correctedEvents } from './correct-determination';
import { decideAuthorization } from './decide-authorization';
import type { DeterminationContent } from './determination';
import { evolveAuthorization, openAuthorization } from './evolve-authorization';
import type { AuthorizationCommand, AuthorizationEvent } from './events';

const POLICY = { id: 'policy', version: '2026-01-01', document: 'L1', revision: 'v1' };
const CONTEXT = { preceding: [], assessment: undefined, askedOn: () => undefined };
const TARGETS = [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }] as const;
const DRAFT = openAuthorization({ type: 'AuthorizationNeeded', authorizationId: 'a', episodeId: 'e', step: 'rfa', targets: TARGETS, packetId: 'p', policy: POLICY, early: false }, CONTEXT);
const REQUEST: AuthorizationEvent = { type: 'AuthorizationRequested', authorizationId: 'a', targets: TARGETS, dateOfService: '2026-03-20', policy: POLICY, requestedBy: 'staff', packetId: 'p', issuedOn: '2026-03-01' };
const SUBMISSION: AuthorizationEvent = { type: 'AuthorizationSubmitted', authorizationId: 'a', submittedAt: '2026-03-01T17:00:00.000Z', submittedOn: '2026-03-01', channel: 'fax', proof: { reference: 'r' } };
const GIVEN = { asOf: '2026-03-10', recordedAt: '2026-03-10T20:00:00.000Z', actor: 'clerk' };

const given = (...events: readonly AuthorizationEvent[]): AuthorizationState => fold((one, event) => (event.type === 'AuthorizationNeeded' ? one : evolveAuthorization(one, event, CONTEXT)), DRAFT, [REQUEST, SUBMISSION, ...events]);
const decision = (content: DeterminationContent): AuthorizationEvent => ({ type: 'DeterminationRecorded', authorizationId: 'a', ...content });
const decided = (authorization: AuthorizationState, determination: DeterminationContent, number = 1, reason = 'read wrongly') => decideAuthorization({ type: 'CorrectDetermination', authorizationId: 'a', number, determination, reason } satisfies AuthorizationCommand, authorization, GIVEN);
function corrected(authorization: AuthorizationState, determination: DeterminationContent, number?: number): AuthorizationState {
  const events = decided(authorization, determination, number);
  if (isRejection(events)) throw new Error(`${events.code}: ${events.message}`);
  return fold((one, event) => (event.type === 'AuthorizationNeeded' ? one : evolveAuthorization(one, event, CONTEXT)), authorization, events);
}
const codeOf = (answer: ReturnType<typeof decided>): string | undefined => (isRejection(answer) ? toldWhole(answer).code : undefined);

const AFFIRMED: DeterminationContent = { decision: 'affirmed', decidedOn: '2026-03-05', payerReference: 'UTN-1', validTo: '2026-06-30' };
const DENIED: DeterminationContent = { decision: 'denied', decidedOn: '2026-03-05', reason: 'no second block' };
const LETTER: AuthorizationEvent = { type: 'DeadlineOverridden', authorizationId: 'a', kind: 'approval-expires', on: '2026-05-01', documentId: 'd', reason: 'letter', by: 'clerk' };
const EXPIRED: AuthorizationEvent = { type: 'AuthorizationExpired', authorizationId: 'a', expiredOn: '2026-03-08' };
const CALL: AuthorizationEvent = { type: 'PeerToPeerScheduled', authorizationId: 'a', on: '2026-03-08' };
const APPEAL: AuthorizationEvent = { type: 'AppealFiled', authorizationId: 'a', filedOn: '2026-03-08', level: 'first' };
const withoutTrace = ({ determinations, ...rest }: AuthorizationState) => ({ ...rest, determinations: determinations.map(({ mistaken: _, ...one }) => one) });

describe('a mistyped determination', () => {
  it.each<readonly [string, DeterminationContent, DeterminationContent]>([
    ['a number', AFFIRMED, { ...AFFIRMED, payerReference: 'UTN-7' }],
    ['affirmed for denied', AFFIRMED, DENIED],
    ['denied for affirmed', DENIED, AFFIRMED],
    ['affirmed for in part', AFFIRMED, { ...AFFIRMED, decision: 'partially-affirmed', targets: [TARGETS[0]] }],
    ['in part for modified', { ...AFFIRMED, decision: 'partially-affirmed', targets: [TARGETS[0]] }, { ...AFFIRMED, decision: 'modified', units: 1 }],
    ['denied for pended', DENIED, { decision: 'pended', decidedOn: '2026-03-04', asked: [{ text: 'therapy notes' }] }],
  ])('stands as if it had been recorded so: %s', (_, typed, meant) => {
    const after = corrected(given(decision(typed)), meant);
    expect(withoutTrace(after)).toEqual(given(decision(meant)));
    expect(after.determinations).toMatchObject([{ packetId: 'p', mistaken: [{ was: typed, reason: 'read wrongly', by: 'clerk' }] }]);
  });

  it('is corrected again, and what stood before stays in order', () => {
    const twice = corrected(corrected(given(decision(AFFIRMED)), DENIED), { ...AFFIRMED, payerReference: 'UTN-2' });
    expect(withoutTrace(twice)).toEqual(given(decision({ ...AFFIRMED, payerReference: 'UTN-2' })));
    expect(twice.determinations[0]?.mistaken?.map(({ was }) => was.decision)).toEqual(['affirmed', 'denied']);
  });

  it('keeps the dispute that it answered: an approval in part denied after a call goes back to the call', () => {
    const part = decision({ ...AFFIRMED, decision: 'partially-affirmed', targets: [TARGETS[0]] });
    const after = corrected(given(part, CALL, decision({ ...DENIED, decidedOn: '2026-03-09' })), { decision: 'pended', decidedOn: '2026-03-09', asked: [{ text: 'notes' }] }, 2);
    expect(after).toMatchObject({ position: 'partially-affirmed', disputed: 'peer-to-peer', determinations: [{ decision: 'partially-affirmed' }, { decision: 'pended' }] });
  });

  it('of an approval that lapsed by a mistyped last day brings it back; that somebody had seen it lapse goes too', () => {
    const lapsed = given(decision({ ...AFFIRMED, validTo: '2026-03-08' }), EXPIRED, { type: 'ExpiryAcknowledged', authorizationId: 'a', reason: 'seen', by: 'clerk' });
    const after = corrected(lapsed, AFFIRMED);
    expect(withoutTrace(after)).toEqual(given(decision(AFFIRMED)));
    const part = { ...AFFIRMED, decision: 'partially-affirmed', targets: [TARGETS[0]], validTo: '2026-03-08' } satisfies DeterminationContent;
    const lapsedInPart = given(decision(part), CALL, decision({ ...DENIED, decidedOn: '2026-03-09' }), APPEAL, EXPIRED);
    expect(corrected(lapsedInPart, { ...part, validTo: '2026-06-30' })).toMatchObject({ position: 'partially-affirmed', determinations: [{ validTo: '2026-06-30' }, { decision: 'denied' }] });
    expect(corrected(lapsedInPart, { ...part, validTo: '2026-06-30' })).not.toHaveProperty('expiredOn');
  });

  it('leaves a letter\'s day where there is still something that it is about', () => {
    const lettered = given(decision(AFFIRMED), LETTER);
    expect(corrected(lettered, { ...AFFIRMED, validTo: '2026-07-31' })).toMatchObject({ letterDays: [{ kind: 'approval-expires', on: '2026-05-01', was: '2026-07-31' }], determinations: [{ validTo: '2026-05-01' }] });
    expect(corrected(lettered, DENIED)).not.toHaveProperty('letterDays');
  });

  it('gives back the letter about the approved part that it took along', () => {
    const part = decision({ ...AFFIRMED, decision: 'partially-affirmed', targets: [TARGETS[0]] });
    const denied = { ...DENIED, decidedOn: '2026-03-09' };
    const after = corrected(given(part, LETTER, CALL, decision({ ...AFFIRMED, decidedOn: '2026-03-09', payerReference: 'UTN-2' })), denied, 2);
    expect(withoutTrace(after)).toEqual(given(part, LETTER, CALL, decision(denied)));
    expect(after.letterDays).toMatchObject([{ kind: 'approval-expires', on: '2026-05-01' }]);
  });

  it('is a matter of figures once something was done about it', () => {
    const called = given(decision(DENIED), CALL);
    expect(corrected(called, { ...DENIED, reason: 'no imaging' })).toMatchObject({ position: 'peer-to-peer', determinations: [{ reason: 'no imaging' }] });
    expect(codeOf(decided(called, AFFIRMED))).toBe('determination-followed');
    expect(codeOf(decided(called, { ...DENIED, decidedOn: '2026-03-09' }))).toBe('disputed-before-decision');
    expect(corrected(called, { ...DENIED, decidedOn: '2026-03-08' })).toMatchObject({ position: 'peer-to-peer', determinations: [{ decidedOn: '2026-03-08' }] });
    const accepted = given(decision({ ...AFFIRMED, decision: 'modified', units: 1 }), { type: 'ModificationAccepted', authorizationId: 'a' });
    expect(codeOf(decided(accepted, { ...AFFIRMED, decision: 'modified', units: 2 }))).toBe('determination-followed');
  });

  it('of before the last one leaves where the last one led, and an approval that lapsed lapsed', () => {
    const pended: DeterminationContent = { decision: 'pended', decidedOn: '2026-03-04', asked: [{ text: 'notes' }] };
    const twice = given(decision(pended), decision(DENIED));
    expect(corrected(twice, { ...pended, asked: [{ text: 'imaging' }] })).toMatchObject({ position: 'denied', determinations: [{ decision: 'pended', asked: [{ text: 'imaging' }] }, DENIED] });
    const part = { ...AFFIRMED, decision: 'partially-affirmed', targets: [TARGETS[0]], validTo: '2026-03-08' } satisfies DeterminationContent;
    const lapsed = given(decision(part), CALL, decision({ ...DENIED, decidedOn: '2026-03-09' }), APPEAL, EXPIRED);
    expect(corrected(lapsed, { ...DENIED, decidedOn: '2026-03-08' }, 2)).toMatchObject({ position: 'expired', expiredOn: '2026-03-08', determinations: [part, { decision: 'denied', decidedOn: '2026-03-08' }] });
  });

  it('keeps why a clinician declined what was modified', () => {
    const modified: DeterminationContent = { decision: 'modified', decidedOn: '2026-03-05', units: 1 };
    const declined = given(decision(modified), { type: 'ModificationDeclined', authorizationId: 'a', reason: 'too few levels' });
    expect(corrected(declined, { ...modified, units: 2 })).toMatchObject({ position: 'denied', determinations: [{ units: 2, declined: 'too few levels', mistaken: [{ was: modified }] }] });
    expect(corrected(declined, { ...modified, units: 2 }).determinations[0]?.mistaken?.[0]?.was).toEqual(modified);
  });

  it('of before a new request flags the packet that answers it, while that is not out', () => {
    const again: AuthorizationEvent = { ...REQUEST, packetId: 'p2', issuedOn: '2026-03-08' };
    const requested = given(decision(DENIED), again);
    expect(decided(requested, { ...DENIED, reason: 'no imaging' })).toMatchObject([{ type: 'DeterminationCorrected' }, { type: 'PacketFlaggedStale', packetId: 'p2' }]);
    const out = given(decision(DENIED), again, { ...SUBMISSION, submittedOn: '2026-03-09' });
    expect(decided(out, { ...DENIED, reason: 'no imaging' })).toMatchObject([{ type: 'DeterminationCorrected' }]);
  });

  it.each<readonly [string, DeterminationContent, number, string, string]>([
    ['the same again', AFFIRMED, 1, 'why', 'determination-unchanged'],
    ['no reason', DENIED, 1, '  ', 'reason-required'],
    ['one that is not there', DENIED, 2, 'why', 'unknown-determination'],
    ['no number', DENIED, Number.NaN, 'why', 'unknown-determination'],
    ['a day to come', { ...AFFIRMED, decidedOn: '2026-03-11' }, 1, 'why', 'date-in-future'],
    ['a day before it was sent', { ...AFFIRMED, decidedOn: '2026-02-27' }, 1, 'why', 'decided-before-submission'],
    ['an end before its beginning', { ...AFFIRMED, validFrom: '2026-07-01' }, 1, 'why', 'invalid-validity'],
  ])('is refused: %s', (_, determination, number, reason, code) => expect(codeOf(decided(given(decision(AFFIRMED)), determination, number, reason))).toBe(code));

  it('is refused where what is meant could not have been decided there', () => {
    const cancelled: DeterminationContent = { decision: 'cancelled', decidedOn: '2026-03-09' };
    const denied = { ...DENIED, decidedOn: '2026-03-09' };
    const part = decision({ ...AFFIRMED, decision: 'partially-affirmed', targets: [TARGETS[0]] });
    expect([codeOf(decided(given(decision(AFFIRMED), decision(cancelled)), denied, 2)), codeOf(decided(given(part, decision(cancelled)), denied, 2))]).toEqual(['invalid-transition', 'invalid-transition']);
    expect(corrected(given(part, CALL, decision(cancelled)), denied, 2)).toMatchObject({ position: 'partially-affirmed', determinations: [{ decision: 'partially-affirmed' }, denied] });
  });

  it('sent once more as it was mistyped is no second decision', () => {
    const after = corrected(given(decision(AFFIRMED)), { ...AFFIRMED, payerReference: 'UTN-7' });
    expect(decideAuthorization({ type: 'RecordDetermination', authorizationId: 'a', ...AFFIRMED }, after, GIVEN)).toMatchObject({ code: 'already-recorded' });
  });

  it('is told as it was meant where events are counted', () => {
    const correction: AuthorizationEvent = { type: 'DeterminationCorrected', authorizationId: 'a', number: 1, determination: DENIED, reason: 'x', by: 'clerk' };
    const other: AuthorizationEvent = { ...decision(AFFIRMED), authorizationId: 'b' } as AuthorizationEvent;
    expect(correctedEvents([other, decision(AFFIRMED), CALL, correction])).toEqual([other, decision(DENIED), CALL]);
  });
});
