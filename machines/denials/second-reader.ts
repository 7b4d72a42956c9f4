/**
 * A second reader beside the patterns: it compares a sentence with labelled ones. Pure. A reading of the patterns that is too unlike what
 * was so labelled goes to a person. A sentence that says that something is wrong, and from which the patterns read nothing, is read as what it
 * is plainly like.
 */
import type { Kind } from '../criteria/types';
import { ADMINISTRATIVE_SUBJECTS, type AdministrativeSubject, type DenialBucket } from '../practice';
import { featuresOf, strangenessAmong, type Example } from './example';
import { learn, type Known, type Shares } from './likeness';
import { FILE } from './pattern-file';
import { ideasIn, isPassedOver, subjectsNamedIn } from './read-sentence';
import type { Subject } from './subject';

export interface Alike {
  readonly bucket: DenialBucket;
  readonly kinds: readonly Kind[];
  readonly subject?: AdministrativeSubject;
}

export interface SecondReader {
  /** Whether enough of what is so labelled is like the sentence, from which so many things were read. */
  isLike(read: Alike, sentence: string, readings: number): boolean;
  /** What a sentence is like; nothing where that is not plain. Plainer than usual where it is said against the patterns. */
  alike(sentence: string, isAgainstPatterns: boolean): Alike | undefined;
}

const PERSON = 'person';
const { secondedMin, ofCriterionMin, readMin, readUnnamedMin, readAgainstMin, bucketWeight, strangenessWeight, wrongs } = FILE.likeness;

export function secondReader(examples: readonly Example[]): SecondReader {
  const sharesIn = remembered(learned(examples));
  const strangenessOf = strangenessAmong(examples);
  const strange = (sentence: string): number => strangenessWeight * strangenessOf(sentence);
  return {
    isLike(read, sentence, readings) {
      const shares = sharesIn(sentence);
      const share = shares.get(labelOf(read)) ?? 0;
      const ofCriterion = [...shares].filter(([label]) => label.endsWith(` ${aboutOf(read)}`)).map(([, one]) => one);
      return readings * share >= secondedMin + strange(sentence) && share >= ofCriterionMin * Math.max(...ofCriterion);
    },
    alike(sentence, isAgainstPatterns) {
      const [label, share] = [...sharesIn(sentence)].reduce((best, one) => (one[1] > best[1] ? one : best));
      if (label === PERSON || share < (isAgainstPatterns ? readAgainstMin : readMin + strange(sentence)) || isPassedOver(sentence)) return undefined;
      const read = alikeOf(label);
      const isNamed = subjectsNamedIn(sentence).some((subject) => isOf(subject, read));
      return isWrongSaid(sentence) && (isNamed || share >= readUnnamedMin) ? read : undefined;
    },
  };
}

/** A sentence that lacks nothing is like those that lack it. */
function isWrongSaid(sentence: string): boolean {
  return ideasIn(sentence).some((idea) => wrongs.includes(idea));
}

/** Shares of the labels, moved by those of the buckets: how a lack is said is learned from all criteria together. */
function learned(examples: readonly Example[]): (text: string) => Shares {
  const known = examples.map(({ text, readings }) => ({ features: featuresOf(text), readings }));
  const labelled = (label: (reading: Example['readings'][number]) => string): readonly Known[] => known.map(({ features, readings }) => ({ features, labels: readings.length === 0 ? [PERSON] : readings.map(label) }));
  const byLabel = learn(labelled(({ bucket, about }) => `${bucket} ${about}`));
  const byBucket = learn(labelled(({ bucket }) => bucket));
  return (text) => {
    const features = featuresOf(text);
    const buckets = byBucket(features);
    const moved = [...byLabel(features)].map(([label, share]) => [label, share * (buckets.get(label.split(' ')[0] ?? '') ?? 0) ** bucketWeight] as const);
    const total = moved.reduce((sum, [, share]) => sum + share, 0);
    return new Map(moved.map(([label, share]) => [label, share / total]));
  };
}

/** Of several subjects of one criterion the first. */
export function subjectOf(read: Alike): Subject | undefined {
  return FILE.subjects.find((one) => isOf(one, read));
}

function isOf({ kinds = [], subject }: Subject, read: Alike): boolean {
  return read.subject === undefined ? kinds.some((kind) => read.kinds.includes(kind)) : subject === read.subject;
}

function labelOf(read: Alike): string {
  return `${read.bucket} ${aboutOf(read)}`;
}

function aboutOf({ kinds, subject }: Alike): string {
  return subject ?? kinds.join();
}

function alikeOf(label: string): Alike {
  const [bucket, about] = label.split(' ') as [DenialBucket, string];
  const subject = ADMINISTRATIVE_SUBJECTS.find((one) => one === about);
  return subject === undefined ? { bucket, kinds: [about as Kind] } : { bucket, kinds: [], subject };
}

/** The last sentence is asked for again at once. */
function remembered(sharesIn: (text: string) => Shares): (text: string) => Shares {
  let last: { readonly text: string; readonly shares: Shares } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, shares: sharesIn(text) };
    return last.shares;
  };
}
