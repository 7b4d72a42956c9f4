/** A fault planted in each kind of the registry is noticed by the second evaluator within a bounded number of histories. */
import fc from 'fast-check';
import { REGISTRY } from '../../machines/criteria/registry';
import { KINDS, STEPS, type Kind, type Policy, type Step } from '../../machines/criteria/types';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { differences } from './comparison';
import { ALL_FAULTS } from './known-faults';
import { NOTHING_PLANTED, PLANTED, type Evaluate, type Planted } from './planted-faults';
import { randomHistory } from './random-history';
import type { History } from './record';

const SEED = 20261126;
const MOST_HISTORIES = 2000;
const BATCH = 100;

/** Policies and steps that ask the kind, the first of every different requirement. */
function asking(kind: Kind): readonly { readonly policy: Policy; readonly content: unknown; readonly step: Step }[] {
  const seen = new Set<string>();
  return SHIPPED_POLICIES.flatMap((policy, at) => STEPS.filter((step) => {
    const required = JSON.stringify(policy.steps[step]?.filter((criterion) => criterion.kind === kind).map((criterion) => criterion.required) ?? []);
    if (required === '[]' || seen.has(`${step} ${required}`)) return false;
    seen.add(`${step} ${required}`);
    return true;
  }).map((step) => ({ policy, content: POLICY_FILES[at]?.content, step })));
}

interface Noticed { readonly policy: Policy; readonly content: unknown; readonly history: History }

const kindDiffers = (kind: Kind, { policy, content, history }: Noticed): boolean =>
  differences(policy, content, history, ALL_FAULTS).some((difference) => difference.kind === kind);

/** The first history on which the kind's own findings differ; undefined when there is none. */
function noticed(kind: Kind, most: number): Noticed | undefined {
  const places = asking(kind);
  for (let done = 0; done < most; done += BATCH) {
    const { policy, content, step } = places[(done / BATCH) % places.length] as (typeof places)[number];
    const histories = fc.sample(randomHistory(content, step), { numRuns: BATCH, seed: SEED + done });
    const history = histories.find((one) => kindDiffers(kind, { policy, content, history: one }));
    if (history !== undefined) return { policy, content, history };
  }
  return undefined;
}

/** With the registry's entry wrapped; it is restored whatever happens. */
function planted<T>(kind: Kind, fault: Planted, use: () => T): T {
  const entry = REGISTRY[kind] as unknown as { evaluate: Evaluate };
  const { evaluate } = entry;
  entry.evaluate = fault.plant(evaluate.bind(entry));
  try {
    return use();
  } finally {
    entry.evaluate = evaluate;
  }
}

describe(`the second evaluator notices a fault in every kind (seed ${SEED}, at most ${MOST_HISTORIES} histories)`, () => {
  it.each(KINDS.map((kind) => [kind, PLANTED[kind].is] as const))('%s: %s', (kind) => {
    expect(asking(kind).length).toBeGreaterThan(0);
    const found = planted(kind, PLANTED[kind], () => noticed(kind, MOST_HISTORIES));
    if (found === undefined) throw new Error(`not noticed in ${MOST_HISTORIES} histories`);
    expect(kindDiffers(kind, found)).toBe(false);
  });

  it('and nothing where a kind is wrapped and not changed', () => {
    for (const kind of KINDS) expect([kind, planted(kind, NOTHING_PLANTED, () => noticed(kind, BATCH))]).toEqual([kind, undefined]);
  });
});
