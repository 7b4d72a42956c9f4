/**
 * The service as a process: how soon it is ready, what memory it keeps, and whether a command costs more as the practice or
 * a patient's record grows. Costs compared are measured in turns under the same clients.
 */
import { measure, type Call, type Measured } from './support/load';
import { factCall } from './support/fact-calls';
import { limitRow, median, type Row } from './support/measure';
import { seed, type Seeded } from './support/population';
import { inFolder, residentMegabytes, startService, startSettledService, writtenBytes, type Running } from './support/processes';

const FACTS = 16;

export function serviceBench(isQuick: boolean): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const rounds = isQuick ? 3 : 9;
    const few = await seed(directory, { count: 1000, facts: FACTS, openEpisodes: 1 });
    return [
      await readiness(few, isQuick ? 3 : 7),
      ...(await memoryAndBytes(few)),
      ...(await byPopulation(directory, few, isQuick ? 5_000 : 100_000, rounds)),
      await byRecord(directory, isQuick ? 12 : 64, rounds),
    ];
  });
}

async function readiness({ file }: Seeded, starts: number): Promise<Row> {
  const seconds: number[] = [];
  for (let n = 0; n < starts; n++) {
    const service = await startService(file);
    seconds.push(service.readyMs / 1000);
    await service.stop();
  }
  return limitRow(`ready, from spawn to /health/ready 200, median of ${starts}`, median(seconds), 2.5, 's');
}

async function memoryAndBytes(seeded: Seeded): Promise<readonly Row[]> {
  const service = await startSettledService(seeded.file);
  try {
    const before = writtenBytes(service.pid);
    const facts = await measure({ url: service.url, requests: 5000, status: 201, next: facing(seeded, seeded.patients) });
    const after = writtenBytes(service.pid);
    const written = before === undefined || after === undefined ? 'not counted here' : kilobytes((after - before) / facts.requests);
    let n = 0;
    const status = (): Call => ({ method: 'GET', path: `/v1/patients/${seeded.patients[n++ % seeded.patients.length]}/status`, headers: [`authorization: Bearer ${seeded.key}`] });
    await measure({ url: service.url, requests: 5000, status: 200, next: status });
    return [
      limitRow('resident memory after 10,000 requests', residentMegabytes(service.pid), 200, 'MB'),
      { what: 'bytes per command, written to storage', figure: written, baseline: '', ratio: '', goal: 'printed', isMet: true },
      { what: 'bytes per command, answered', figure: kilobytes(facts.answerBytes), baseline: '', ratio: '', goal: 'printed', isMet: true },
    ];
  } finally {
    await service.stop();
  }
}

/** Active patients first (they are folded in memory), then patients that nobody has touched since the start. */
async function byPopulation(directory: string, few: Seeded, count: number, rounds: number): Promise<readonly Row[]> {
  const many = await seed(directory, { count, facts: FACTS, openEpisodes: 1 });
  const services = [await startSettledService(few.file), await startSettledService(many.file)] as const;
  try {
    const patients = [sample(few.patients, 500), sample(many.patients, 500)] as const;
    const untouched = await inTurns(services, 500, [facing(few, patients[0]), facing(many, patients[1])], 1);
    const active = await inTurns(services, 500, [facing(few, patients[0]), facing(many, patients[1])], rounds);
    const what = `cost per command, ${count.toLocaleString('en-US')} patients against 1,000`;
    return [changeRow(`${what}, active patients`, active, 20), { ...changeRow(`${what}, patients read from disk first`, untouched, 20), goal: 'printed', isMet: true }];
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

async function byRecord(directory: string, patients: number, rounds: number): Promise<Row> {
  const short = await seed(directory, { count: 200, facts: 10, openEpisodes: 1 });
  const long = await seed(directory, { count: patients, facts: 1000, openEpisodes: 1 });
  const services = [await startSettledService(short.file), await startSettledService(long.file)] as const;
  try {
    const asks = [facing(short, short.patients), facing(long, long.patients)] as const;
    await inTurns(services, 400, asks, 1);
    const [ofShort, ofLong] = await inTurns(services, 200, asks, rounds);
    const ratio = ofLong / ofShort;
    return { what: 'cost per command, a patient with 1,000 facts against one with 10', figure: `${ofLong.toFixed(2)} ms`, baseline: `10 facts ${ofShort.toFixed(2)} ms`,
      ratio: `${ratio.toFixed(1)}x`, goal: '<= 8x', isMet: ratio <= 8 };
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

type Pair<T> = readonly [T, T];

/** Milliseconds per command on each side, medians of rounds taken in turns. */
async function inTurns(services: Pair<Running>, requests: number, next: Pair<() => Call>, rounds: number): Promise<Pair<number>> {
  const costs: readonly [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const side of [0, 1] as const) costs[side].push(await measure({ url: services[side].url, requests, status: 201, next: next[side] }));
  }
  const cost = (of: readonly Measured[]): number => median(of.map(({ perSecond }) => 1000 / perSecond));
  return [cost(costs[0]), cost(costs[1])];
}

function changeRow(what: string, [before, after]: Pair<number>, percentMax: number): Row {
  const percent = (after / before - 1) * 100;
  return { what, figure: `${after.toFixed(2)} ms`, baseline: `1,000 patients ${before.toFixed(2)} ms`, ratio: `${percent >= 0 ? '+' : ''}${percent.toFixed(0)} %`, goal: `< ${percentMax} %`, isMet: percent < percentMax };
}

function facing({ key }: Seeded, patients: readonly string[]): () => Call {
  let n = 0;
  return () => factCall(patients[n++ % patients.length] as string, key);
}

/** Spread evenly over the whole. */
function sample(all: readonly string[], count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => all[Math.floor((n * all.length) / count)] as string);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} kB`;
}
