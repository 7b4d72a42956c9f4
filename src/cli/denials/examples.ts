/** Labelled sentences, a file for each author or manner (`machines/denials/examples/`): a line that names what is said, then the sentences that say it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Example {
  readonly text: string;
  /** `not-done-yet block-count`; empty: goes to a person. */
  readonly labels: readonly string[];
}

export interface ExampleFile {
  readonly name: string;
  readonly about: string;
  readonly examples: readonly Example[];
}

const DIRECTORY = join('machines', 'denials', 'examples');
/** What nothing may be learned from, or the figures of a new author's wording would be gone. */
const NEVER_LEARNED = join('test', 'denials', 'never-learned.txt');
const BUCKETS: Readonly<Record<string, string>> = { N: 'not-done-yet', C: 'clinically-senseless', L: 'logically-senseless', A: 'administrative' };
const NAMES = /^[NCLA] [a-z-]+(?: \+ [NCLA] [a-z-]+)*$/;
const NAMES_NOTHING = '-';

export function exampleFiles(): readonly ExampleFile[] {
  return readdirSync(DIRECTORY).filter((file) => file.endsWith('.txt')).sort().map((file) => parseExamples(file.slice(0, -'.txt'.length), readFileSync(join(DIRECTORY, file), 'utf8')));
}

export function neverLearned(): ExampleFile {
  return parseExamples('never-learned', readFileSync(NEVER_LEARNED, 'utf8'));
}

export function parseExamples(name: string, text: string): ExampleFile {
  const [title = '', ...lines] = text.trim().split('\n');
  const examples: Example[] = [];
  let labels: readonly string[] | undefined;
  for (const line of lines) {
    if (line === NAMES_NOTHING) labels = [];
    else if (NAMES.test(line)) labels = line.split(' + ').map((one) => `${BUCKETS[one.slice(0, 1)] ?? ''} ${one.slice(2)}`);
    else if (labels === undefined) throw new Error(`${name}: "${line}" stands before any line that says what is meant`);
    else examples.push({ text: line, labels });
  }
  return { name, about: title.replace(/^# /, ''), examples };
}
