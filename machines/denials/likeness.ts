/**
 * How alike a sentence is to those whose labels are known (`examples.json`): the second reader, which knows words and ideas and no grammar.
 * Pure. Naive Bayes over words weighted by how rare they are, each sentence of the same length: shares are cautious, and add up to one.
 */
/** A sentence by what it holds, and what it was labelled. */
export interface Known {
  readonly features: readonly string[];
  readonly labels: readonly string[];
}

/** Of every label; together one. */
export type Shares = ReadonlyMap<string, number>;
export type Likeness = (features: readonly string[]) => Shares;

/** Weight of what no sentence of a label holds; small, so that one telling word is enough to doubt. */
const SMOOTHING = 0.03;

export function learn(known: readonly Known[]): Likeness {
  const rarity = rarityIn(known.map(({ features }) => features));
  const weights = new Map<string, Map<string, number>>();
  for (const { labels, features } of known) {
    const vector = vectorOf(features, rarity);
    for (const label of labels) {
      const ofLabel = weights.get(label) ?? new Map<string, number>();
      weights.set(label, ofLabel);
      for (const [feature, weight] of vector) ofLabel.set(feature, (ofLabel.get(feature) ?? 0) + weight);
    }
  }
  const learned = [...weights].map(([label, ofLabel]) => ({ label, ofLabel, total: sum(ofLabel.values()) + SMOOTHING * rarity.size }));
  return (features) => {
    const vector = vectorOf(features, rarity);
    return sharesOf(learned.map(({ label, ofLabel, total }) => [label, sum([...vector].map(([feature, weight]) => weight * Math.log(((ofLabel.get(feature) ?? 0) + SMOOTHING) / total)))]));
  };
}

/** Of a feature: large where few sentences hold it. */
function rarityIn(sentences: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const holding = new Map<string, number>();
  for (const features of sentences) for (const feature of new Set(features)) holding.set(feature, (holding.get(feature) ?? 0) + 1);
  return new Map([...holding].map(([feature, count]) => [feature, Math.log((1 + sentences.length) / (1 + count)) + 1]));
}

/** Of length one; what no example holds says nothing. */
function vectorOf(features: readonly string[], rarity: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const feature of features) if (rarity.has(feature)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const weighted = [...counts].map(([feature, count]) => [feature, (1 + Math.log(count)) * (rarity.get(feature) ?? 0)] as const);
  const length = Math.sqrt(sum(weighted.map(([, weight]) => weight ** 2)));
  return new Map(weighted.map(([feature, weight]) => [feature, weight / length]));
}

function sharesOf(scores: readonly (readonly [string, number])[]): Shares {
  const best = Math.max(...scores.map(([, score]) => score));
  const odds = scores.map(([label, score]) => [label, Math.exp(score - best)] as const);
  const total = sum(odds.map(([, one]) => one));
  return new Map(odds.map(([label, one]) => [label, one / total]));
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
