/** The service as a process of its own, over a database that holds a practice. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DatabaseLocation } from './engines';

const ROOT = join(__dirname, '../..');

export interface Server {
  readonly address: string;
  readonly process: ChildProcess;
  /** What it has written to stdout and stderr so far. */
  readonly output: () => string;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** A signal that it may answer in its own way; its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Built first when stale. Port 0: the service says which one it got. */
export async function startServer(location: DatabaseLocation, environment: Readonly<Record<string, string>> = {}): Promise<Server> {
  const database = location.engine === 'sqlite' ? location.file : location.url;
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT, env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', PATHGATE_DATABASE: database, ...environment }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, found] = /listens on (http:\S+)|^ {2}(http:\S+?)\/ +the staff app/m.exec(output)?.filter((part) => part !== undefined) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code} before it listened:\n${output}`)));
  });
  const stop = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };
  return { address, process: child, output: () => output, stop, kill: async () => void (await stop('SIGKILL')) };
}
