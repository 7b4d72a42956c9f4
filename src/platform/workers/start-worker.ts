import { extname, join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Run from the sources (tests, benches), a thread compiles what it loads. */
const COMPILER = __filename.endsWith('.ts') ? ['-r', join(__dirname, '../../../scripts/typescript.cjs')] : [];

/** A thread of this program; `file` is the path of its first file without an extension. */
export function startWorker(file: string, options: Pick<WorkerOptions, 'workerData' | 'resourceLimits'>): Worker {
  return new Worker(`${file}${extname(__filename)}`, { ...options, execArgv: COMPILER });
}
