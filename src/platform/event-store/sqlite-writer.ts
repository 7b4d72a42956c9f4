import type { Row, SqlValue, Statement } from '../database/sql';
import type { Database } from '../database/sqlite';
import { SqliteWriteQueue } from '../database/sqlite-write-queue';
import type { CommitResult } from './event-store';
import type { PreparedCommit } from './prepared-commit';
import { SqliteCommitWriter } from './sqlite-commit-writer';

/** Whatever is written to a SQLite file goes through one of these, as data: where it is written makes no difference. */
export interface SqliteWriter {
  /** Each resolves when durable. */
  commit(prepared: PreparedCommit): Promise<CommitResult>;
  execute(statement: Statement): Promise<readonly Row[]>;
  executeAll(statements: readonly Statement[]): Promise<void>;
  /** Refuses what comes now and resolves when all that waits is written; the connection stays open. */
  drain(): Promise<void>;
  /** The connection too. After it SQLite has put the write-ahead log into the database, unless another connection is open. */
  close(): Promise<void>;
}

/** In the thread that asks: its commits, and their waiting for the disk, hold up everything else in it. */
export class SqliteWriterHere implements SqliteWriter {
  private readonly writer: SqliteCommitWriter;
  private readonly queue: SqliteWriteQueue;

  constructor(private readonly db: Database.Database) {
    this.writer = new SqliteCommitWriter(db);
    this.queue = new SqliteWriteQueue(db, () => this.writer.heads.clear());
  }

  commit(prepared: PreparedCommit): Promise<CommitResult> {
    return this.queue.run(() => this.writer.write(prepared));
  }

  execute({ sql, parameters }: Statement): Promise<readonly Row[]> {
    return this.queue.run<readonly Row[]>(() => {
      const statement = this.db.prepare(sql);
      if (statement.reader) return statement.all(...parameters) as Row[];
      statement.run(...parameters);
      return [];
    });
  }

  executeAll(statements: readonly Statement[]): Promise<void> {
    return this.queue.run<void>(() => statements.forEach(({ sql, parameters }) => this.db.prepare(sql).run(...parameters as SqlValue[])));
  }

  drain(): Promise<void> {
    return this.queue.close();
  }

  async close(): Promise<void> {
    await this.drain();
    this.db.close();
  }
}
