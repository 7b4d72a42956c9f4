import { POLICY, CONTEXT, DRAFT, REQUESTED, TODAY, on, submit, determine, withdraw, expire, appeal, call, after, refusal } from '../../test/support/authorization-story';
import type { Target } from '../kernel/anatomy';
import { hasLapsed, isApproved, isAwaited, isOver, isRequested, lastDetermination, type AuthorizationState } from './authorization';
import { evolveAuthorization } from './evolve-authorization';
import { decideAuthorization } from './decide-authorization';
import type { AuthorizationCommand } from './events';
import { possibleActs } from './refuse-transition';

describe('an authorization', () => {
  it('begins as a draft that asks nothing', () => {
    expect(DRAFT).toEqual({ id: 'a', episodeId: 'e', step: 'rfa', position: 'draft', targets: [], packetId: 'p', policy: POLICY, early: false, preceding: ['block-1'], issued: [], determinations: [] });
    expect([isRequested(DRAFT), isApproved(DRAFT), isOver(DRAFT)]).toEqual([false, false, false]);
  });

  it('is submitted with proof once it is requested, never before', () => {
    expect(refusal(DRAFT, submit)).toMatchObject({ code: 'invalid-transition', details: { position: 'draft', possible: ['request', 'withdraw'] } });
    expect(after(REQUESTED, submit)).toMatchObject({ position: 'submitted', proof: { reference: 'receipt-1' } });
  });

  it('says what is possible from where it stands, and of an approved part only what is under way about the rest', () => {
    expect(possibleActs(DRAFT)).toEqual(['request', 'withdraw']);
    const inPart: AuthorizationState = { ...after(REQUESTED, submit, determine({})), position: 'partially-affirmed' };
    expect(possibleActs(inPart)).toEqual(expect.arrayContaining(['appeal', 'schedule-peer-to-peer', 'cancel', 'withdraw']));
    expect(possibleActs(inPart).filter((act) => ['affirm', 'deny', 'accept', 'decline'].includes(act))).toEqual([]);
    expect(possibleActs(after(inPart, appeal))).toEqual(expect.arrayContaining(['affirm', 'deny']));
    expect(possibleActs(after(REQUESTED, submit, determine({ decision: 'modified', units: 1 })))).toEqual(expect.arrayContaining(['accept', 'decline']));
    expect(possibleActs(after(REQUESTED, withdraw))).toEqual([]);
  });

  it('records what the payer decides, its dates and its reference', () => {
    const affirmed = after(REQUESTED, submit, determine({ payerReference: 'UTN1', validFrom: '2026-03-05', validTo: '2026-03-20' }));
    expect(affirmed).toMatchObject({ position: 'affirmed', determinations: [{ decision: 'affirmed', decidedOn: '2026-03-05', payerReference: 'UTN1', validFrom: '2026-03-05', validTo: '2026-03-20' }] });
    expect([isRequested(affirmed), isApproved(affirmed)]).toEqual([true, true]);
    for (const [decision, position] of [['denied', 'denied'], ['pended', 'pended'], ['partially-affirmed', 'partially-affirmed']] as const) {
      expect(after(REQUESTED, submit, determine({ decision })).position).toBe(position);
    }
    expect(refusal(REQUESTED, determine({})).code).toBe('invalid-transition');
  });

  it('refuses a decision of tomorrow and an approval that ends before it begins', () => {
    const submitted = after(REQUESTED, submit);
    expect(after(submitted, determine({ decidedOn: TODAY })).position).toBe('affirmed');
    expect(refusal(submitted, determine({ decidedOn: '2026-03-11' }))).toMatchObject({ code: 'date-in-future', pointer: '/decidedOn' });
    expect(refusal(submitted, determine({ validFrom: '2026-03-06', validTo: '2026-03-05' })).code).toBe('invalid-validity');
    expect(after(submitted, determine({ validFrom: '2026-03-05', validTo: '2026-03-05' })).position).toBe('affirmed');
  });

  it('was submitted after it was requested, before now, and with proof', () => {
    const submitted = (over: Partial<Extract<AuthorizationCommand, { type: 'SubmitAuthorization' }>>): AuthorizationCommand => ({ ...submit, ...over } as AuthorizationCommand);
    expect(refusal(REQUESTED, submitted({ submittedAt: '2026-03-01T04:00:00.000Z', submittedOn: '2026-02-28' }))).toMatchObject({ code: 'submitted-before-request', pointer: '/submittedAt', details: { requestedOn: '2026-03-01' } });
    // Before midnight in the practice's zone is the day after in UTC: the practice's day counts.
    expect(after(REQUESTED, submitted({ submittedAt: '2026-03-02T04:00:00.000Z', submittedOn: '2026-03-01' })).submittedOn).toBe('2026-03-01');
    expect(refusal(REQUESTED, submitted({ submittedAt: '2026-03-10T20:01:00.000Z', submittedOn: TODAY }))).toMatchObject({ code: 'date-in-future', pointer: '/submittedAt' });
    expect(after(REQUESTED, submitted({ submittedAt: '2026-03-10T20:00:00.000Z', submittedOn: TODAY })).position).toBe('submitted');
    for (const proof of [{}, { reference: ' ' }]) expect(refusal(REQUESTED, submitted({ proof }))).toMatchObject({ code: 'proof-missing', pointer: '/proof' });
    expect(after(REQUESTED, submitted({ proof: { documentId: 'fax' } })).proof).toEqual({ documentId: 'fax' });
  });

  it('is decided on the day it was submitted at the earliest', () => {
    expect(refusal(after(REQUESTED, submit), determine({ decidedOn: '2026-02-28' }))).toMatchObject({ code: 'decided-before-submission', pointer: '/decidedOn', details: { submittedOn: '2026-03-01' } });
    expect(after(REQUESTED, submit, determine({ decidedOn: '2026-03-01' })).position).toBe('affirmed');
  });

  it('is affirmed in part for some of the requested targets, never for others', () => {
    const right: Target = { level: 'L4-L5', side: 'right' };
    const left: Target = { level: 'L4-L5', side: 'left' };
    const submitted = after({ ...REQUESTED, targets: [right, left] }, submit);
    const partly = (targets: readonly Target[] | undefined): AuthorizationCommand => determine({ decision: 'partially-affirmed', targets });
    expect(after(submitted, partly([left]))).toMatchObject({ position: 'partially-affirmed', determinations: [{ targets: [left] }] });
    expect(refusal(submitted, partly([left, { level: 'L3-L4', side: 'left' }]))).toMatchObject({ code: 'targets-not-requested', pointer: '/targets/1' });
    expect(refusal(submitted, determine({ targets: [{ level: 'L3-L4', side: 'left' }] })).code).toBe('targets-not-requested');
    expect(refusal(submitted, partly([left, left]))).toMatchObject({ code: 'targets-repeated', pointer: '/targets/1' });
    for (const none of [[], undefined]) expect(refusal(submitted, partly(none))).toMatchObject({ code: 'targets-missing', pointer: '/targets' });
    expect(refusal(submitted, partly([left, right]))).toMatchObject({ code: 'targets-not-partial', pointer: '/targets' });
    const items = [{ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' }] as const;
    expect(refusal(submitted, determine({ decision: 'partially-affirmed', targets: [left, right], items })).code).toBe('targets-not-partial');
    expect(after(submitted, determine({ decision: 'partially-affirmed', items })).position).toBe('partially-affirmed');
    expect(after(submitted, determine({ targets: [left, right] })).position).toBe('affirmed');
  });

  it('keeps every decision through a call with a peer and an appeal', () => {
    const denied = after(REQUESTED, submit, determine({ decision: 'denied', reason: 'one block only' }));
    expect(after(denied, call)).toMatchObject({ position: 'peer-to-peer', peerToPeerOn: '2026-03-12' });
    expect(after(denied, appeal)).toMatchObject({ position: 'appealed', appeal: { filedOn: '2026-03-09', level: 'first' } });
    expect(refusal(denied, { ...appeal, filedOn: '2026-03-11' } as AuthorizationCommand).code).toBe('date-in-future');
    const won = after(denied, appeal, determine({ decidedOn: TODAY }));
    expect([won.position, won.determinations.map(({ decision }) => decision)]).toEqual(['affirmed', ['denied', 'affirmed']]);
  });

  describe('approved in part, whose rest is disputed', () => {
    const [right, left]: readonly Target[] = [{ level: 'L4-L5', side: 'right' }, { level: 'L4-L5', side: 'left' }];
    const part = after({ ...REQUESTED, targets: [right, left] as Target[] }, submit, determine({ decision: 'partially-affirmed', targets: [right] as Target[], payerReference: 'UTN1', validTo: '2026-03-20', units: 1 }));
    const said = (state: AuthorizationState) => [state.position, state.disputed, lastDetermination(state)?.payerReference, isApproved(state)];
    const deny = determine({ decision: 'denied', decidedOn: TODAY, reason: 'one block only' });

    it('keeps the approved part through the call and the appeal', () => {
      expect(said(after(part, call))).toEqual(['partially-affirmed', 'peer-to-peer', 'UTN1', true]);
      expect(said(after(part, call, appeal))).toEqual(['partially-affirmed', 'appealed', 'UTN1', true]);
      expect(after(part, call, appeal)).toMatchObject({ peerToPeerOn: '2026-03-12', appeal: { level: 'first' } });
    });

    it('is affirmed where the appeal is won, and stays in part where it is lost, won in part or still waits', () => {
      expect(said(after(part, appeal, determine({ decidedOn: TODAY, payerReference: 'UTN2' })))).toEqual(['affirmed', undefined, 'UTN2', true]);
      expect(said(after(part, appeal, deny))).toEqual(['partially-affirmed', undefined, 'UTN1', true]);
      expect(said(after(part, appeal, determine({ decision: 'pended', decidedOn: TODAY })))).toEqual(['partially-affirmed', 'appealed', 'UTN1', true]);
      expect(said(after(part, appeal, determine({ decision: 'partially-affirmed', decidedOn: TODAY, targets: [left] as Target[], payerReference: 'UTN2' })))).toEqual(['partially-affirmed', undefined, 'UTN2', true]);
      expect(refusal(after(part, appeal, deny), deny).code).toBe('already-recorded');
    });

    it('keeps the letter about the approved part through what is said of the rest, and begins without where a new part is approved', () => {
      const letter = (kind: 'approval-expires' | 'appeal-decision-due', day: string): AuthorizationCommand => ({ type: 'OverrideDeadline', authorizationId: 'a', kind, on: day, documentId: 'letter', reason: 'the letter' });
      const kinds = (state: AuthorizationState) => (state.letterDays ?? []).map(({ kind }) => kind);
      const disputed = after(part, letter('approval-expires', '2026-03-25'), appeal, letter('appeal-decision-due', '2026-04-25'));
      expect([kinds(disputed), lastDetermination(disputed)?.validTo]).toEqual([['approval-expires', 'appeal-decision-due'], '2026-03-25']);
      for (const decision of ['denied', 'pended', 'review', 'rejected'] as const) expect(kinds(after(disputed, determine({ decision, decidedOn: TODAY })))).toEqual(['approval-expires']);
      expect(kinds(after(disputed, determine({ decision: 'modified', decidedOn: TODAY, units: 1 })))).toEqual(['approval-expires']);
      expect(kinds(after(disputed, determine({ decision: 'partially-affirmed', decidedOn: TODAY, targets: [left] as Target[] })))).toEqual([]);
      expect(kinds(after(disputed, determine({ decidedOn: TODAY })))).toEqual([]);
    });

    it('stays in part while something else is offered for the rest, and once that is declined, denied or disputed; accepted, that counts', () => {
      const offered = after(part, appeal, determine({ decision: 'modified', decidedOn: TODAY, payerReference: 'UTN2', units: 1, validTo: '2026-05-20' }));
      const accept = { type: 'AcceptModification', authorizationId: 'a' } as const;
      const decline = { type: 'DeclineModification', authorizationId: 'a', reason: 'another procedure' } as const;
      expect(said(offered)).toEqual(['partially-affirmed', 'modified', 'UTN1', true]);
      expect(said(after(offered, accept))).toEqual(['affirmed', undefined, 'UTN2', true]);
      expect(said(after(offered, decline))).toEqual(['partially-affirmed', undefined, 'UTN1', true]);
      expect(said(after(offered, deny))).toEqual(['partially-affirmed', undefined, 'UTN1', true]);
      expect(said(after(offered, call))).toEqual(['partially-affirmed', 'peer-to-peer', 'UTN1', true]);
      expect(hasLapsed(after(offered, decline), '2026-03-21')).toBe(true);
      expect(lastDetermination({ ...after(offered, decline), position: 'expired' })?.payerReference).toBe('UTN1');
      expect(lastDetermination({ ...after(offered, accept), position: 'expired' })?.payerReference).toBe('UTN2');
      for (const state of [part, after(offered, decline), after(offered, call)]) for (const answer of [accept, decline]) expect(refusal(state, answer)).toMatchObject({ code: 'invalid-transition' });
    });

    it('expires as it would have, and a letter about its days counts', () => {
      const lost = after(part, appeal, deny);
      expect([hasLapsed(lost, '2026-03-20'), hasLapsed(lost, '2026-03-21')]).toEqual([false, true]);
      expect(decideAuthorization(expire, lost, on('2026-03-21'))).toEqual([{ type: 'AuthorizationExpired', authorizationId: 'a', expiredOn: '2026-03-20' }]);
      const longer = after(part, appeal, { type: 'OverrideDeadline', authorizationId: 'a', kind: 'approval-expires', on: '2026-04-20', documentId: 'letter', reason: 'extended' }, deny);
      expect([hasLapsed(longer, '2026-04-20'), hasLapsed(longer, '2026-04-21')]).toEqual([false, true]);
    });

    it('is decided otherwise only once something is under way', () => {
      expect(refusal(part, deny)).toMatchObject({ code: 'invalid-transition', details: { possible: ['cancel', 'schedule-peer-to-peer', 'appeal', 'withdraw', 'expire'] } });
      expect(after(part, determine({ decision: 'cancelled', decidedOn: TODAY })).position).toBe('cancelled');
    });

    it('of the first logs, which let the appeal take it along, goes on to a new request', () => {
      const lost = after(part, appeal, deny);
      const requested = { type: 'AuthorizationRequested', authorizationId: 'a', targets: [], dateOfService: '2026-04-01', policy: POLICY, requestedBy: 'staff' } as const;
      expect(evolveAuthorization(lost, requested, CONTEXT).position).toBe('requested');
    });
  });

  it('is disputed after it was decided, and a call is within a year', () => {
    const denied = after(REQUESTED, submit, determine({ decision: 'denied' }));
    expect(refusal(denied, { ...appeal, filedOn: '2026-03-04' } as AuthorizationCommand)).toMatchObject({ code: 'disputed-before-decision', pointer: '/filedOn', details: { decidedOn: '2026-03-05' } });
    expect(after(denied, { ...appeal, filedOn: '2026-03-05' } as AuthorizationCommand).position).toBe('appealed');
    expect(refusal(denied, { ...call, on: '2026-03-04' } as AuthorizationCommand)).toMatchObject({ code: 'disputed-before-decision', pointer: '/on' });
    expect(refusal(denied, { ...call, on: '2027-03-12' } as AuthorizationCommand)).toMatchObject({ code: 'call-far', pointer: '/on' });
    for (const on of ['2026-03-05', '2027-03-11']) expect(after(denied, { ...call, on } as AuthorizationCommand)).toMatchObject({ position: 'peer-to-peer', peerToPeerOn: on });
  });

  it('hears the same answer once, whoever passes it on', () => {
    const answer = { decidedOn: '2026-03-05', payerReference: 'UTN1', units: 2 };
    const affirmed = after(REQUESTED, submit, determine({ ...answer, channel: 'parsed', documentId: 'answer-1' }));
    expect(refusal(affirmed, determine({ ...answer, channel: 'by-hand' }))).toMatchObject({ code: 'already-recorded', details: { position: 'affirmed' } });
    expect(refusal(affirmed, determine({ ...answer, units: 3 })).code).toBe('invalid-transition');
    // Under the payer's number an old answer that comes again does not undo the appeal.
    const denial = { decision: 'denied', administrativeReference: 'D1', reason: 'one block only' } as const;
    expect(refusal(after(REQUESTED, submit, determine(denial), appeal), determine(denial)).code).toBe('already-recorded');
    const pended = after(REQUESTED, submit, determine({ decision: 'pended' }));
    expect(refusal(pended, determine({ decision: 'pended' })).code).toBe('already-recorded');
    expect(after(pended, determine({ decision: 'pended', asked: [{ text: 'the block notes' }] })).determinations).toHaveLength(2);
  });

  it('is corrected and submitted again after a rejection, which is no denial', () => {
    const fault = { code: '33', followUp: 'C', element: '2010A' };
    const rejected = after(REQUESTED, submit, determine({ decision: 'rejected', faults: [fault] }));
    expect([rejected.position, isRequested(rejected), isAwaited(rejected), isApproved(rejected)]).toEqual(['rejected', true, false, false]);
    expect(refusal(rejected, appeal)).toMatchObject({ code: 'invalid-transition', details: { possible: ['request', 'submit', 'withdraw'] } });
    const again = after(rejected, submit);
    expect([again.position, isAwaited(again)]).toEqual(['submitted', true]);
    // The same error again: the request was sent again, so it is another answer.
    expect(after(again, determine({ decision: 'rejected', faults: [fault] })).determinations).toHaveLength(2);
  });

  it('that was modified waits for a clinician', () => {
    const items = [{ line: 1, code: '64635', outcome: 'modified', modifiedUnits: 1 }] as const;
    expect(refusal(after(REQUESTED, submit), determine({ decision: 'modified' }))).toMatchObject({ code: 'modification-missing', pointer: '/items' });
    const line = { line: 1, code: '64635', outcome: 'modified' } as const;
    expect(refusal(after(REQUESTED, submit), determine({ decision: 'modified', items: [line] })).code).toBe('modification-missing');
    for (const says of [{ units: 1 }, { validFrom: '2026-03-06' }, { validTo: '2026-03-20' }, { items: [{ ...line, modifiedUnits: 1 }] }, { items: [{ ...line, modifiedCode: '64636' }] }, { items: [line, { ...line, line: 2, unitsApproved: 1 }] }]) {
      expect(after(REQUESTED, submit, determine({ decision: 'modified', ...says })).position).toBe('modified');
    }
    const modified = after(REQUESTED, submit, determine({ decision: 'modified', items, validTo: '2026-03-20' }));
    expect([modified.position, isApproved(modified), isAwaited(modified), hasLapsed(modified, '2026-04-01')]).toEqual(['modified', false, true, false]);
    const accepted = after(modified, { type: 'AcceptModification', authorizationId: 'a' });
    expect([accepted.position, isApproved(accepted), hasLapsed(accepted, '2026-03-21')]).toEqual(['affirmed', true, true]);
    const decline = { type: 'DeclineModification', authorizationId: 'a', reason: 'too few levels' } as const;
    expect(after(modified, decline)).toMatchObject({ position: 'denied', determinations: [{ decision: 'modified', declined: 'too few levels' }] });
    expect(refusal(modified, { ...decline, reason: '' }).code).toBe('reason-required');
    expect(refusal(accepted, decline).code).toBe('invalid-transition');
  });

  it('is answered line by line, each line once', () => {
    const items = [{ line: 1, outcome: 'approved', unitsApproved: 1 }, { line: 2, outcome: 'denied', reasons: [{ system: 'payer', code: 'X', text: 'not shown' }] }] as const;
    const right: Target = { level: 'L4-L5', side: 'right' };
    const submitted = after({ ...REQUESTED, targets: [right] }, submit);
    expect(after(submitted, determine({ decision: 'partially-affirmed', items })).determinations).toMatchObject([{ items }]);
    expect(refusal(submitted, determine({ items: [items[0], items[0]] }))).toMatchObject({ code: 'lines-repeated', pointer: '/items/1/line' });
  });

  it.each([
    ['affirmed', ['approved', 'denied'], 'partially-affirmed'], ['affirmed', ['denied'], 'denied'], ['affirmed', ['approved', 'pended'], 'pended'], ['affirmed', ['modified'], 'modified'],
    ['denied', ['approved', 'denied'], 'partially-affirmed'], ['denied', ['approved'], 'affirmed'], ['partially-affirmed', ['approved'], 'affirmed'], ['partially-affirmed', ['denied', 'denied'], 'denied'],
  ] as const)('told %s by hand of lines that are %j is refused: they are %s', (decision, outcomes, lines) => {
    const items = outcomes.map((outcome, index) => ({ line: index + 1, outcome }));
    const refused = refusal(after(REQUESTED, submit), determine({ decision, items }));
    expect(refused).toMatchObject({ code: 'lines-contradict', pointer: '/decision', details: { decision, lines } });
    expect(refused.message).toContain(`record it as ${lines}`);
    if (lines !== 'modified') expect(after(REQUESTED, submit, determine({ decision: lines, items })).determinations).toMatchObject([{ decision: lines }]);
  });

  it('ends when the payer cancels it, and authorizes when the payer says that none is needed', () => {
    const free = after(REQUESTED, submit, determine({ decision: 'not-required' }));
    expect([free.position, isApproved(free), isAwaited(free)]).toEqual(['not-required', true, false]);
    expect(hasLapsed(after(REQUESTED, submit, determine({ decision: 'not-required', validTo: TODAY })), '2026-04-01')).toBe(false);
    const cancelled = after(REQUESTED, submit, determine({}), determine({ decision: 'cancelled', decidedOn: TODAY }));
    expect([cancelled.position, isOver(cancelled), isRequested(cancelled)]).toEqual(['cancelled', true, false]);
    const unclear = after(REQUESTED, submit, determine({ decision: 'review' }));
    expect([unclear.position, isAwaited(unclear), after(unclear, determine({})).position]).toEqual(['answered', true, 'affirmed']);
  });

  it('expires the day after its last valid date, not on it', () => {
    const affirmed = after(REQUESTED, submit, determine({ validTo: TODAY }));
    expect(hasLapsed(affirmed, TODAY)).toBe(false);
    expect(refusal(affirmed, expire)).toMatchObject({ code: 'not-expired', details: { validTo: TODAY } });
    expect(hasLapsed(affirmed, '2026-03-11')).toBe(true);
    expect(decideAuthorization(expire, affirmed, on('2026-03-11'))).toEqual([{ type: 'AuthorizationExpired', authorizationId: 'a', expiredOn: TODAY }]);
  });

  it('does not expire without a last valid date', () => {
    const affirmed = after(REQUESTED, submit, determine({}));
    expect(hasLapsed(affirmed, '2199-12-31')).toBe(false);
    expect(refusal(affirmed, expire, '2199-12-31').code).toBe('not-expired');
  });

  it('is withdrawn with a reason, for good', () => {
    expect(refusal(REQUESTED, { ...withdraw, reason: ' ' } as AuthorizationCommand).code).toBe('reason-required');
    const withdrawn = after(REQUESTED, withdraw);
    expect([withdrawn.position, isRequested(withdrawn), isOver(withdrawn)]).toEqual(['withdrawn', false, true]);
    expect(refusal(withdrawn, submit)).toMatchObject({ code: 'invalid-transition', details: { possible: [] } });
  });

  it('is fresh again when it is requested anew', () => {
    const stale = evolveAuthorization(REQUESTED, { type: 'PacketFlaggedStale', authorizationId: 'a', packetId: 'p', because: 'fact changed' }, CONTEXT);
    expect(stale).toMatchObject({ position: 'requested', stale: 'fact changed' });
    const again = evolveAuthorization(stale, { type: 'AuthorizationRequested', authorizationId: 'a', targets: [], dateOfService: '2026-04-01', policy: POLICY, requestedBy: 'staff', packetId: 'p2', issuedOn: '2026-03-09' }, CONTEXT);
    expect(again.stale).toBeUndefined();
    expect(again.dateOfService).toBe('2026-04-01');
    expect([again.packetId, again.issued]).toEqual(['p2', [{ packetId: 'p', issuedOn: '2026-03-01' }, { packetId: 'p2', issuedOn: '2026-03-09' }]]);
  });
});
