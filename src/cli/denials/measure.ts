/** How well denial reasons are read: how many of the labels are read, and how many of the readings are labels, each with its bucket and its criterion or subject. */
import { likenessOf } from '../../../machines/denials/likeness';
import { reasonReader, type ReasonReader } from '../../../machines/denials/read-reason';
import type { Example, ExampleFile } from './examples';
import { learnedFrom } from './learned';

export interface Measured {
  readonly right: number;
  readonly read: number;
  readonly labelled: number;
  /** One line per sentence that is read otherwise than it is labelled. */
  readonly differing: readonly string[];
}

export function measure(examples: readonly Example[], reader: ReasonReader): Measured {
  let [right, read, labelled] = [0, 0, 0];
  const differing: string[] = [];
  for (const { text, labels } of examples) {
    const found = labelsIn(text, reader);
    right += found.filter((one) => labels.includes(one)).length;
    read += found.length;
    labelled += labels.length;
    if (found.join() !== [...labels].sort().join()) differing.push(`${text} | ${found.join(', ') || 'to a person'} | labelled ${labels.join(', ') || 'to a person'}`);
  }
  return { right, read, labelled, differing };
}

function labelsIn(text: string, reader: ReasonReader): readonly string[] {
  return [...new Set(reader(text).readings.flatMap(({ bucket, kinds, subject }) => (subject === undefined ? kinds : [subject]).map((about) => `${bucket} ${about}`)))].sort();
}

export function precisionOf({ right, read }: Measured): number {
  return read === 0 ? 1 : right / read;
}

export function recallOf({ right, labelled }: Measured): number {
  return right / labelled;
}

/** Each file read by what was learned from the others. `withoutToo`: by the same author, or made after it. */
export function measureWithout(file: ExampleFile, all: readonly ExampleFile[], withoutToo: readonly string[]): Measured {
  const others = all.filter(({ name }) => name !== file.name && !withoutToo.includes(name));
  return measure(file.examples, reasonReader(likenessOf(learnedFrom(others.flatMap(({ examples }) => examples)))));
}

/** What is learned from while a file is measured has to be by others. */
export const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'other-author-everyday': ['other-author-formal'],
  'other-author-formal': ['other-author-everyday', 'second-reader'],
};
