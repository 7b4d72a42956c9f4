/**
 * The four outcomes of a criterion and their truth tables. Pure.
 *
 * `unknown` is a documentation task (something is not recorded), `unmet` is a recorded fact that falls short, `review`
 * is a complete record that people must decide because readings or sources of equal rank lead to different outcomes.
 */
export const OUTCOMES = ['met', 'unmet', 'unknown', 'review'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const ALL_ORDER: readonly Outcome[] = ['unmet', 'unknown', 'review', 'met'];
const ANY_ORDER: readonly Outcome[] = ['met', 'review', 'unknown', 'unmet'];

/** Every part must hold: unmet > unknown > review > met. Nothing asked is met. */
export function all(outcomes: readonly Outcome[]): Outcome {
  return strongest(outcomes, ALL_ORDER) ?? 'met';
}

/** One part suffices: met > review > unknown > unmet. Nothing offered is unmet. */
export function any(outcomes: readonly Outcome[]): Outcome {
  return strongest(outcomes, ANY_ORDER) ?? 'unmet';
}

/** Swaps met and unmet; what is not known or not decided stays so. */
export function not(outcome: Outcome): Outcome {
  if (outcome === 'met') return 'unmet';
  if (outcome === 'unmet') return 'met';
  return outcome;
}

function strongest(outcomes: readonly Outcome[], order: readonly Outcome[]): Outcome | undefined {
  let rank = order.length;
  for (const outcome of outcomes) rank = Math.min(rank, order.indexOf(outcome));
  return order[rank];
}
