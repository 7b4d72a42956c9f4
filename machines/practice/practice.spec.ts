/** Given, when, then of a practice's own policies: a file decides nothing until a second person has activated it. */
import { fold } from '../kernel/decider';
import { isRejection } from '../kernel/rejection';
import { POLICY_FILES, SHIPPED_POLICIES } from '../policies/shipped';
import { activePolicies, decidePractice, decidingPolicies, EMPTY_PRACTICE, evolvePractice, nameOf, type PracticeCommand, type PracticeEvent, type PracticeState } from '.';

const SHIPPED_FILE = POLICY_FILES.find(({ name }) => name === 'bcbs-nd/facet@2026-01-01.json')?.content as Record<string, unknown>;
const file = (more: object = {}) => ({ ...SHIPPED_FILE, id: 'ours', covers: { payer: 'example-health' }, ...more });
const NAMED = { id: 'ours', version: '2026-01-01', reason: 'read against EH-12' };
const propose = (content: unknown = file(), digest = 'd1', more: object = {}): PracticeCommand => ({ type: 'ProposePolicy', ...NAMED, digest, content, origin: { kind: 'practice' }, ...more });
const activate: PracticeCommand = { type: 'ActivatePolicy', ...NAMED };
const withdraw: PracticeCommand = { type: 'WithdrawPolicy', ...NAMED };

const decide = (practice: PracticeState, command: PracticeCommand, actor = 'anna') =>
  decidePractice(command, practice, { actor, recordedAt: '2026-10-01T12:00:00.000Z', shipped: SHIPPED_POLICIES });

/** What must be accepted. */
function after(...told: readonly (readonly [PracticeCommand, string?])[]): PracticeState {
  return told.reduce((practice, [command, actor]) => {
    const events = decide(practice, command, actor);
    if (isRejection(events)) throw new Error(events.message);
    return fold(evolvePractice, practice, events);
  }, EMPTY_PRACTICE);
}

const codeOf = (decided: readonly PracticeEvent[] | { readonly code: string }): string | undefined => ('code' in decided ? decided.code : undefined);
const deciding = (practice: PracticeState): readonly string[] => {
  const policies = activePolicies(SHIPPED_POLICIES, practice);
  if (isRejection(policies)) throw new Error(policies.message);
  return policies.map(nameOf).filter((name) => !SHIPPED_POLICIES.some((policy) => nameOf(policy) === name));
};

describe('a practice\'s own policy', () => {
  it('decides nothing while it is only proposed', () => expect(deciding(after([propose()]))).toEqual([]));
  it('decides once another person has activated it', () => expect(deciding(after([propose()], [activate, 'ben']))).toEqual(['ours@2026-01-01']));
  it('is not activated by who proposed it, also after somebody else\'s earlier proposal', () => {
    expect(codeOf(decide(after([propose()]), activate))).toBe('second-person-required');
    expect(codeOf(decide(after([propose()], [propose(file(), 'd2'), 'ben']), activate, 'ben'))).toBe('second-person-required');
  });
  it('is not activated before it is proposed, or once more', () => {
    expect(codeOf(decide(EMPTY_PRACTICE, activate, 'ben'))).toBe('policy-not-proposed');
    expect(codeOf(decide(after([propose()], [activate, 'ben']), activate, 'ben'))).toBe('policy-not-proposed');
  });
  it('is proposed once with one content, and again with another: the first goes on deciding', () => {
    expect(codeOf(decide(after([propose()]), propose()))).toBe('policy-already-proposed');
    const active = after([propose()], [activate, 'ben']);
    expect(codeOf(decide(active, propose()))).toBe('policy-already-active');
    const changed = after([propose()], [activate, 'ben'], [propose(file({ title: 'Corrected' }), 'd2')]);
    expect(activePolicies(SHIPPED_POLICIES, changed)).toEqual(activePolicies(SHIPPED_POLICIES, active));
    const both = after([propose()], [activate, 'ben'], [propose(file({ title: 'Corrected' }), 'd2')], [activate, 'ben']);
    expect((activePolicies(SHIPPED_POLICIES, both) as readonly { title: string }[]).at(-1)?.title).toBe('Corrected');
    expect(both.contents).toMatchObject({ d1: file(), d2: file({ title: 'Corrected' }) });
  });
  it('ends with its withdrawal, proposed or active, and may come back', () => {
    expect(deciding(after([propose()], [activate, 'ben'], [withdraw]))).toEqual([]);
    expect(codeOf(decide(after([propose()], [withdraw]), activate, 'ben'))).toBe('policy-not-proposed');
    expect(codeOf(decide(after([propose()], [withdraw]), withdraw))).toBe('policy-not-active');
    expect(deciding(after([propose()], [activate, 'ben'], [withdraw], [propose()], [activate, 'ben']))).toEqual(['ours@2026-01-01']);
  });
  it('replaces a shipped one while it is active', () => {
    const practice = after([propose(file({ covers: SHIPPED_FILE['covers'], replaces: 'bcbs-nd-facet@2026-01-01' }))], [activate, 'ben']);
    const names = (activePolicies(SHIPPED_POLICIES, practice) as readonly { id: string; version: string }[]).map(nameOf);
    expect([names.includes('bcbs-nd-facet@2026-01-01'), names.includes('ours@2026-01-01')]).toEqual([false, true]);
  });
  it('is not activated where two would answer one question', () => {
    expect(codeOf(decide(after([propose(file({ covers: SHIPPED_FILE['covers'] }))]), activate, 'ben'))).toBe('ambiguous-policies');
  });
  it('is withdrawn without a conflict left behind', () => {
    const replacing = propose(file({ covers: SHIPPED_FILE['covers'], replaces: 'bcbs-nd-facet@2026-01-01', effectiveTo: '2026-06-30' }));
    const later = { id: 'later', version: '2026-07-01', reason: 'next' };
    const practice = after([replacing], [activate, 'ben'],
      [{ type: 'ProposePolicy', ...later, digest: 'd2', origin: { kind: 'practice' }, content: file({ id: 'later', effectiveFrom: '2026-07-01', covers: SHIPPED_FILE['covers'] }) }], [{ type: 'ActivatePolicy', ...later }, 'ben']);
    expect(codeOf(decide(practice, withdraw))).toBe('ambiguous-policies');
    expect(codeOf(decide(practice, { type: 'WithdrawPolicy', ...later }))).toBeUndefined();
  });
  it('says why at every step, and never touches what ships', () => {
    for (const command of [propose(), activate, withdraw]) expect(codeOf(decide(EMPTY_PRACTICE, { ...command, reason: ' ' }))).toBe('reason-required');
    expect(codeOf(decide(EMPTY_PRACTICE, { type: 'WithdrawPolicy', id: 'bcbs-nd-facet', version: '2026-01-01', reason: 'x' }))).toBe('policy-shipped');
    expect(codeOf(decide(EMPTY_PRACTICE, propose({ schema: 1 })))).toBe('invalid-policy');
  });
  it('that a later program ships too is asked for by both names, never by one of them silently', () => {
    const practice = after([propose()], [activate, 'ben']);
    const later = [...SHIPPED_POLICIES, { ...(SHIPPED_POLICIES.find(({ id }) => id === 'bcbs-nd-facet') as (typeof SHIPPED_POLICIES)[number]), id: 'shipped-later', covers: { payer: 'example-health' } }];
    expect(activePolicies(later, practice)).toMatchObject({ code: 'ambiguous-policies' });
    expect((decidingPolicies(later, practice) as readonly { covers: { payer: string } }[]).filter(({ covers }) => covers.payer === 'example-health')).toHaveLength(2);
    expect(isRejection(decidePractice(withdraw, practice, { actor: 'anna', recordedAt: '2026-10-01T12:00:00.000Z', shipped: later }))).toBe(false);
  });
});
