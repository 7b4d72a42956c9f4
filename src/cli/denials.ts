/**
 * `npm run -s denials`: learns from the labelled sentences how denial reasons are read, and writes `machines/denials/learned-weights.json`.
 *   --check      exits 1 when the committed file is stale
 *   --measure [NAME ...]   each author or manner (or those named), read by what was learned from all others: precision and recall, and for all together the same at
 *                other figures of certainty; --differing lists what is read otherwise than it is labelled
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE } from '../../machines/denials/pattern-file';
import { readReason, reasonReader } from '../../machines/denials/read-reason';
import { exampleFiles, neverLearned } from './denials/examples';
import { learnedFrom } from './denials/learned';
import { likenessWithout, measure, precisionOf, recallOf, together, type Measured } from './denials/measure';

const WEIGHTS = join('machines', 'denials', 'learned-weights.json');
const DECIMALS = 3;
/** Other figures for `wholeMin`, to choose by. */
const ASKED_TOO = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** By authors other than the one who made the reader. */
const BY_OTHERS = ['other-author-everyday', 'other-author-formal', 'other-authors-first'];

function measureAll(names: readonly string[], isDiffering: boolean): number {
  const files = exampleFiles();
  const wholeMins = [FILE.figures.wholeMin, ...ASKED_TOO];
  const all: { readonly name: string; readonly measured: readonly Measured[] }[] = [];
  for (const file of files.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const likeness = likenessWithout(file, files);
    const measured = wholeMins.map((wholeMin) => measure(file.examples, reasonReader(likeness, { ...FILE.figures, wholeMin })));
    all.push({ name: file.name, measured });
    const [asUsed] = measured;
    if (asUsed === undefined) continue;
    sayAll(`${file.name} (${file.examples.length})`, asUsed, isDiffering);
  }
  const apart = neverLearned();
  if (names.length === 0 || names.includes(apart.name)) sayAll(`${apart.name} (${apart.examples.length})`, measure(apart.examples, readReason), isDiffering);
  if (all.length === 0) return 0;
  for (const [index, wholeMin] of wholeMins.entries()) {
    say(`all, wholeMin ${wholeMin}`, together(all.flatMap(({ measured }) => measured[index] ?? [])));
    say(`by others, wholeMin ${wholeMin}`, together(all.filter(({ name }) => BY_OTHERS.includes(name)).flatMap(({ measured }) => measured[index] ?? [])));
  }
  return 0;
}

function sayAll(what: string, measured: Measured, isDiffering: boolean): void {
  say(what, measured);
  if (isDiffering) process.stdout.write(measured.differing.map((line) => `  ${line}\n`).join(''));
}

function say(what: string, measured: Measured): void {
  process.stdout.write(`${what}: precision ${precisionOf(measured).toFixed(DECIMALS)}, recall ${recallOf(measured).toFixed(DECIMALS)}, ${measured.right} of ${measured.read} read and ${measured.labelled} labelled\n`);
}

function main(words: readonly string[]): number {
  if (words.includes('--measure')) return measureAll(words.filter((word) => !word.startsWith('--')), words.includes('--differing'));
  const made = `${JSON.stringify(learnedFrom(exampleFiles().flatMap(({ examples }) => examples)))}\n`;
  if (words.includes('--check')) {
    if (existsSync(WEIGHTS) && readFileSync(WEIGHTS, 'utf8') === made) return 0;
    process.stderr.write(`${WEIGHTS} is stale: run "npm run denials" and commit it.\n`);
    return 1;
  }
  writeFileSync(WEIGHTS, made);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
