/** How many of the labels are read, and how many of the readings are labels. A reading counts with its bucket and its criterion or subject. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReason, type Example } from '../../machines/denials';

export interface Measured {
  readonly precision: number;
  readonly recall: number;
  /** One line per sentence that is read otherwise than it is labelled. */
  readonly differing: readonly string[];
}

export function sentencesIn(file: string): readonly Example[] {
  return (JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as { readonly sentences: readonly Example[] }).sentences;
}

export function measure(sentences: readonly Example[]): Measured {
  let [right, read, labelled] = [0, 0, 0];
  const differing: string[] = [];
  for (const { text, readings } of sentences) {
    const expected = readings.map(({ bucket, about }) => `${bucket} ${about}`).sort();
    const found = [...new Set(readReason(text).readings.flatMap(({ bucket, kinds, subject }) => (subject === undefined ? kinds : [subject]).map((about) => `${bucket} ${about}`)))].sort();
    right += found.filter((one) => expected.includes(one)).length;
    read += found.length;
    labelled += expected.length;
    if (found.join() !== expected.join()) differing.push(`${text} | ${found.join(', ') || 'to a person'} | labelled ${expected.join(', ') || 'to a person'}`);
  }
  return { precision: read === 0 ? 1 : right / read, recall: right / labelled, differing };
}
