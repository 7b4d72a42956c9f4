/** Labelled sentences -> what the reader of denial reasons compares with (`machines/denials/learned-weights.json`). */
import { featuresOf } from '../../../machines/denials/features';
import { PERSON, vectorOf, type LearnedFile, type Numbered } from '../../../machines/denials/likeness';
import { sentencesOf } from '../../../machines/denials/words';
import type { Example } from './examples';
import { learn } from './learn';

/** A word that fewer examples hold is not known. */
const KNOWN_EXAMPLES_MIN = 2;
const FIGURES = { rounds: 20, step: 0.3, penalty: 0.01 } as const;
/** The largest that a signed byte holds. */
const BYTE_MAX = 127;

export function learnedFrom(examples: readonly Example[]): LearnedFile {
  const known = examples.map(({ text, labels }) => ({ held: heldBy(text), labels: labels.length === 0 ? [PERSON] : labels }));
  const labels = [...new Set(known.flatMap((one) => one.labels))].sort();
  const features = raritiesIn(known.map(({ held }) => held));
  const numbered: Numbered = new Map(Object.entries(features).map(([feature, rarity], row) => [feature, { row, rarity }]));
  const weights = learn(known.map((one) => ({ features: vectorOf(one.held, numbered), labels: one.labels.map((label) => labels.indexOf(label)) })), numbered.size, labels.length, FIGURES);
  const unit = round(weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0) / BYTE_MAX);
  return { labels, features, unit, weights: Buffer.from(Int8Array.from(weights, (one) => Math.round(one / unit))).toString('base64') };
}

const features = new Map<string, readonly string[]>();

/** Asked again for every author that is left out. */
function heldBy(text: string): readonly string[] {
  const held = features.get(text) ?? sentencesOf(text).flatMap(featuresOf);
  features.set(text, held);
  return held;
}

/** Of a feature: large where few sentences hold it. */
function raritiesIn(sentences: readonly (readonly string[])[]): Readonly<Record<string, number>> {
  const holding = new Map<string, number>();
  for (const held of sentences) for (const feature of new Set(held)) holding.set(feature, (holding.get(feature) ?? 0) + 1);
  return Object.fromEntries([...holding].filter(([, count]) => count >= KNOWN_EXAMPLES_MIN).sort(([a], [b]) => (a < b ? -1 : 1)).map(([feature, count]) => [feature, round(Math.log((1 + sentences.length) / (1 + count)) + 1)]));
}

function round(figure: number): number {
  return Number(figure.toPrecision(4));
}
