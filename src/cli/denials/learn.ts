/**
 * Multinomial logistic regression over sparse features, by stochastic gradient with steps of their own for every weight (AdaGrad).
 * Pure and the same every time: sentences come in an order that follows from their number alone.
 */
export interface Known {
  /** By number, each with its weight in the sentence. */
  readonly features: readonly (readonly [number, number])[];
  /** By number; what the sentence says is shared out over them. */
  readonly labels: readonly number[];
}

export interface Figures {
  readonly rounds: number;
  readonly step: number;
  /** Holds weights small: the larger, the less a single sentence says. */
  readonly penalty: number;
}

/** Asked so often that even looking them up would take most of the time. */
const { exp, max, sqrt } = Math;

/** Weights by feature, then label; the last row is of no feature. */
export function learn(known: readonly Known[], features: number, labels: number, { rounds, step, penalty }: Figures): Float64Array {
  const weights = new Float64Array((features + 1) * labels);
  const squares = new Float64Array(weights.length).fill(1e-3);
  const holding = new Float64Array(features + 1);
  for (const one of known) for (const [feature] of one.features) holding[feature] = (holding[feature] ?? 0) + 1;
  const wrong = new Float64Array(labels);
  for (let round = 0; round < rounds; round++) {
    for (const index of shuffled(known.length, round)) {
      const one = known[index];
      if (one === undefined) continue;
      const rows = [...one.features, [features, 1] as const];
      sharesInto(wrong, rows, weights);
      for (const label of one.labels) wrong[label] = (wrong[label] ?? 0) - 1 / one.labels.length;
      for (const [feature, value] of rows) {
        // The last row is of no feature, and is not held small.
        const pull = feature === features ? 0 : penalty / (holding[feature] ?? 1);
        for (let label = 0, at = feature * labels; label < labels; label++, at++) {
          const weight = weights[at] ?? 0;
          const slope = (wrong[label] ?? 0) * value + pull * weight;
          const square = (squares[at] ?? 0) + slope * slope;
          squares[at] = square;
          weights[at] = weight - (step * slope) / sqrt(square);
        }
      }
    }
  }
  return weights;
}

function sharesInto(shares: Float64Array, rows: readonly (readonly [number, number])[], weights: Float64Array): void {
  const labels = shares.length;
  shares.fill(0);
  for (const [feature, value] of rows) for (let label = 0, at = feature * labels; label < labels; label++, at++) shares[label] = (shares[label] ?? 0) + value * (weights[at] ?? 0);
  const best = shares.reduce((most, one) => max(most, one), -Infinity);
  let total = 0;
  for (let label = 0; label < labels; label++) total += shares[label] = exp((shares[label] ?? 0) - best);
  for (let label = 0; label < labels; label++) shares[label] = (shares[label] ?? 0) / total;
}

/** Fisher and Yates, drawn from a generator that starts at the round. */
function shuffled(length: number, round: number): readonly number[] {
  const order = Array.from({ length }, (_, index) => index);
  let state = round + 1;
  for (let last = length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
