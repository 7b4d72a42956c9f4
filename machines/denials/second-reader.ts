/**
 * A second reader beside the patterns: it compares a sentence with labelled ones. Pure. A reading of the patterns that is too unlike what
 * was so labelled goes to a person. A sentence in which the patterns see a subject, and not what is wrong with it, is read as what it is like.
 */
import type { Kind } from '../criteria/types';
import { ADMINISTRATIVE_SUBJECTS, type AdministrativeSubject, type DenialBucket } from '../practice';
import file from './examples.json';
import { learn, PERSON, type Example, type Likeness, type Shares } from './likeness';
import { FILE } from './pattern-file';
import { ideasIn, isPassedOver, subjectsNamedIn } from './read-sentence';
import type { Subject } from './subject';
import { plainWords } from './words';

export const EXAMPLES: readonly Example[] = file.sentences;

export interface Alike {
  readonly bucket: DenialBucket;
  readonly kinds: readonly Kind[];
  readonly subject?: AdministrativeSubject;
}

export interface SecondReader {
  /** Whether enough of what is so labelled is like the sentence, from which so many things were read. */
  isLike(read: Alike, sentence: string, readings: number): boolean;
  /** What a sentence is like; nothing where that is not plain, or where the patterns do not see the subject in it. */
  alike(sentence: string): Alike | undefined;
}

export function secondReader(examples: readonly Example[]): SecondReader {
  const likeness = remembered(learn(examples, featuresOf));
  return {
    isLike: (read, sentence, readings) => readings * (likeness(sentence).get(labelOf(read)) ?? 0) >= FILE.likeness.secondedMin,
    alike(sentence) {
      const [label, share] = [...likeness(sentence)].reduce((best, one) => (one[1] > best[1] ? one : best));
      if (label === PERSON || share < FILE.likeness.readMin || isPassedOver(sentence) || !ideasIn(sentence).some((idea) => FILE.likeness.wrongs.includes(idea))) return undefined;
      const read = alikeOf(label);
      return subjectsNamedIn(sentence).some((named) => isOf(named, read)) ? read : undefined;
    },
  };
}

/** Words by their first letters, figures and levels each as one word, and the ideas of the patterns. */
export function featuresOf(text: string): readonly string[] {
  const words = plainWords(text).split(' ').map((word) => (/^\d/.test(word) ? '#' : /^[clst]\d/.test(word) ? '@' : word.slice(0, STEM_LETTERS)));
  return [...words, ...ideasIn(text).map((idea) => `{${idea}}`)];
}

const STEM_LETTERS = 6;

function labelOf({ bucket, kinds, subject }: Alike): string {
  return `${bucket} ${subject ?? kinds.join()}`;
}

/** Of several subjects of one criterion the first. */
export function subjectOf(read: Alike): Subject | undefined {
  return FILE.subjects.find((one) => isOf(one, read));
}

function isOf({ kinds = [], subject }: Subject, read: Alike): boolean {
  return read.subject === undefined ? kinds.some((kind) => read.kinds.includes(kind)) : subject === read.subject;
}

function alikeOf(label: string): Alike {
  const [bucket, about] = label.split(' ') as [DenialBucket, string];
  const subject = ADMINISTRATIVE_SUBJECTS.find((one) => one === about);
  return subject === undefined ? { bucket, kinds: [about as Kind] } : { bucket, kinds: [], subject };
}

/** The last sentence is asked for again at once. */
function remembered(likeness: Likeness): Likeness {
  let last: { readonly text: string; readonly shares: Shares } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, shares: likeness(text) };
    return last.shares;
  };
}
