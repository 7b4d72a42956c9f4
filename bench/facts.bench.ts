/**
 * A durable fact over HTTP: the built service as its own process, key check, strict parsing, decision, assessment, audit,
 * projections, SQLite FULL; beside it a bare handler that appends one row. Both are asked by the same client in turns.
 */
import { join } from 'node:path';
import { measure, type Call, type Measured } from './support/load';
import { limitRow, median, rateRow, type Row } from './support/measure';
import { seed, type Seeded } from './support/population';
import { inFolder, startBaseline, startSettledService } from './support/processes';
import { factCall } from './support/fact-calls';

const WARMING = 5000;

export function factsBench(isQuick: boolean): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const size = isQuick ? { patients: 600, rounds: 3, seconds: 1.5 } : { patients: 4000, rounds: 5, seconds: 5 };
    // A few are added to each while it runs: about 30 facts on average.
    const one = await seed(directory, { count: size.patients, facts: 22, openEpisodes: 1 });
    const three = await seed(directory, { count: size.patients, facts: 22, openEpisodes: 3 });
    const bare = await startBaseline('bare-append', join(directory, 'bare.db'));
    const ofOne = await startSettledService(one.file);
    const ofThree = await startSettledService(three.file);
    try {
      const rounds = { one: [] as Measured[], three: [] as Measured[], bare: [] as Measured[] };
      const askOne = callsTo(one);
      const askThree = callsTo(three);
      // What is measured is a service that runs, not one whose code the engine is still compiling.
      await measure({ url: ofOne.url, requests: WARMING, status: 201, next: askOne });
      await measure({ url: ofThree.url, requests: WARMING, status: 201, next: askThree });
      await measure({ url: bare.url, requests: WARMING, status: 201, next: bareCall(askOne) });
      for (let round = 0; round < size.rounds; round++) {
        rounds.one.push(await measure({ url: ofOne.url, seconds: size.seconds, status: 201, next: askOne }));
        rounds.bare.push(await measure({ url: bare.url, seconds: size.seconds, status: 201, next: bareCall(askOne) }));
        rounds.three.push(await measure({ url: ofThree.url, seconds: size.seconds, status: 201, next: askThree }));
      }
      const rate = (of: readonly Measured[]): number => median(of.map(({ perSecond }) => perSecond));
      const p99 = (of: readonly Measured[]): number => median(of.map(({ p99Ms }) => p99Ms));
      const bareP99 = `bare append ${p99(rounds.bare).toFixed(1)} ms`;
      return [
        rateRow('durable fact over HTTP, 1 open episode, 30 facts, 32 clients', rate(rounds.one), 1500, { name: 'bare append', rate: rate(rounds.bare), ratioMin: 0.4 }),
        limitRow('  p99', p99(rounds.one), 50, 'ms', bareP99),
        rateRow('durable fact over HTTP, 3 open episodes', rate(rounds.three), 900, { name: 'bare append', rate: rate(rounds.bare) }),
        limitRow('  p99', p99(rounds.three), 50, 'ms', bareP99),
      ];
    } finally {
      await Promise.all([bare.stop(), ofOne.stop(), ofThree.stop()]);
    }
  });
}

function callsTo({ patients, key }: Seeded): () => Call {
  let n = 0;
  return () => factCall(patients[n++ % patients.length] as string, key);
}

/** The same body, to the handler that only appends it. */
function bareCall(ask: () => Call): () => Call {
  let n = 0;
  return () => ({ ...ask(), path: `/streams/${n++ % 1000}` });
}
