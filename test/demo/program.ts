/** `npm start` and the commands as a user runs them: child processes in an empty directory, with a data directory of their own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const START_MS_MAX = 60_000;

export interface Program {
  readonly stdout: () => string;
  readonly address: string;
  /** Milliseconds from spawn to the last line of the greeting. */
  readonly readyMs: number;
  /** Sends the signal and answers the exit code; null when a signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the service in `folder` and waits until it has printed what `until` looks for. */
export async function startProgram(folder: string, until: RegExp, more: Readonly<Record<string, string>> = {}): Promise<Program> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], { cwd: folder, env: environment(folder, { PORT: String(port), ...more }), stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  await printed(child, output, until);
  return {
    stdout: () => output.stdout, address: `http://127.0.0.1:${port}`, readyMs: performance.now() - startedAt,
    stop: async (signal) => {
      if (child.exitCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

/** `npm run -s NAME -- ARGS` to its end. */
export function runCommand(folder: string, name: string, args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [join(ROOT, 'scripts/run.mjs'), name, ...args], { cwd: folder, env: environment(folder), encoding: 'utf8' });
}

export interface CurlAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** Runs a printed curl line: a shell splits it, so that its quoting is tested too, and fetch sends it, so that no curl is needed. */
export async function paste(line: string): Promise<CurlAnswer> {
  const { stdout } = spawnSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${line}`], { encoding: 'utf8' });
  const words = stdout.split('\0').slice(0, -1);
  const headers: Record<string, string> = {};
  let body: string | undefined;
  let url = '';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-H') {
      const [, name = '', value = ''] = /^([^:]+): (.*)$/.exec(words[++i] ?? '') ?? [];
      headers[name] = value;
    } else if (word === '-d') body = words[++i];
    else if (word === '-o') i++;
    else if (!['-s', '-i'].includes(word)) url = word;
  }
  const answer = await fetch(url, { headers, ...(body === undefined ? {} : { method: 'POST', body }) });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

function environment(folder: string, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, PATHGATE_DATA: join(folder, 'data'), PATHGATE_DATABASE: '', ...more };
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return output;
}

function printed(child: ChildProcess, output: { stdout: string; stderr: string }, until: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      clearTimeout(timer);
      child.stdout?.off('data', look);
      child.off('exit', exited);
      if (error === undefined) resolve();
      else {
        child.kill('SIGKILL');
        reject(error);
      }
    };
    const look = (): void => void (until.test(output.stdout) && settle());
    const exited = (code: number | null): void => settle(new Error(`it ended with ${String(code)} before it was ready:\n${output.stdout}\n${output.stderr}`));
    const timer = setTimeout(() => settle(new Error(`not ready after ${START_MS_MAX} ms:\n${output.stdout}\n${output.stderr}`)), START_MS_MAX);
    child.stdout?.on('data', look);
    child.on('exit', exited);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
