/**
 * How alike a sentence is to those whose labels are known: weights of words and ideas that were learned beforehand (`npm run -s denials`,
 * `learned-weights.json`). Pure. The shares of all labels add up to one.
 */
/** As it is written to a file. */
export interface LearnedFile {
  readonly labels: readonly string[];
  /** Rarity by feature, in the order of the rows of `weights`. */
  readonly features: Readonly<Record<string, number>>;
  /** What a weight of one stands for. */
  readonly unit: number;
  /** Base64 of one signed byte for each feature and label, and a last row for what holds of every sentence. */
  readonly weights: string;
}

export interface Share {
  readonly label: string;
  readonly share: number;
}

/** The largest share first. */
export type Likeness = (features: readonly string[]) => readonly Share[];

/** Label of what goes to a person. */
export const PERSON = 'person';

/** What a feature is numbered, and how rare it is. */
export type Numbered = ReadonlyMap<string, { readonly row: number; readonly rarity: number }>;

export function likenessOf({ labels, features, unit, weights }: LearnedFile): Likeness {
  const numbered: Numbered = new Map(Object.entries(features).map(([feature, rarity], row) => [feature, { row, rarity }]));
  const signed = Int8Array.from(atob(weights), (byte) => byte.charCodeAt(0));
  return (held) => {
    const vector = [...vectorOf(held, numbered), [numbered.size, 1] as const];
    return sharesOf(labels.map((label, column) => ({ label, score: vector.reduce((sum, [row, weight]) => sum + weight * unit * (signed[row * labels.length + column] ?? 0), 0) })));
  };
}

/** Of length one; what no example holds says nothing. */
export function vectorOf(held: readonly string[], numbered: Numbered): readonly (readonly [number, number])[] {
  const counts = new Map<string, number>();
  for (const feature of held) if (numbered.has(feature)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const weighted = [...counts].map(([feature, count]) => {
    const { row, rarity } = numbered.get(feature) ?? { row: 0, rarity: 0 };
    return [row, (1 + Math.log(count)) * rarity] as const;
  });
  const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight ** 2, 0));
  return weighted.map(([row, weight]) => [row, weight / length]);
}

function sharesOf(scored: readonly { readonly label: string; readonly score: number }[]): readonly Share[] {
  const best = Math.max(...scored.map(({ score }) => score));
  const odds = scored.map(({ label, score }) => ({ label, odds: Math.exp(score - best) }));
  const total = odds.reduce((sum, one) => sum + one.odds, 0);
  return odds.map(({ label, odds: one }) => ({ label, share: one / total })).sort((a, b) => b.share - a.share);
}
