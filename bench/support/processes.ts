/** The processes a bench measures: the built service, and bare servers beside it. Each is ended by its own handle. */
import { spawn, type ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
const READY_MS_MAX = 60_000;
const ASK_EVERY_MS = 5;
const SETTLED_MS_MAX = 20 * 60_000;

export interface Running {
  readonly url: string;
  readonly pid: number;
  /** From spawn to the first 200 of its readiness. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** `npm start` on a built tree: the same entry file, its log in a file as under a service manager: beside the database, or `service.log` in a folder that is then the place of its data. */
export function startService(database: string, folder?: string, readyMsMax?: number): Promise<Running> {
  const environment = { PATHGATE_DATABASE: database, PATHGATE_CLIENT_REQUESTS_PER_MINUTE: '10000000', PATHGATE_PRACTICE_REQUESTS_PER_MINUTE: '10000000', ...(folder !== undefined && { PATHGATE_DATA: folder }) };
  return start(['dist/src/main.js'], environment, folder === undefined ? `${database}.log` : serviceLog(folder), '/health/ready', readyMsMax);
}

export function serviceLog(folder: string): string {
  return join(folder, 'service.log');
}

/** As above, and the day's reassessment of every patient, which follows each start, has ended. */
export async function startSettledService(database: string): Promise<Running> {
  const log = `${database}.log`;
  rmSync(log, { force: true });
  const service = await startService(database);
  const startedAt = performance.now();
  while (!readFileSync(log, 'utf8').includes('"msg":"reassessment"')) {
    if (performance.now() - startedAt > SETTLED_MS_MAX) {
      await service.stop();
      throw new Error(`the reassessment after the start of ${database} did not end`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return service;
}

/** One of `bench/baselines/`, run from its TypeScript. */
export function startBaseline(name: string, ...args: readonly string[]): Promise<Running> {
  return start(['-r', './scripts/typescript.cjs', `bench/baselines/${name}.ts`, ...args], {}, join(tmpdir(), `pathgate-${name}-${process.pid}.log`), '/ready');
}

async function start(args: readonly string[], environment: Readonly<Record<string, string>>, logFile: string, ready: string, readyMsMax = READY_MS_MAX): Promise<Running> {
  const port = await freePort();
  const log = openSync(logFile, 'a');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], { cwd: ROOT, env: { ...process.env, ...environment, PORT: String(port) }, stdio: ['ignore', log, log] });
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(`${url}${ready}`))) {
    if (child.exitCode !== null || performance.now() - startedAt > readyMsMax) {
      child.kill('SIGKILL');
      throw new Error(`${args.join(' ')} did not become ready:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return { url, pid: child.pid as number, readyMs: performance.now() - startedAt, stop: () => stop(child) };
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { headers: { connection: 'close' } })).status === 200;
  } catch {
    return false;
  }
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** A folder of its own for the databases of one bench, gone afterwards. */
export async function inFolder<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'pathgate-bench-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Resident memory of a process. */
export function residentMegabytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** Bytes a process has had written to storage; undefined where the system does not count them. */
export function writtenBytes(pid: number): number | undefined {
  const file = `/proc/${pid}/io`;
  if (!existsSync(file)) return undefined;
  const counted = /^write_bytes: (\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return counted === undefined ? undefined : Number(counted);
}
