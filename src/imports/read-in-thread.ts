/** Reads in a thread of its own: a large resource or a wide row would hold up every other request. */
import { join } from 'node:path';
import { startWorker } from '../platform/workers/start-worker';
import type { ReadAnswer, ReadJob } from './read-thread';

const MEMORY_MAX_MB = 512;

/** `unreadable`: a file is not what the mapping says; which and why is among the refusals. Rejects where the thread could not go on. */
export function readInThread(job: ReadJob, onProgress: (statements: number) => void, onStart: (stop: () => Promise<unknown>) => void = () => undefined): Promise<'read' | 'unreadable'> {
  const thread = startWorker(join(__dirname, 'read-thread'), { workerData: job, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB } });
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
