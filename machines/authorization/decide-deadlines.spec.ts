import { toldWhole } from '../../test/support/refusal-shapes';
import { fold } from '../kernel/decider';
import { isRejection } from '../kernel/rejection';
import medicareOpd from '../programs/medicare-opd.json';
import { hasLapsed, isAppealPending, lastDetermination, mayLetterSet, type AuthorizationState } from './authorization';
import { LETTER_DEADLINES } from './deadline-kinds';
import { evolveAuthorization, openAuthorization } from './evolve-authorization';
import { decideAuthorization } from './decide-authorization';
import type { AuthorizationCommand } from './events';
import { lastValidDayOf } from './last-valid-day';
import { toDay, toPlainDate } from '../kernel/calendar';

const POLICY = { id: 'policy', version: '2026-01-01', document: 'L1', revision: 'v1' };
const contextOf = (setting: string) => ({ preceding: [], assessment: undefined, askedOn: () => ({ payer: 'medicare', line: 'original-medicare', setting }) });
const DECIDED_ON = '2026-03-05';
const TODAY = '2026-03-10';
const plus = (date: string, days: number): string => toPlainDate(toDay(date) + days);

/** Submitted from a hospital outpatient department, or from an office. */
function submitted(setting = '22'): AuthorizationState {
  const context = contextOf(setting);
  const draft = openAuthorization({ type: 'AuthorizationNeeded', authorizationId: 'a', episodeId: 'e', step: 'rfa', targets: [], packetId: 'p', policy: POLICY, early: false }, context);
  const requested = evolveAuthorization(draft, { type: 'AuthorizationRequested', authorizationId: 'a', targets: [], dateOfService: '2026-03-20', policy: POLICY, requestedBy: 'staff', packetId: 'p', issuedOn: '2026-03-01' }, context);
  return evolveAuthorization(requested, { type: 'AuthorizationSubmitted', authorizationId: 'a', submittedAt: '2026-03-01T08:00:00.000Z', submittedOn: '2026-03-01', channel: 'fax', proof: { reference: 'r' } }, context);
}

function told(state: AuthorizationState, command: AuthorizationCommand, asOf = TODAY): AuthorizationState {
  const events = decideAuthorization(command, state, { asOf, recordedAt: `${asOf}T20:00:00.000Z`, actor: 'staff-1' });
  if (isRejection(events)) throw new Error(`${events.code}: ${events.message}`);
  return fold((one, event) => (event.type === 'AuthorizationNeeded' ? one : evolveAuthorization(one, event, contextOf('22'))), state, events);
}

function refusal(state: AuthorizationState, command: AuthorizationCommand, asOf = TODAY): string {
  const answer = decideAuthorization(command, state, { asOf, recordedAt: `${asOf}T20:00:00.000Z`, actor: 'staff-1' });
  if (!isRejection(answer)) throw new Error('accepted');
  return toldWhole(answer).code;
}

const affirm = (validTo?: string): AuthorizationCommand => ({ type: 'RecordDetermination', authorizationId: 'a', decision: 'affirmed', decidedOn: DECIDED_ON, ...(validTo !== undefined && { validTo }) });
const letter = (over: Partial<Extract<AuthorizationCommand, { type: 'OverrideDeadline' }>> = {}): AuthorizationCommand =>
  ({ type: 'OverrideDeadline', authorizationId: 'a', kind: 'approval-expires', on: '2026-04-01', documentId: 'letter-1', reason: 'page 1 says so', ...over });
const acknowledge: AuthorizationCommand = { type: 'AcknowledgeExpiry', authorizationId: 'a', reason: 'patient moved away' };
const { days, contestedDays } = medicareOpd.validity;

describe('the last valid day of an approval', () => {
  it('is the program\'s where the payer stated none, and lapses only after the last day that any reading counts', () => {
    const approved = told(submitted(), affirm());
    const last = plus(DECIDED_ON, days - 1);
    expect(lastValidDayOf(approved)).toMatchObject({ on: last, until: plus(last, contestedDays), program: { id: 'medicare-opd' } });
    expect(hasLapsed(approved, plus(last, contestedDays))).toBe(false);
    expect(hasLapsed(approved, plus(last, contestedDays + 1))).toBe(true);
    expect(refusal(approved, { type: 'ExpireAuthorization', authorizationId: 'a' }, plus(last, contestedDays))).toBe('not-expired');
    expect(told(approved, { type: 'ExpireAuthorization', authorizationId: 'a' }, plus(last, contestedDays + 1))).toMatchObject({ position: 'expired', expiredOn: last });
  });

  it('is the payer\'s own where it stated one, and is not known in an office', () => {
    expect(lastValidDayOf(told(submitted(), affirm('2026-04-30')))).toEqual({ on: '2026-04-30', until: '2026-04-30', decidedOn: DECIDED_ON });
    expect(lastValidDayOf(told(submitted('11'), affirm()))).toBeUndefined();
  });
});

describe('a letter\'s own day', () => {
  it('becomes the last valid day of the approval, with the letter and the day that was stated before', () => {
    const state = told(told(submitted(), affirm('2026-06-30')), letter());
    expect(lastDetermination(state)).toMatchObject({ validTo: '2026-04-01' });
    expect(state.letterDays).toEqual([{ kind: 'approval-expires', on: '2026-04-01', documentId: 'letter-1', reason: 'page 1 says so', by: 'staff-1', was: '2026-06-30' }]);
  });

  it('of another kind changes no approval; a second letter replaces the first', () => {
    const state = told(told(submitted(), letter({ kind: 'decision-due', on: '2026-03-12' })), letter({ kind: 'decision-due', on: '2026-03-15', documentId: 'letter-2' }));
    expect(state.letterDays).toMatchObject([{ kind: 'decision-due', on: '2026-03-15', documentId: 'letter-2' }]);
    expect(state.determinations).toEqual([]);
  });

  it('ends with the next decision', () => {
    expect(told(told(submitted(), letter({ kind: 'decision-due', on: '2026-03-12' })), affirm()).letterDays).toBeUndefined();
  });

  it('is refused where the year is mistyped, save of an approval, which may be without an end', () => {
    expect(refusal(submitted(), letter({ kind: 'decision-due', on: '2036-03-12' }))).toBe('deadline-out-of-sight');
    expect(told(told(submitted(), affirm()), letter({ on: '9999-12-31' })).letterDays).toMatchObject([{ on: '9999-12-31' }]);
  });

  it('is refused where the authorization has no such day, before its start, and without what it says', () => {
    expect(refusal(submitted(), letter())).toBe('deadline-not-open');
    expect(refusal(told(submitted(), affirm()), letter({ on: plus(DECIDED_ON, -1) }))).toBe('deadline-before-its-start');
    expect(refusal(told(submitted(), affirm()), letter({ reason: ' ' }))).toBe('reason-required');
  });
});

describe('an expiry', () => {
  const lapsedOn = plus(DECIDED_ON, days + contestedDays);

  it('is acknowledged once, by somebody', () => {
    const expired = told(told(submitted(), affirm()), { type: 'ExpireAuthorization', authorizationId: 'a' }, lapsedOn);
    const seen = told(expired, acknowledge, lapsedOn);
    expect(seen.expiryAcknowledged).toEqual({ by: 'staff-1', reason: 'patient moved away' });
    expect(refusal(seen, acknowledge, lapsedOn)).toBe('expiry-acknowledged');
    expect(refusal(expired, { ...acknowledge, reason: '' }, lapsedOn)).toBe('reason-required');
  });

  it('that no daily run has recorded is recorded with it', () => {
    expect(told(told(submitted(), affirm()), acknowledge, lapsedOn)).toMatchObject({ position: 'expired', expiryAcknowledged: { by: 'staff-1' } });
  });

  it('cannot be acknowledged while the approval holds', () => {
    expect(refusal(told(submitted(), affirm()), acknowledge)).toBe('not-expired');
  });
});

describe('the days that a letter may set', () => {
  const at = (position: string, more: Partial<AuthorizationState> = {}): AuthorizationState => ({ ...submitted(), position, ...more });
  const pending: Partial<AuthorizationState> = { appeal: { filedOn: DECIDED_ON, level: 'first' }, appealedAfter: [0] };

  it.each<readonly [string, AuthorizationState, readonly string[]]>([
    ['requested', at('requested'), []],
    ['submitted', at('submitted'), ['decision-due']],
    ['pended', at('pended'), ['pended-answer-due', 'peer-to-peer-closes']],
    ['affirmed', at('affirmed'), ['approval-expires']],
    ['affirmed in part', at('partially-affirmed'), ['approval-expires', 'peer-to-peer-closes', 'appeal-due']],
    ['in part, and appealed', at('partially-affirmed', { disputed: 'appealed' }), ['approval-expires', 'appeal-decision-due']],
    ['in part, and a call is awaited', at('partially-affirmed', { disputed: 'peer-to-peer' }), ['approval-expires', 'appeal-due']],
    ['in part, and a call is awaited during an appeal', at('partially-affirmed', { disputed: 'peer-to-peer', ...pending }), ['approval-expires', 'appeal-due', 'appeal-decision-due']],
    ['denied', at('denied'), ['peer-to-peer-closes', 'appeal-due']],
    ['denied after an appeal', at('denied', { ...pending }), ['peer-to-peer-closes', 'appeal-due']],
    ['a call', at('peer-to-peer'), ['appeal-due']],
    ['a call during an appeal', at('peer-to-peer', pending), ['appeal-due', 'appeal-decision-due']],
    ['appealed', at('appealed'), ['appeal-decision-due']],
    ['not required', at('not-required'), []],
  ])('%s', (_, state, kinds) => expect(LETTER_DEADLINES.filter((kind) => mayLetterSet(state, kind))).toEqual(LETTER_DEADLINES.filter((kind) => kinds.includes(kind))));

  it('an appeal is pending until something is decided after it', () => {
    const decided = { decision: 'denied', decidedOn: DECIDED_ON, packetId: 'p' } as const;
    const of = (appealedAfter: readonly number[] | undefined, count: number) => isAppealPending(at('appealed', { ...pending, ...(appealedAfter !== undefined && { appealedAfter }), determinations: Array<typeof decided>(count).fill(decided) }));
    expect([of([1], 1), of([1], 2), of([1, 2], 2), of([2, 1], 2)]).toEqual([true, false, true, false]);
    expect(isAppealPending(at('appealed'))).toBe(false);
    expect(isAppealPending({ ...at('appealed'), appeal: { filedOn: DECIDED_ON, level: 'first' } })).toBe(false);
  });

  it.each<readonly [string, AuthorizationState, Partial<Extract<AuthorizationCommand, { type: 'OverrideDeadline' }>>, string]>([
    ['a decision from its submission', at('submitted'), { kind: 'decision-due' }, '2026-03-01'],
    ['an appeal from its filing', at('appealed', pending), { kind: 'appeal-decision-due' }, DECIDED_ON],
    ['what is asked for from the decision', at('pended', { determinations: [{ decision: 'pended', decidedOn: '2026-03-04', validFrom: '2026-03-09', packetId: 'p' }] }), { kind: 'pended-answer-due' }, '2026-03-04'],
    ['an approval from its first day', at('affirmed', { determinations: [{ decision: 'affirmed', decidedOn: '2026-03-04', validFrom: '2026-03-09', packetId: 'p' }] }), { kind: 'approval-expires' }, '2026-03-09'],
    ['an approval from its decision', at('affirmed', { determinations: [{ decision: 'affirmed', decidedOn: '2026-03-04', packetId: 'p' }] }), { kind: 'approval-expires' }, '2026-03-04'],
  ])('counts %s', (_, state, over, start) => {
    const said = (day: string) => decideAuthorization(letter({ ...over, on: day }), state, { asOf: TODAY, recordedAt: `${TODAY}T20:00:00.000Z`, actor: 'staff-1' });
    expect(said(plus(start, -1))).toMatchObject({ code: 'deadline-before-its-start', details: { start } });
    expect(isRejection(said(start))).toBe(false);
  });

  it('is in sight for a year and a day', () => {
    expect(told(submitted(), letter({ kind: 'decision-due', on: plus(TODAY, 366) })).letterDays).toHaveLength(1);
    expect(refusal(submitted(), letter({ kind: 'decision-due', on: plus(TODAY, 367) }))).toBe('deadline-out-of-sight');
  });
});
