/** What each event makes of an authorization, beyond what its commands show. */
import { POLICY, CONTEXT, REQUESTED, TODAY, submit, determine, withdraw, appeal, call, after, refusal } from '../../test/support/authorization-story';
import type { Target } from '../kernel/anatomy';
import type { AuthorizationState } from './authorization';
import type { AuthorizationCommand } from './events';
import { evolveAuthorization } from './evolve-authorization';

describe('an authorization as its log tells it', () => {
  const folded = (state: AuthorizationState, ...events: readonly Parameters<typeof evolveAuthorization>[1][]) => events.reduce((at, event) => evolveAuthorization(at, event, CONTEXT), state);
  const submitted = after(REQUESTED, submit);
  const denied = after(submitted, determine({ decision: 'denied' }));
  const deniedAgain = determine({ decision: 'denied', decidedOn: TODAY });
  const [right, left]: readonly Target[] = [{ level: 'L4-L5', side: 'right' }, { level: 'L4-L5', side: 'left' }];
  const part = after({ ...REQUESTED, targets: [right, left] as Target[] }, submit, determine({ decision: 'partially-affirmed', targets: [right] as Target[], validTo: '2026-03-20' }));
  const again = { type: 'AuthorizationRequested', authorizationId: 'a', targets: [], dateOfService: '2026-04-01', policy: POLICY, requestedBy: 'staff' } as const;
  const sentAgain = { type: 'AuthorizationSubmitted', authorizationId: 'a', submittedAt: '2026-03-10T08:00:00.000Z', submittedOn: TODAY, channel: 'fax', proof: { reference: 'r' } } as const;
  const queued = { type: 'SubmissionQueued', authorizationId: 'a', submissionId: 's', packetId: 'p', payer: 'medicare', to: 'https://payer.example/fhir', queuedOn: TODAY } as const;

  it('keeps who was spoken to, call after call', () => {
    const call = { at: '2026-03-09T16:00:00.000Z', channel: 'phone', spokeWith: 'Pat', text: 'in review' } as const;
    const logged = after(submitted, { type: 'LogCall', authorizationId: 'a', ...call }, { type: 'LogCall', authorizationId: 'a', ...call, at: `${TODAY}T20:00:00.000Z`, reference: 'C-2', minutes: 9 });
    expect([logged.position, logged.calls]).toEqual(['submitted', [call, { ...call, at: `${TODAY}T20:00:00.000Z`, reference: 'C-2', minutes: 9 }]]);
    expect(refusal(submitted, { type: 'LogCall', authorizationId: 'a', ...call, at: `${TODAY}T20:01:00.000Z` })).toMatchObject({ code: 'date-in-future', pointer: '/at' });
  });

  it('counts every appeal by the decisions before it', () => {
    expect(after(denied, appeal, deniedAgain, { ...appeal, filedOn: TODAY, level: 'second' } as AuthorizationCommand)).toMatchObject({ appeal: { filedOn: TODAY, level: 'second' }, appealedAfter: [1, 2] });
  });

  it('disputes the rest of an approval in part alone', () => {
    for (const whole of [after(denied, call), after(denied, appeal), after(submitted, determine({ decision: 'modified', units: 1 }))]) expect(whole).not.toHaveProperty('disputed');
  });

  it('is accepted in the modification alone, and not in what was approved before', () => {
    const accepted = after(part, appeal, determine({ decision: 'modified', decidedOn: TODAY, units: 1 }), { type: 'AcceptModification', authorizationId: 'a' });
    expect(accepted.determinations.map((one) => one.accepted)).toEqual([undefined, true]);
  });

  it('has a letter\'s day on the approval that it is about, and says what stood before of that alone', () => {
    const letter = { type: 'OverrideDeadline', authorizationId: 'a', on: '2026-04-25', documentId: 'letter', reason: 'the letter' } as const;
    const said = after(part, appeal, { ...letter, kind: 'appeal-decision-due' }, { ...letter, kind: 'approval-expires' });
    const day = { on: '2026-04-25', documentId: 'letter', reason: 'the letter', by: 'staff' };
    expect(said.letterDays).toEqual([{ kind: 'appeal-decision-due', ...day }, { kind: 'approval-expires', ...day, was: '2026-03-20' }]);
    const lost = after(part, appeal, deniedAgain, { ...letter, kind: 'approval-expires' });
    expect(lost.determinations.map(({ validTo }) => validTo)).toEqual(['2026-04-25', undefined]);
  });

  it('keeps what the service has sent through a withdrawal, and parks nothing that is not under way', () => {
    const answered = folded(REQUESTED, queued, { ...sentAgain, submissionId: 's' });
    expect(folded(answered, { type: 'AuthorizationWithdrawn', authorizationId: 'a', reason: 'moved' })).toMatchObject({ position: 'withdrawn', submission: { id: 's', packetId: 'p', state: 'answered' } });
    const parked = { type: 'SubmissionParked', authorizationId: 'a', submissionId: 's', code: 'payer-unavailable', reason: 'Down.', attempts: 3 } as const;
    expect(folded(REQUESTED, parked)).toEqual(REQUESTED);
  });

  it('goes on from a first log that waited for an answer, and is an error where nothing leads on', () => {
    expect(folded(after(part, appeal, determine({ decision: 'pended', decidedOn: TODAY })), sentAgain).position).toBe('submitted');
    const lost = after(part, appeal, deniedAgain);
    for (const state of [after(denied, withdraw), after(lost, call), part]) expect(() => folded(state, again)).toThrow('the log holds request');
    expect(() => folded(part, { type: 'DeterminationCorrected', authorizationId: 'a', number: 2, determination: { decision: 'denied', decidedOn: TODAY }, reason: 'x', by: 'clerk' })).toThrow('does not hold');
  });
});
