import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { READY, WriterOrder } from './store-writer';
import type { Acknowledged } from './write-all';

export interface SpawnedWriter {
  /** Grows while the process runs. */
  readonly acknowledged: readonly Acknowledged[];
  /** Resolves when its store is open; it writes when it is told to start. */
  readonly ready: Promise<void>;
  start(): void;
  /** How often it was overtaken; known when it is done. */
  conflicts(): number;
  /** SIGKILL: no handler runs, no buffer is flushed. */
  kill(): void;
  /** Resolves when the process is gone and everything it said was read; rejects when it failed by itself. */
  readonly done: Promise<void>;
}

const ROOT = join(__dirname, '..', '..', '..');

export function spawnWriter(order: WriterOrder): SpawnedWriter {
  const acknowledged: Acknowledged[] = [];
  let conflicts = 0;
  const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts', 'typescript.cjs'), join(__dirname, 'store-writer.ts'), JSON.stringify(order)], { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
  let sayReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (sayReady = resolve));
  let stderr = '';
  let isCutShort = false;
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    try {
      const said = JSON.parse(line) as Acknowledged | { readonly conflicts: number } | typeof READY;
      if ('ready' in said) sayReady();
      else if ('conflicts' in said) ({ conflicts } = said);
      else acknowledged.push(said);
    } catch {
      // The last line of a killed process may be cut: it was not said, so it was not acknowledged.
      isCutShort = true;
    }
  });
  const done = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(([[code, signal]]) => {
    if (signal !== 'SIGKILL' && (code !== 0 || isCutShort)) throw new Error(`the writer ended with ${String(code ?? signal)}: ${stderr}`);
  });
  return {
    acknowledged, ready: Promise.race([ready, done]), start: () => void child.stdin.end('start\n'), conflicts: () => conflicts, kill: () => void child.kill('SIGKILL'), done,
  };
}
