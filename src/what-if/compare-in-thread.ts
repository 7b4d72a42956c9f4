/**
 * `comparePractice` off the request thread. Whoever stops reading ends the thread; each page is computed when it is asked for.
 * Whoever keeps the connection and reads nothing for a while loses the thread to those who wait.
 */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ComparedPage } from './compare-practice';
import type { CompareJob, ThreadAnswer } from './what-if-thread';

const MEMORY_MAX_MB = 400;
/** More than these at once would cost a node its memory: the others wait their turn, with their connection open. */
const THREADS_MAX = 2;
/** How long a page may lie unread. */
const UNREAD_MAX_MS = 60_000;
/** Run from the sources (tests, benches), the thread compiles what it loads. */
const COMPILER = __filename.endsWith('.ts') ? ['-r', join(__dirname, '../../scripts/typescript.cjs')] : [];

export async function* compareInThread(job: CompareJob, unreadMaxMs = UNREAD_MAX_MS): AsyncGenerator<ComparedPage> {
  await turn();
  const pages = pagesOf(job);
  let isOver = false;
  let unread: NodeJS.Timeout | undefined;
  const end = async (): Promise<void> => {
    clearTimeout(unread);
    if (isOver) return;
    isOver = true;
    await pages.return(undefined);
    done();
  };
  try {
    for await (const page of pages) {
      unread = setTimeout(() => void end(), unreadMaxMs);
      yield page;
      clearTimeout(unread);
      if (isOver) throw new Error(`the comparison was ended: nobody read on for ${unreadMaxMs} ms`);
    }
  } finally {
    await end();
  }
}

let running = 0;
const waiting: (() => void)[] = [];

function turn(): Promise<void> {
  if (running >= THREADS_MAX) return new Promise((resolve) => void waiting.push(resolve));
  running += 1;
  return Promise.resolve();
}

/** The place is the next one's, or free. */
function done(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

async function* pagesOf(job: CompareJob): AsyncGenerator<ComparedPage> {
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
