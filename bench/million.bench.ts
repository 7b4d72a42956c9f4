/**
 * `npm run bench -- million`: a practice with a million patients on SQLite, then on PostgreSQL, beside one with a hundredth of them: loaded through the store's own commits, started, asked while the
 * sweep of the start goes over everybody in care and after it, verified. `--quick` with 10,000 patients. A full run needs about 45 GB and, on a machine that others work on, hours; it is run when it is named. PATHGATE_BENCH_PATIENTS asks for fewer
 * patients, PATHGATE_BENCH_ENGINE=sqlite or postgres for one engine.
 */
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabaseOn, startPostgres } from '../test/support/postgres';
import type { StoreConfig } from '../src/platform/database/migrations';
import { openStore } from '../src/platform/database/open-store';
import { loadPopulation, type Loaded } from './support/large-population';
import { printed, type Row } from './support/measure';
import { askPopulation, QUESTIONS, type Asked } from './support/population-questions';
import { inFolder, residentMegabytes, serviceLog, startService } from './support/processes';
import { runCommand } from './support/run-command';

const FULL = 1_000_000;
const QUICK = 10_000;
/** The practice beside it has so many times fewer. */
const SMALLER = 100;
const SMALLER_MIN = 1_000;
const READY_MS_MAX = 10 * 60_000;
const SWEEP_MS_MAX = 30 * 60_000;
const GIB = 1024 ** 3;
const SERVER_SETTINGS = ['shared_buffers=1GB', 'max_wal_size=8GB'];

export interface Measured {
  readonly loaded: Loaded;
  readonly readySeconds: number;
  readonly during: Asked;
  readonly sweep: Sweep;
  /** Left out where the sweep was not over in time. */
  readonly after?: Asked;
  readonly memoryMb: number;
  readonly gibibytes: number;
  readonly verified: { readonly seconds: number; readonly cpuSeconds: number; readonly memoryMb: number };
}

interface Sweep {
  readonly patients: number;
  readonly durationMs: number;
  readonly complete: boolean;
}

export async function millionBench(isQuick: boolean): Promise<readonly Row[]> {
  const most = Number(process.env['PATHGATE_BENCH_PATIENTS'] ?? (isQuick ? QUICK : FULL));
  const counts = [Math.max(most / SMALLER, SMALLER_MIN), most];
  const engine = process.env['PATHGATE_BENCH_ENGINE'];
  const rows: Row[] = [];
  if (engine !== 'postgres') await inFolder(async (directory) => void rows.push(...rowsOf('SQLite', await both(counts, (count) => Promise.resolve({ kind: 'sqlite', file: join(directory, `${count}.db`) } as const), directory))));
  if (engine === 'sqlite') return rows;
  const server = await startPostgres(SERVER_SETTINGS);
  try {
    await inFolder(async (directory) => void rows.push(...rowsOf('PostgreSQL', await both(counts, async () => ({ kind: 'postgres', url: await createDatabaseOn(server.adminUrl) }) as const, directory))));
  } finally {
    await server.stop();
  }
  return rows;
}

async function both(counts: readonly number[], database: (count: number) => Promise<StoreConfig>, directory: string): Promise<readonly [Measured, Measured]> {
  const measured: Measured[] = [];
  for (const count of counts) {
    const config = await database(count);
    const folder = join(directory, `data-${count}`);
    const loaded = await loadPopulation(config, count, (soFar) => process.stderr.write(`${soFar} of ${count} patients loaded\n`));
    measured.push(await measurePopulation(config, loaded, folder));
    if (config.kind === 'sqlite') rmSync(config.file);
  }
  return measured as unknown as readonly [Measured, Measured];
}

/** A database that was loaded: started, asked, verified. `folder` becomes the place of the service's data. */
export async function measurePopulation(config: StoreConfig, loaded: Loaded, folder: string, sweepMsMax = SWEEP_MS_MAX): Promise<Measured> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(serviceLog(folder), { force: true });
  const database = config.kind === 'sqlite' ? config.file : config.url;
  const service = await startService(database, folder, READY_MS_MAX);
  try {
    const during = await askPopulation(service.url, loaded);
    await sweepEnds(folder, sweepMsMax);
    const after = sweepIn(folder) === undefined ? undefined : await askPopulation(service.url, loaded);
    const memoryMb = residentMegabytes(service.pid);
    await service.stop();
    // Without the anchors that were begun meanwhile: what they cost is another bench's (verify).
    const verified = await runCommand(['dist/src/cli/audit.js', 'verify', '--anchors', join(folder, 'none')], { ...process.env, PATHGATE_DATA: folder, PATHGATE_DATABASE: database }, folder);
    if (!verified.said.includes('INTACT')) throw new Error(verified.said);
    return { loaded, readySeconds: service.readyMs / 1000, during, sweep: sweepIn(folder) ?? NO_SWEEP, ...(after !== undefined && { after }), memoryMb, gibibytes: (await bytesOf(config)) / GIB, verified };
  } finally {
    await service.stop();
  }
}

const NO_SWEEP: Sweep = { patients: 0, durationMs: 0, complete: false };

async function sweepEnds(folder: string, msMax: number): Promise<void> {
  for (const endsAt = performance.now() + msMax; performance.now() < endsAt && sweepIn(folder) === undefined;) await delay(500);
}

/** What the service has said of its sweep; it says so too when it is ended before that is over. */
function sweepIn(folder: string): Sweep | undefined {
  const line = readFileSync(serviceLog(folder), 'utf8').split('\n').find((each) => each.includes('"msg":"reassessment"'));
  return line === undefined ? undefined : JSON.parse(line) as Sweep;
}

async function bytesOf(config: StoreConfig): Promise<number> {
  if (config.kind === 'sqlite') return statSync(config.file).size;
  const store = await openStore(config);
  const [row] = await store.sql.everyPractice.query('SELECT pg_database_size(current_database()) AS bytes');
  await store.close();
  return Number(row?.['bytes']);
}

function rowsOf(engine: string, [small, large]: readonly [Measured, Measured]): readonly Row[] {
  const many = `${large.loaded.patients.toLocaleString('en-US')} patients on ${engine}`;
  const few = small.loaded.patients.toLocaleString('en-US');
  const row = (what: string, figure: (of: Measured) => string): Row => printed(`${many}: ${what}`, figure(large), `${few} patients ${figure(small)}`);
  return [
    row('loaded by the store\'s commits, of the processor of the loading process', ({ loaded }) => `${loaded.events.toLocaleString('en-US')} events in ${loaded.seconds.toFixed(0)} s, ${loaded.cpuSeconds.toFixed(0)} s`),
    row('size on disk', ({ gibibytes }) => `${gibibytes.toFixed(2)} GiB`),
    row('ready, from spawn', ({ readySeconds }) => `${readySeconds.toFixed(1)} s`),
    ...QUESTIONS.map(({ name }) => row(`${name}, p50 and p99, 4 clients; while the sweep runs`, ({ after, during }) => `${asText(after, name)}; ${asText(during, name)}`)),
    row('the sweep of the start', ({ sweep }) => `${sweep.patients.toLocaleString('en-US')} in care, ${(sweep.durationMs / 1000).toFixed(0)} s${sweep.complete ? '' : ', not complete'}`),
    row('resident memory after that', ({ memoryMb }) => `${memoryMb.toFixed(0)} MB`),
    row('audit verify, of the processor, most memory', ({ verified }) => `${verified.seconds.toFixed(0)} s, ${verified.cpuSeconds.toFixed(0)} s, ${verified.memoryMb.toFixed(0)} MB`),
  ];
}

function asText(asked: Asked | undefined, name: string): string {
  if (asked === undefined) return 'not measured';
  const { p50Ms, p99Ms } = asked[name] ?? { p50Ms: Number.NaN, p99Ms: Number.NaN };
  return `${p50Ms.toFixed(1)} and ${p99Ms.toFixed(0)} ms`;
}
