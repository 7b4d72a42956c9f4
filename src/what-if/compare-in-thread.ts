/** `comparePractice` off the request thread. Whoever stops reading ends the thread; each page is computed when it is asked for. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ComparedPage } from './compare-practice';
import type { CompareJob, ThreadAnswer } from './what-if-thread';

const MEMORY_MAX_MB = 400;
/** Run from the sources (tests, benches), the thread compiles what it loads. */
const COMPILER = __filename.endsWith('.ts') ? ['-r', join(__dirname, '../../scripts/typescript.cjs')] : [];

export async function* compareInThread(job: CompareJob): AsyncGenerator<ComparedPage> {
  const thread = new Worker(join(__dirname, `what-if-thread${extname(__filename)}`), { workerData: job, execArgv: COMPILER, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB } });
  try {
    for (;;) {
      const answer = await nextAnswer(thread);
      if ('failed' in answer) throw new Error(`the comparison failed: ${answer.failed}`);
      if ('end' in answer) return;
      yield answer.page;
    }
  } finally {
    await thread.terminate();
  }
}

function nextAnswer(thread: Worker): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (): void => void thread.off('message', answered).off('error', failed).off('exit', exited);
    const answered = (answer: ThreadAnswer): void => { settle(); resolve(answer); };
    const failed = (error: Error): void => { settle(); reject(error); };
    const exited = (code: number): void => failed(new Error(`the comparing thread ended with code ${code}`));
    thread.on('message', answered).on('error', failed).on('exit', exited);
    thread.postMessage('next');
  });
}
