/** A built command as a process of its own, and what it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './processes';

export interface Ran {
  readonly seconds: number;
  readonly memoryMb: number;
  readonly cpuSeconds: number;
  readonly said: string;
}

const KB_PER_MB = 1024;
const MICROSECONDS_PER_SECOND = 1e6;
const TELL = "process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); process.stderr.write('\\nmost ' + maxRSS + ' cpu ' + (userCPUTime + systemCPUTime)); });";

/** Throws where it does not end with 0. `directory` holds a small file of the measuring. */
export async function runCommand(args: readonly string[], env: NodeJS.ProcessEnv, directory: string): Promise<Ran> {
  const tell = join(directory, 'tell-usage.cjs');
  writeFileSync(tell, TELL);
  let [said, errors] = ['', ''];
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['-r', tell, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (errors += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`${args[0] ?? ''} ended with ${code}: ${said}${errors}`.slice(0, 1000));
  const found = (what: RegExp): number => Number(what.exec(errors)?.[1] ?? 0);
  return { seconds: (performance.now() - startedAt) / 1000, memoryMb: found(/most (\d+)/) / KB_PER_MB, cpuSeconds: found(/cpu (\d+)/) / MICROSECONDS_PER_SECOND, said };
}
