import type { Database } from './sqlite';
import { codeOf, StoreUnavailable } from './store-errors';

/** Rolls the job's own savepoint back and still answers its caller. */
export class Undo<T> {
  constructor(readonly answer: T) {}
}

interface Waiting {
  readonly job: () => unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Bounds how long one transaction holds the event loop. */
const JOBS_PER_TRANSACTION_MAX = 128;
/** Many times what requests can bring: whoever has more to write waits for what was written. */
const JOBS_WAITING_MAX = 10_000;
const BUSY_RETRY_MS = 5;
/** Another process may hold the lock longer, for a migration or a backup; then callers are told. */
const BUSY_MS_MAX = 10_000;

/**
 * The one write path of SQLite: synchronous jobs in order of arrival, grouped into one transaction with a savepoint each, so
 * that one fsync serves all who wait and one job's failure undoes nothing but itself. Everything that arrived while the event
 * loop was busy with the last group is in the next: the gathering window is one turn of the loop.
 */
export class SqliteWriteQueue {
  private waiting: Waiting[] = [];
  private scheduled = false;
  private closing = false;
  /** When the lock was first found taken, on a clock that only goes on. */
  private busySinceMs: number | undefined;
  private idle: (() => void) | undefined;
  private readonly statements: Record<'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'undo', Database.Statement>;

  /** `onRollback` hears that a whole group was undone: caches filled by its jobs must go. */
  constructor(private readonly db: Database.Database, private readonly onRollback: () => void) {
    this.statements = {
      begin: db.prepare('BEGIN IMMEDIATE'), commit: db.prepare('COMMIT'), rollback: db.prepare('ROLLBACK'),
      savepoint: db.prepare('SAVEPOINT job'), release: db.prepare('RELEASE job'), undo: db.prepare('ROLLBACK TO job'),
    };
  }

  /** Resolves when durable. A job that throws is undone and rejects; one that answers `Undo` is undone and resolves. */
  run<T>(job: () => T | Undo<T>): Promise<T> {
    if (this.closing) return Promise.reject(new StoreUnavailable('The store is closing.'));
    if (this.waiting.length >= JOBS_WAITING_MAX) return Promise.reject(new StoreUnavailable('Too much waits to be written.'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ job, resolve: resolve as (answer: unknown) => void, reject });
      this.schedule();
    });
  }

  /** Refuses new jobs and resolves when those that wait are done. */
  close(): Promise<void> {
    this.closing = true;
    if (this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => (this.idle = resolve));
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    try {
      this.statements.begin.run();
    } catch (error) {
      this.onBusy(error);
      return;
    }
    this.busySinceMs = undefined;
    this.runGroup(this.waiting.splice(0, JOBS_PER_TRANSACTION_MAX));
    if (this.waiting.length > 0) this.schedule();
    else this.idle?.();
  }

  private runGroup(group: readonly Waiting[]): void {
    const answers: (() => void)[] = [];
    try {
      for (const each of group) answers.push(this.runOne(each));
      this.statements.commit.run();
    } catch (error) {
      if (this.db.inTransaction) this.statements.rollback.run();
      this.onRollback();
      const unavailable = new StoreUnavailable('The database could not write; nothing of this was stored.', error);
      for (const each of group) each.reject(unavailable);
      return;
    }
    for (const answer of answers) answer();
  }

  /** Throws only when the whole transaction is lost. */
  private runOne({ job, resolve, reject }: Waiting): () => void {
    this.statements.savepoint.run();
    try {
      const answer = job();
      if (answer instanceof Undo) this.statements.undo.run();
      this.statements.release.run();
      return () => resolve(answer instanceof Undo ? answer.answer : answer);
    } catch (error) {
      // A full disk or a failing one takes SQLite's transaction with it.
      if (!this.db.inTransaction || isFatal(error)) throw error;
      this.statements.undo.run();
      this.statements.release.run();
      return () => reject(error);
    }
  }

  private onBusy(error: unknown): void {
    const nowMs = performance.now();
    this.busySinceMs ??= nowMs;
    if (codeOf(error)?.startsWith('SQLITE_BUSY') === true && nowMs - this.busySinceMs < BUSY_MS_MAX) {
      this.scheduled = true;
      setTimeout(() => this.flush(), BUSY_RETRY_MS);
      return;
    }
    this.busySinceMs = undefined;
    const unavailable = new StoreUnavailable('The database is locked by another program or cannot be written.', error);
    for (const each of this.waiting.splice(0)) each.reject(unavailable);
    this.idle?.();
  }
}

function isFatal(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT|READONLY|CANTOPEN|PROTOCOL)/.test(codeOf(error) ?? '');
}
