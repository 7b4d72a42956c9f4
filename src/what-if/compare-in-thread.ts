/**
 * `comparePractice` off the request thread: a large practice by two threads. Each computes a page ahead of its reader and no more;
 * whoever leaves ends them, and whoever keeps the connection and reads nothing for a while loses them to those who wait.
 */
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { PatientId } from '../../machines/kernel/ids';
import { sumOf } from '../../machines/what-if';
import { startWorker } from '../platform/workers/start-worker';
import type { ComparedPage } from './compare-practice';
import type { CompareJob, ThreadAnswer } from './what-if-thread';

const MEMORY_MAX_MB = 400;
/** More than these at once would cost a node its memory: the others wait their turn, with their connection open. */
const THREADS_MAX = 2;
/** How long a page may lie unread, and from how many patients on a second thread, which compiles everything anew for itself, saves more than it costs. */
const LIMITS = { unreadMaxMs: 60_000, sharedFrom: 30_000 };

export async function* compareInThread(job: Pick<CompareJob, 'config' | 'practice' | 'change'>, { unreadMaxMs, sharedFrom } = LIMITS): AsyncGenerator<ComparedPage> {
  await turn();
  const pages = pagesOf({ ...job, sharedFrom });
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
  if (isTurn()) return Promise.resolve();
  return new Promise((resolve) => void waiting.push(resolve));
}

/** A place at once, or none. */
function isTurn(): boolean {
  if (running >= THREADS_MAX) return false;
  running += 1;
  return true;
}

/** The place is the next one's, or free. */
function done(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

/**
 * What was compared so far, with the items of the next page. Of a large practice the first thread says where its part ends: the rest
 * is a second one's at once where there is a place, else its own afterwards.
 */
async function* pagesOf(job: CompareJob): AsyncGenerator<ComparedPage> {
  const coming = new Map<Worker, Promise<{ readonly thread: Worker; readonly answer: ThreadAnswer }>>();
  const latest = new Map<Worker, ComparedPage>();
  let rest: PatientId | undefined;
  let hasSecondPlace = false;
  // A page ahead of the reader, and no more. A failure is told with the next page, to a reader who may be gone.
  const ask = (thread: Worker): void => {
    const next = nextAnswer(thread).then((answer) => ({ thread, answer }));
    next.catch(() => undefined);
    coming.set(thread, next);
  };
  const begin = (from?: PatientId): void => ask(startThread({ ...job, ...(from !== undefined && { from }) }));
  begin();
  try {
    while (coming.size > 0) {
      const { thread, answer } = await Promise.race(coming.values());
      if ('failed' in answer) throw new Error(`the comparison failed: ${answer.failed}`);
      if ('end' in answer) {
        coming.delete(thread);
        await thread.terminate();
        if (rest !== undefined) begin(rest);
        rest = undefined;
        continue;
      }
      const { page } = answer;
      if (!latest.has(thread) && page.restFrom !== undefined) {
        hasSecondPlace = isTurn();
        if (hasSecondPlace) begin(page.restFrom);
        else rest = page.restFrom;
      }
      latest.set(thread, page);
      ask(thread);
      const all = [...latest.values()];
      yield { done: all.reduce((sum, one) => sum + one.done, 0), patients: page.patients, items: page.items, tally: all.map(({ tally }) => tally).reduce(sumOf) };
    }
  } finally {
    // Also in the middle of a page: whoever waits is not kept by a database that does not answer.
    await Promise.all([...coming.keys()].map((thread) => thread.terminate()));
    if (hasSecondPlace) done();
  }
}

function startThread(job: CompareJob): Worker {
  const thread = startWorker(join(__dirname, 'what-if-thread'), { workerData: job, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB } });
  // Also while nobody waits for its answer: unheard, its failure would be the service's. Whoever asks next hears that it has ended.
  thread.on('error', () => undefined);
  return thread;
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
