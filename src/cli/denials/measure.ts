/** How well denial reasons are read: how many of the labels are read, and how many of the readings are labels, each with its bucket and its criterion or subject. */
import { likenessOf, type Likeness } from '../../../machines/denials/likeness';
import type { ReasonReader } from '../../../machines/denials/read-reason';
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
  return labelled === 0 ? 1 : right / labelled;
}

export function together(measured: readonly Measured[]): Measured {
  const sum = (of: (one: Measured) => number): number => measured.reduce((total, one) => total + of(one), 0);
  return { right: sum(({ right }) => right), read: sum(({ read }) => read), labelled: sum(({ labelled }) => labelled), differing: measured.flatMap(({ differing }) => differing) };
}

/** What is learned from all files but this one, and those by the same author or made after it. */
export function likenessWithout(file: ExampleFile, all: readonly ExampleFile[]): Likeness {
  const beside = BESIDE[file.name] ?? [];
  return likenessOf(learnedFrom(all.filter(({ name }) => name !== file.name && !beside.includes(name)).flatMap(({ examples }) => examples)));
}

const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'other-author-everyday': ['other-author-formal'],
  'other-author-formal': ['other-author-everyday', 'second-reader'],
};
