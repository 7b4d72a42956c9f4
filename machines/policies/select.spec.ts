/** Which policy answers: payer, line, state, pathway, step and day, at every edge; and what is nearest where none does. */
import { isRejection } from '../kernel/rejection';
import type { Coverage, Policy, Step } from '../criteria/types';
import { combinePolicies } from './combine';
import { covers, selectPolicy } from './select';

const policy = (over: Partial<Policy> & { readonly covers?: Policy['covers'] } = {}): Policy => ({ id: 'a', version: '1', pathway: 'rfa', effectiveFrom: '2026-01-01', covers: { payer: 'plan' }, steps: { mbb1: [], rfa: [] }, ...over }) as unknown as Policy;
const [BEFORE, FIRST, LAST, AFTER] = ['2026-02-28', '2026-03-01', '2026-06-30', '2026-07-01'] as const;
const asked = (policies: readonly Policy[], { on = LAST, coverage = { payer: 'plan' }, step }: { readonly on?: string; readonly coverage?: Coverage; readonly step?: Step } = {}): unknown => {
  const answer = selectPolicy(policies, coverage, 'rfa', on, step);
  return isRejection(answer) ? [answer.code, answer.details] : `${answer.id}@${answer.version}`;
};

describe('a policy covers', () => {
  it.each([
    [{ payer: 'plan' }, { payer: 'plan' }, true], [{ payer: 'plan' }, { payer: 'other' }, false],
    [{ payer: 'plan', line: 'commercial' }, { payer: 'plan', line: 'commercial' }, true], [{ payer: 'plan', line: 'commercial' }, { payer: 'plan', line: 'exchange' }, false], [{ payer: 'plan', line: 'commercial' }, { payer: 'plan' }, false], [{ payer: 'plan' }, { payer: 'plan', line: 'exchange' }, true],
    [{ payer: 'plan', exceptLines: ['exchange'] }, { payer: 'plan', line: 'exchange' }, false], [{ payer: 'plan', exceptLines: ['exchange'] }, { payer: 'plan', line: 'commercial' }, true], [{ payer: 'plan', exceptLines: ['exchange'] }, { payer: 'plan' }, true],
    [{ payer: 'plan', states: ['OH', 'KY'] }, { payer: 'plan', state: 'KY' }, true], [{ payer: 'plan', states: ['OH'] }, { payer: 'plan', state: 'KY' }, false], [{ payer: 'plan', states: ['OH'] }, { payer: 'plan' }, false],
  ] as const)('%j, asked of %j: %s', (scope, coverage, expected) => expect(covers(policy({ covers: scope as never }), coverage)).toBe(expected));
});

describe('the policy of a day', () => {
  const limited = policy({ effectiveFrom: FIRST, effectiveTo: LAST } as never);
  const none = ['no-policy-in-force', { nearest: 'a@1' }];

  it('is in force from its first day to its last', () => {
    expect([BEFORE, FIRST, LAST, AFTER].map((on) => asked([limited], { on }))).toEqual([none, 'a@1', 'a@1', none]);
    expect(asked([policy()], { on: '2099-01-01' })).toBe('a@1');
  });

  it('of a delegate is in force while the delegate decides', () => {
    const delegated = (to?: string) => policy({ covers: { payer: 'plan', delegate: { name: 'd', from: FIRST, ...(to !== undefined && { to }) } } as never });
    expect([BEFORE, FIRST, LAST, AFTER].map((on) => asked([delegated(LAST)], { on }))).toEqual([none, 'a@1', 'a@1', none]);
    expect(asked([delegated()], { on: AFTER })).toBe('a@1');
  });

  it('names the nearest where none is: the first to come, else the last that was', () => {
    const [old, older, next, later] = [policy({ version: 'old', effectiveFrom: '2025-01-01', effectiveTo: '2025-12-31' } as never), policy({ version: 'older', effectiveFrom: '2024-01-01', effectiveTo: '2024-12-31' } as never), policy({ version: 'next', effectiveFrom: '2026-09-01' }), policy({ version: 'later', effectiveFrom: '2026-10-01' })];
    for (const all of [[older, old, later, next], [next, later, old, older]]) expect(asked(all, { on: AFTER })).toEqual(['no-policy-in-force', { nearest: 'a@next' }]);
    for (const all of [[older, old], [old, older]]) expect(asked(all, { on: AFTER })).toEqual(['no-policy-in-force', { nearest: 'a@old' }]);
    for (const all of [[next, later], [later, next]]) expect(asked(all, { on: AFTER })).toEqual(['no-policy-in-force', { nearest: 'a@next' }]);
  });

  it('is nobody\'s where the payer is not known or has none of the pathway', () => {
    expect(asked([limited], { coverage: { payer: 'other' } })).toEqual(['no-policy-for-payer', { payer: 'other' }]);
    expect(asked([policy({ pathway: 'scs' })])).toEqual(['no-policy-for-payer', { payer: 'plan' }]);
  });

  it('is one: two in force are named, unless one alone speaks of the step', () => {
    const [a, b, c] = [policy({ steps: { mbb1: [] } as never }), policy({ id: 'b', steps: { rfa: [] } as never }), policy({ id: 'c', steps: { rfa: [] } as never })];
    expect(asked([a, b, c])).toEqual(['ambiguous-policy', { candidates: ['a@1', 'b@1', 'c@1'] }]);
    expect(asked([a, b], { step: 'mbb1' })).toBe('a@1');
    expect(asked([a, b, c], { step: 'rfa' })).toEqual(['ambiguous-policy', { candidates: ['b@1', 'c@1'] }]);
    // None speaks of it: any that is in force says so, and is the policy without the step.
    expect(asked([a, b], { step: 'repeat-rfa' })).toBe('b@1');
    // The one that speaks of it is not in force: no other answers for it.
    expect(asked([a, policy({ id: 'b', effectiveFrom: AFTER, steps: { rfa: [] } as never })], { step: 'rfa' })).toEqual(['no-policy-in-force', { nearest: 'b@1' }]);
    expect(asked([a, policy({ id: 'b', covers: { payer: 'other' }, steps: { rfa: [] } as never })], { step: 'rfa' })).toBe('a@1');
    expect(asked([a, policy({ id: 'b', pathway: 'scs', steps: { rfa: [] } as never })], { step: 'rfa' })).toBe('a@1');
  });
});

describe('policies of a practice beside the shipped ones', () => {
  const shipped = policy();
  const code = (...own: readonly Policy[]): unknown => {
    const answer = combinePolicies([shipped], own);
    return isRejection(answer) ? [answer.code, answer.pointer ?? null, answer.details] : answer.map(({ id }) => id);
  };
  const own = (over: Partial<Policy>): Policy => policy({ id: 'own', ...over });
  const ambiguous = (step: string) => ['ambiguous-policies', null, { policies: ['a@1', 'own@1'], step }];

  it('have names of their own, and replace one that is there', () => {
    expect(code(policy())).toEqual(['policy-name-taken', '/id', { policies: ['a@1'] }]);
    expect(code(own({ replaces: 'a@2' } as never))).toEqual(['unknown-replaced-policy', '/replaces', { policies: ['own@1'] }]);
    expect(code(own({ replaces: 'a@1' } as never))).toEqual(['own']);
  });

  it.each([
    ['another payer', { covers: { payer: 'other' } }, true], ['another pathway', { pathway: 'scs' }, true], ['other steps', { steps: { 'repeat-rfa': [] } }, true], ['the same steps', {}, false], ['one of the steps', { steps: { 'repeat-rfa': [], rfa: [] } }, false],
  ] as const)('answer beside them where they are of %s', (_, over, isTaken) => {
    expect(code(own(over as never))).toEqual(isTaken ? ['a', 'own'] : ambiguous('steps' in over ? 'rfa' : 'mbb1'));
  });

  const two = (a: Partial<Policy>, b: Partial<Policy>): boolean => isRejection(combinePolicies([policy(a)], [own(b)]));
  it.each([
    ['days apart', { effectiveTo: '2026-02-28' }, { effectiveFrom: '2026-03-01' }, false], ['a day together', { effectiveTo: '2026-03-01' }, { effectiveFrom: '2026-03-01' }, true], ['no end', {}, { effectiveFrom: '2026-03-01' }, true],
    ['a delegate afterwards', { effectiveTo: '2026-03-31' }, { covers: { payer: 'plan', delegate: { name: 'd', from: '2026-04-01' } } }, false], ['a delegate meanwhile', { effectiveTo: '2026-03-31' }, { covers: { payer: 'plan', delegate: { name: 'd', from: '2026-03-31' } } }, true],
    ['a delegate before it began', { effectiveTo: '2025-12-31', effectiveFrom: '2025-01-01' }, { covers: { payer: 'plan', delegate: { name: 'd', from: '2025-01-01' } } }, false],
    ['a delegate that had gone', { effectiveFrom: '2026-05-01' }, { covers: { payer: 'plan', delegate: { name: 'd', from: '2026-01-01', to: '2026-04-30' } } }, false], ['a delegate on its last day', { effectiveFrom: '2026-04-30' }, { covers: { payer: 'plan', delegate: { name: 'd', from: '2026-01-01', to: '2026-04-30' } } }, true],
    ['a delegate that outlives the file', { effectiveFrom: '2026-05-01' }, { effectiveTo: '2026-04-30', covers: { payer: 'plan', delegate: { name: 'd', from: '2026-01-01', to: '2026-12-31' } } }, false],
    ['two lines', { covers: { payer: 'plan', line: 'commercial' } }, { covers: { payer: 'plan', line: 'exchange' } }, false], ['one line', { covers: { payer: 'plan', line: 'commercial' } }, { covers: { payer: 'plan', line: 'commercial' } }, true], ['any line', { covers: { payer: 'plan', line: 'commercial' } }, {}, true],
    ['a line that is excepted', { covers: { payer: 'plan', line: 'commercial' } }, { covers: { payer: 'plan', exceptLines: ['commercial'] } }, false], ['excepted on the other side', { covers: { payer: 'plan', exceptLines: ['commercial'] } }, { covers: { payer: 'plan', line: 'commercial' } }, false],
    ['a line that is not', { covers: { payer: 'plan', line: 'commercial' } }, { covers: { payer: 'plan', exceptLines: ['exchange'] } }, true], ['exceptions alone', { covers: { payer: 'plan', exceptLines: ['exchange'] } }, { covers: { payer: 'plan', exceptLines: ['exchange'] } }, true],
    ['two states', { covers: { payer: 'plan', states: ['OH'] } }, { covers: { payer: 'plan', states: ['KY'] } }, false], ['a state of both', { covers: { payer: 'plan', states: ['OH', 'KY'] } }, { covers: { payer: 'plan', states: ['WA', 'KY'] } }, true], ['all states', { covers: { payer: 'plan', states: ['OH'] } }, {}, true],
  ] as const)('contradict each other or not: %s', (_, a, b, isAmbiguous) => {
    expect([two(a as never, b as never), two(b as never, a as never)]).toEqual([isAmbiguous, isAmbiguous]);
  });
});
