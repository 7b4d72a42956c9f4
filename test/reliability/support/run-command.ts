import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { DatabaseLocation } from '../../support/engines';

const ROOT = join(__dirname, '../../..');

export interface RunningCommand {
  /** SIGKILL: no handler runs, nothing is cleaned up. */
  kill(): void;
  readonly ended: Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** A command of src/cli over a database, as a process of its own; `directory` is its PATHGATE_DATA. */
export function startCommand(name: string, args: readonly string[], location: DatabaseLocation, directory: string): RunningCommand {
  const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(ROOT, `src/cli/${name}.ts`), ...args], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATHGATE_DATA: directory, PATHGATE_DATABASE: location.engine === 'sqlite' ? location.file : location.url },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => child.once('close', (status) => resolve({ status, stdout, stderr })));
  return { kill: () => void child.kill('SIGKILL'), ended };
}
