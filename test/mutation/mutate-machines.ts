/**
 * How many small changes of the room that decides turn a test red.
 *   npm run -s mutate -- [--sample N] [--seed S] [--rooms machines/criteria,machines/rfa/response.ts] [--suites test/planner] [--least PERCENT]
 * Rooms and suites are folders or files; with fewer suites it is quicker and notices less. Prints each change that nothing noticed, and a table by room; exits 1 below `--least`.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { changesNothing, instrument, linesOf, switches, type Mutant } from './mutants';
import { failureOf, loadInstead, nameOf } from './suites';

const ROOT = join(__dirname, '..', '..');
/** The rooms that decide what a step is; the words for people are read, not decided by. */
const ROOMS = ['kernel', 'evidence', 'criteria', 'policies', 'authorization', 'rfa', 'scs', 'epidural', 'patient', 'programs', 'planner', 'deadlines', 'queue', 'what-if', 'practice', 'coding'].map((room) => `machines/${room}`);
const WORDS_FOR_PEOPLE = ['narrate.ts', 'words.ts', 'requirement-in-words.ts', 'what-to-document.ts'];
/** Suites that run in one process without a server. */
const SUITES = ['machines', 'test/cases', 'test/policies', 'test/relief', 'test/planner', 'test/second-evaluator', 'test/coding'];
/** It plants faults of its own in the program's text, which a changed text no longer has. */
const PLANTS_FAULTS = 'planted-faults.spec.ts';
/** A place that runs this many times as often as before does not end. */
const HITS_FACTOR = 100;
const HITS_LEAST = 10_000;

interface Suite {
  readonly file: string;
  readonly milliseconds: number;
  /** How often the suite ran the place of each mutant. */
  readonly hits: Readonly<Record<string, number>>;
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' }, rooms: { type: 'string', default: ROOMS.join() }, suites: { type: 'string', default: SUITES.join() }, least: { type: 'string', default: '0' } } });
  const files = values.rooms.split(',').flatMap((room) => under(room)).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !WORDS_FOR_PEOPLE.some((name) => file.endsWith(`/${name}`)));
  const { mutants, texts } = await instrument(files);
  loadInstead(texts);
  const suites = await dryRun(values.suites.split(',').flatMap((room) => under(room)).filter((file) => file.endsWith('.spec.ts') && !file.endsWith(PLANTS_FAULTS)));
  const tried = mutants.filter((mutant) => !isList(mutant));
  const chosen = values.sample === undefined ? tried : drawn(tried, Number(values.sample), Number(values.seed));
  console.error(`${tried.length} changes of ${files.length} files; ${chosen.length} are tried against ${suites.length} suites`);
  const tally = new Map<string, { tried: number; noticed: number }>();
  const startedAt = performance.now();
  const same: Mutant[] = [];
  for (const [index, mutant] of chosen.entries()) {
    if (changesNothing(mutant)) {
      same.push(mutant);
      continue;
    }
    const room = dirname(nameOf(mutant.file));
    const row = tally.get(room) ?? { tried: 0, noticed: 0 };
    const isNoticed = await noticedBy(mutant, suites) !== undefined;
    tally.set(room, { tried: row.tried + 1, noticed: row.noticed + (isNoticed ? 1 : 0) });
    if (!isNoticed) console.log(`${nameOf(mutant.file)}:${mutant.line} ${mutant.kind}: nothing noticed ${JSON.stringify(mutant.replacement.replace(/\s+/g, ' ').slice(0, 160))}`);
    if ((index + 1) % 50 === 0) console.error(`${index + 1} of ${chosen.length}, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  }
  if (same.length > 0) console.log(`${same.length} not tried, since nothing can notice them: ${same.map(({ file, line }) => `${nameOf(file)}:${line}`).join(', ')}`);
  process.exitCode = told(tally) >= Number(values.least) ? 0 : 1;
}

/** Every suite once, nothing changed: it passes, and what it runs is known. */
async function dryRun(files: readonly string[]): Promise<readonly Suite[]> {
  const suites: Suite[] = [];
  for (const file of files) {
    switches().currentTestId = file;
    const startedAt = performance.now();
    const failure = await failureOf(file);
    if (failure !== undefined) throw new Error(`${nameOf(file)} fails before any change: ${failure}`);
    suites.push({ file, milliseconds: performance.now() - startedAt, hits: switches().mutantCoverage?.perTest[file] ?? {} });
    if (process.env['VERBOSE']) console.error(nameOf(file), (performance.now() - startedAt).toFixed(0));
  }
  switches().currentTestId = undefined;
  return suites;
}

/** Takes most of a minute and asks the engine what the engine says: it can notice a change of the planner only. */
const OF_THE_PLANNER = join('test', 'planner', 'oracle.spec.ts');

/** The suite that turns red: the file's own first, then the quickest. */
async function noticedBy(mutant: Mutant, suites: readonly Suite[]): Promise<string | undefined> {
  const own = mutant.file.replace(/\.ts$/, '.spec.ts');
  const running = suites.filter(({ file, hits }) => mutant.id in hits && (!file.endsWith(OF_THE_PLANNER) || mutant.file.includes(join('machines', 'planner'))))
    .sort((a, b) => Number(b.file === own) - Number(a.file === own) || a.milliseconds - b.milliseconds);
  const place = switches();
  place.activeMutant = mutant.id;
  try {
    for (const { file, hits } of running) {
      place.hitCount = 0;
      place.hitLimit = Math.max(HITS_LEAST, (hits[mutant.id] ?? 0) * HITS_FACTOR);
      if (await failureOf(file) !== undefined) return file;
    }
    return undefined;
  } finally {
    place.activeMutant = undefined;
  }
}

/** What a kind says it reads: held by `test/trust`, which flips every datum and takes minutes. */
function isList({ file, line, kind }: Mutant): boolean {
  return kind === 'ArrayDeclaration' && /^\s*reads: \[/.test(linesOf(file)[line - 1] ?? '');
}

function told(tally: ReadonlyMap<string, { readonly tried: number; readonly noticed: number }>): number {
  const rows = [...tally].sort(([a], [b]) => (a < b ? -1 : 1));
  const sum = rows.reduce((all, [, { tried, noticed }]) => ({ tried: all.tried + tried, noticed: all.noticed + noticed }), { tried: 0, noticed: 0 });
  for (const [room, { tried, noticed }] of [...rows, ['all', sum] as const]) console.log(`${room}: ${noticed} of ${tried} noticed, ${((100 * noticed) / tried).toFixed(1)} %`);
  return (100 * sum.noticed) / sum.tried;
}

/** The same for the same seed: a shuffle by a small generator (mulberry32). */
function drawn(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  const shuffled = [...mutants];
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as Mutant, shuffled[i] as Mutant];
  }
  return shuffled.slice(0, count);
}

function under(room: string): readonly string[] {
  if (room.endsWith('.ts')) return [join(ROOT, room)];
  return readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

void main(process.argv.slice(2));
