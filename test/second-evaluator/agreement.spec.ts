/**
 * Two evaluators, one written without sight of the other, agree on random histories for every shipped policy and step:
 * on every criterion of every target, the sets and the results. The seed is fixed; `agree.ts` runs as many as one likes.
 */
import fc from 'fast-check';
import { isRejection } from '../../machines/kernel/rejection';
import { parseFact } from '../../machines/evidence/parse-fact';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { STEPS, type Policy } from '../../machines/criteria/types';
import { parsePolicy } from '../../machines/policies/parse';
import { assessed, compare, differences } from './comparison';
import { ALL_FAULTS, FAULTS, historyOf } from './known-faults';
import { randomHistory } from './random-history';
import { answer } from './second-evaluator';

const SEED = 20261126;
const HISTORIES = 60;
const IMPORTED_HISTORIES = 40;

const shipped = POLICY_FILES.map(({ name, content }, at) => ({ name, content, policy: SHIPPED_POLICIES[at] as Policy }));

describe(`two evaluators agree (seed ${SEED}, ${HISTORIES} histories for every step)`, () => {
  for (const { name, content, policy } of shipped) {
    it(name, () => {
      for (const step of STEPS.filter((one) => policy.steps[one])) {
        fc.assert(fc.property(randomHistory(content, step), (history) => {
          expect(differences(policy, content, history, ALL_FAULTS)).toEqual([]);
        }), { seed: SEED, numRuns: HISTORIES });
      }
    });
  }
});

describe('what was imported and nobody has attested', () => {
  const asking = shipped.map(({ name, content }) => ({ name, ...everyCriterionAsksForClinician(content) }));
  it.each(asking.map((one) => [one.name, one] as const))('%s, were every criterion to ask for a clinician: both say the same, and a finding for review names what waits', (_, { policy, content }) => {
    for (const step of STEPS.filter((one) => policy.steps[one])) {
      fc.assert(fc.property(randomHistory(content, step), (history) => {
        expect(differences(policy, content, history, ALL_FAULTS)).toEqual([]);
        for (const { found, evidence } of assessed(policy, history).findings.filter(({ marks: has }) => has.includes('not-attested'))) {
          expect(found['notAttested']).not.toEqual([]);
          expect(evidence).toEqual(expect.arrayContaining([...found['notAttested'] as string[]]));
        }
      }), { seed: SEED, numRuns: IMPORTED_HISTORIES });
    }
  });

  it('is noticed where the engine takes it for documented here', () => {
    const { policy, content } = asking.find(({ name }) => name.startsWith('cigna/scs')) as (typeof asking)[number];
    const histories = fc.sample(randomHistory(content, 'trial'), { seed: SEED, numRuns: 500 });
    expect(histories.some((history) => compare(assessed(policy, { ...history, unattested: [] }), answer(content, history.question, history.facts, ALL_FAULTS, history.unattested)).length > 0)).toBe(true);
  });
});

/** As no payer writes it: so that every kind is asked twice. */
function everyCriterionAsksForClinician(content: unknown): { readonly content: unknown; readonly policy: Policy } {
  const { steps, ...file } = content as { readonly steps: Readonly<Record<string, { readonly criteria: readonly object[] }>> };
  const asking = { ...file, steps: Object.fromEntries(Object.entries(steps).map(([name, group]) => [name, { ...group, criteria: group.criteria.map((criterion) => ({ ...criterion, asksForClinician: true })) }])) };
  const policy = parsePolicy(asking);
  if (isRejection(policy)) throw new Error(policy.message);
  return { content: asking, policy };
}

describe('where the engine departs from a source', () => {
  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s: the engine still does, and this is all that differs', (name, fault) => {
    const found = shipped.find((one) => one.name === fault.policy);
    if (found === undefined) throw new Error(`no policy ${fault.policy}`);
    const { policy, content } = found;
    for (const fact of fault.facts) expect(isRejection(parseFact(fact))).toBe(false);
    const others = new Set([...ALL_FAULTS].filter((other) => other !== name));
    const own = differences(policy, content, historyOf(fault), others);
    expect(own).toContainEqual(expect.objectContaining({ kind: fault.kind, engine: text(fault.engine), second: text(fault.second) }));
    expect(differences(policy, content, historyOf(fault), ALL_FAULTS)).toEqual([]);
  });
});

function text(verdict: string | undefined): string {
  return String(JSON.stringify(verdict));
}
