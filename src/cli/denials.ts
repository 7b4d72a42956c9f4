/**
 * `npm run -s denials`: learns from the labelled sentences how denial reasons are read, and writes `machines/denials/learned-weights.json`.
 *   --check      exits 1 when the committed file is stale
 *   --measure    each author or manner, read by what was learned from all others: precision and recall; --differing lists what is read otherwise
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFiles } from './denials/examples';
import { learnedFrom } from './denials/learned';
import { BESIDE, measureWithout, precisionOf, recallOf } from './denials/measure';

const FILE = join('machines', 'denials', 'learned-weights.json');
const DECIMALS = 3;

function measureAll(isDiffering: boolean): number {
  const files = exampleFiles();
  for (const file of files) {
    const measured = measureWithout(file, files, BESIDE[file.name] ?? []);
    process.stdout.write(`${file.name} (${file.examples.length}): precision ${precisionOf(measured).toFixed(DECIMALS)}, recall ${recallOf(measured).toFixed(DECIMALS)}\n`);
    if (isDiffering) process.stdout.write(measured.differing.map((line) => `  ${line}\n`).join(''));
  }
  return 0;
}

function main(words: readonly string[]): number {
  if (words.includes('--measure')) return measureAll(words.includes('--differing'));
  const made = `${JSON.stringify(learnedFrom(exampleFiles().flatMap(({ examples }) => examples)))}\n`;
  if (words.includes('--check')) {
    if (existsSync(FILE) && readFileSync(FILE, 'utf8') === made) return 0;
    process.stderr.write(`${FILE} is stale: run "npm run denials" and commit it.\n`);
    return 1;
  }
  writeFileSync(FILE, made);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
