/** Reads in a thread of its own: a large resource or a wide row would hold up every other request. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReadAnswer, ReadJob } from './read-thread';

const MEMORY_MAX_MB = 512;
/** Under the tests the thread compiles as they do; built, there is nothing to compile. */
const COMPILER = extname(__filename) === '.ts' ? ['-r', join(__dirname, '../../scripts/typescript.cjs')] : [];

/** `unreadable`: a file is not what the mapping says; which and why is among the refusals. Rejects where the thread could not go on. */
export function readInThread(job: ReadJob, onProgress: (statements: number) => void, onStart: (stop: () => Promise<unknown>) => void = () => undefined): Promise<'read' | 'unreadable'> {
  const thread = new Worker(join(__dirname, `read-thread${extname(__filename)}`), { workerData: job, execArgv: COMPILER, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB } });
  onStart(() => thread.terminate());
  return new Promise((resolve, reject) => {
    let end: 'read' | 'unreadable' | undefined;
    thread.on('message', (said: ReadAnswer) => {
      if ('statements' in said) onProgress(said.statements);
      else if ('failed' in said) reject(new Error(`the files could not be read: ${said.failed}`));
      else end = said.end;
    });
    thread.on('error', reject);
    thread.on('exit', (code) => (end === undefined ? reject(new Error(`the reading thread ended with code ${code}`)) : resolve(end)));
  });
}
