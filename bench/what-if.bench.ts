/**
 * What-if over a practice's own patients of about 30 facts, from their snapshots: a process of its own per run, so that its memory is
 * its own; beside it a process that reads and parses the same rows and does nothing else. `as the service does`: off the main thread, with
 * the start of its threads, two of them for a large practice.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { limitRow, median, type Row } from './support/measure';
import { PRACTICE, seed } from './support/population';
import { inFolder, ROOT, startSettledService } from './support/processes';

const SECONDS_MAX = 15;
const MEGABYTES_MAX = 400;
const RATIO_MAX = 2;
const LARGE = 100_000;

interface Scan {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly patients: number;
}

export async function whatIfBench(isQuick: boolean): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const perPatient: number[] = [];
  for (const count of isQuick ? [1_000, 5_000] : [1_000, 10_000, LARGE]) {
    await inFolder(async (directory) => {
      const { file } = await seed(directory, { count, facts: 30, openEpisodes: 1 });
      // The day's reassessment has gone over everybody, as on any day of a practice.
      await (await startSettledService(file)).stop();
      const runs: { readonly whatIf: Scan; readonly floor: Scan; readonly threads: Scan }[] = [];
      for (let round = 0; round < 3; round++) runs.push({ floor: await scan('floor', file), whatIf: await scan('what-if', file), threads: await scan('threads', file) });
      const of = (figure: (run: (typeof runs)[number]) => number): number => median(runs.map(figure));
      const [milliseconds, floor, megabytes] = [of((run) => run.whatIf.milliseconds), of((run) => run.floor.milliseconds), of((run) => run.whatIf.megabytes)];
      for (const { whatIf, threads } of runs) for (const one of [whatIf, threads]) if (one.patients !== count) throw new Error(`the what-if looked at ${one.patients} of ${count} patients`);
      perPatient.push(milliseconds / count);
      const ratio = milliseconds / floor;
      const inThreads = of((run) => run.threads.milliseconds);
      const isLarge = count === LARGE;
      rows.push(
        { what: `what-if over ${count} patients of 30 facts`, figure: `${(milliseconds / 1000).toFixed(2)} s`, baseline: `read and parse ${(floor / 1000).toFixed(2)} s`, ratio: `${ratio.toFixed(2)}x`,
          goal: `<= ${RATIO_MAX}x`, isMet: ratio <= RATIO_MAX },
        limitRow('  its memory', megabytes, MEGABYTES_MAX, 'MB', `read and parse ${of((run) => run.floor.megabytes).toFixed(0)} MB`),
        { what: '  as the service does', figure: `${(inThreads / 1000).toFixed(2)} s`, baseline: '', ratio: `${(inThreads / floor).toFixed(2)}x`, goal: isLarge ? `<= ${SECONDS_MAX} s` : 'printed', isMet: !isLarge || inThreads <= SECONDS_MAX * 1000 },
        limitRow('  its memory', of((run) => run.threads.megabytes), MEGABYTES_MAX, 'MB', ''),
      );
    });
  }
  rows.push({ what: '  per patient, largest against smallest', figure: `${(perPatient[perPatient.length - 1] as number).toFixed(3)} ms`, baseline: `${(perPatient[0] as number).toFixed(3)} ms`,
    ratio: `${((perPatient[perPatient.length - 1] as number) / (perPatient[0] as number)).toFixed(2)}x`, goal: 'linear', isMet: (perPatient[perPatient.length - 1] as number) <= 1.2 * (perPatient[0] as number) });
  return rows;
}

async function scan(mode: 'what-if' | 'threads' | 'floor', file: string): Promise<Scan> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-r', './scripts/typescript.cjs', 'bench/baselines/scan.ts', mode, file, PRACTICE], { cwd: ROOT });
  return JSON.parse(stdout) as Scan;
}
