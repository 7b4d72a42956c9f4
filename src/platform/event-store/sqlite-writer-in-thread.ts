import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Row, SqlValue, Statement } from '../database/sql';
import type { SqliteFile } from '../database/sqlite';
import { StoreUnavailable } from '../database/store-errors';
import { startWorker } from '../workers/start-worker';
import type { CommitResult } from './event-store';
import type { PreparedCommit } from './prepared-commit';
import type { SqliteWriter } from './sqlite-writer';
import { toError, toFailure, type Answer, type Done, type FromWriter, type ToWriter, type Work, type WriterData } from './sqlite-writer-messages';

/** It holds a group of commits and SQLite's own pages, which are outside the heap. */
const MEMORY_MAX = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };
/**
 * So much does not wait for the end of the turn: the thread begins while the rest is decided. Where all of a turn went over at its end, two
 * threads took turns instead of working side by side, and 32 clients were served no faster than by one.
 */
const SENT_AT_ONCE = 8;
/** Many times what requests can bring: whoever has more to write waits for what was written. */
const WAITING_MAX = 10_000;

interface Waiting {
  readonly resolve: (done: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Writes in a thread of its own, so that requests are decided while others wait for the disk. What was asked in one turn of the
 * event loop goes over in a few messages, and what became durable together comes back together.
 */
export class SqliteWriterInThread implements SqliteWriter {
  private readonly waiting = new Map<number, Waiting>();
  private outgoing: Work[] = [];
  private next = 0;
  private isEnding = false;
  private drained: (() => void) | undefined;
  /** Why nothing is written any more; set when the thread ended by itself. */
  private ended: StoreUnavailable | undefined;

  private constructor(private readonly thread: Worker) {
    thread.on('message', (message: FromWriter) => this.hear(message));
    thread.on('error', (error) => this.end(error));
    thread.on('exit', () => this.end(undefined));
  }

  /** Resolves when its connection is open and verified; rejects with what that threw. */
  static start(file: SqliteFile): Promise<SqliteWriterInThread> {
    const thread = startWorker(join(__dirname, 'sqlite-writer-thread'), { workerData: { file } satisfies WriterData, resourceLimits: MEMORY_MAX });
    return new Promise((resolve, reject) => {
      thread.once('error', reject);
      thread.once('message', (message: FromWriter) => {
        thread.off('error', reject);
        if (message === 'ready') resolve(new SqliteWriterInThread(thread));
        else reject(typeof message === 'object' && 'notStarted' in message ? toError(message.notStarted) : new Error('the thread that writes did not start'));
      });
    });
  }

  commit(prepared: PreparedCommit): Promise<CommitResult> {
    return this.ask<CommitResult>({ commit: withoutData(prepared) });
  }

  async execute(statement: Statement): Promise<readonly Row[]> {
    return (await this.ask<readonly Row[]>({ statement: sent(statement) })).map(received);
  }

  executeAll(statements: readonly Statement[]): Promise<void> {
    return this.ask<undefined>({ statements: statements.map(sent) });
  }

  drain(): Promise<void> {
    this.isEnding = true;
    if (this.ended !== undefined) return Promise.resolve();
    this.send();
    return new Promise((resolve) => {
      this.drained = resolve;
      this.post('drain');
    });
  }

  async close(): Promise<void> {
    await this.drain();
    if (this.ended !== undefined) return;
    const exited = new Promise((resolve) => this.thread.once('exit', resolve));
    this.post('close');
    await exited;
  }

  private ask<T extends Done>(work: Work): Promise<T> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    if (this.isEnding) return Promise.reject(new StoreUnavailable('The store is closing.'));
    if (this.waiting.size >= WAITING_MAX) return Promise.reject(new StoreUnavailable('Too much waits to be written.'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(this.next + this.outgoing.length, { resolve, reject });
      this.outgoing.push(work);
      if (this.outgoing.length === 1) setImmediate(() => this.send());
      else if (this.outgoing.length === SENT_AT_ONCE) this.send();
    });
  }

  private send(): void {
    const work = this.outgoing;
    if (work.length === 0) return;
    const first = this.next;
    this.next += work.length;
    this.outgoing = [];
    try {
      this.post({ first, work });
    } catch {
      this.sendOneByOne(first, work);
    }
  }

  /** What cannot go over fails its own caller only. */
  private sendOneByOne(first: number, work: readonly Work[]): void {
    work.forEach((each, index) => {
      try {
        this.post({ first: first + index, work: [each] });
      } catch (error) {
        this.settle({ n: first + index, failed: toFailure(error) });
      }
    });
  }

  private post(message: ToWriter): void {
    this.thread.postMessage(message);
  }

  private hear(message: FromWriter): void {
    if (message === 'drained') this.drained?.();
    if (!Array.isArray(message)) return;
    for (const answer of message as readonly Answer[]) this.settle(answer);
  }

  private settle(answer: Answer): void {
    const asked = this.waiting.get(answer.n);
    this.waiting.delete(answer.n);
    if ('failed' in answer) asked?.reject(toError(answer.failed));
    else asked?.resolve(answer.done as never);
  }

  /** Whether what waited was written is unknown; nothing of it was acknowledged. */
  private end(error: Error | undefined): void {
    this.ended ??= new StoreUnavailable('The thread that writes has ended: nothing is recorded until the service is started again.', error);
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
    this.drained?.();
  }
}

/** Its events go over as the bytes they are stored as, its projections beside it: the rest would be copied for nothing. */
function withoutData({ commit, events, payloads, ...prepared }: PreparedCommit): PreparedCommit {
  const { appends, outbox } = commit;
  return {
    ...prepared, events: events.map((each) => each.map(unpooled)), payloads: payloads.map(unpooled),
    commit: {
      ...commit, projections: [],
      appends: appends.map((append) => ({ ...append, events: append.events.map((event) => ({ ...event, data: undefined })) })),
      outbox: outbox.map(({ topic }) => ({ topic, payload: undefined })),
    },
  };
}

/** A small buffer is a part of a larger one, and the whole of that would be copied. */
function unpooled(bytes: Buffer): Buffer {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes) as Buffer;
}

function sent({ sql, parameters }: Statement): Statement {
  return { sql, parameters: parameters.map((value) => (Buffer.isBuffer(value) ? unpooled(value) : value)) };
}

/** Bytes arrive as plain ones. */
function received(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]): [string, SqlValue] => [column, value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value]));
}
