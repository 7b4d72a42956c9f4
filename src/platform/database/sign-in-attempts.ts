/** How often signing in failed, by a hashed subject: stored, so that it counts over every node and over a restart. */
import type { Instant } from '../../../machines/kernel/ids';
import { integer, text, type Sql } from './sql';

export interface Attempts {
  readonly failures: number;
  readonly failedAt: Instant;
}

export class SignInAttempts {
  constructor(private readonly sql: Sql) {}

  async find(subject: string): Promise<Attempts | undefined> {
    const [row] = await this.sql.everyPractice.query('SELECT failures, failed_at FROM sign_in_attempt WHERE subject = ?', [subject]);
    return row === undefined ? undefined : { failures: integer(row, 'failures'), failedAt: text(row, 'failed_at') };
  }

  /** False when somebody else has counted since `before` was read. */
  async replace(subject: string, before: Attempts | undefined, after: Attempts): Promise<boolean> {
    const written = before === undefined
      ? await this.sql.everyPractice.execute('INSERT INTO sign_in_attempt (subject, failures, failed_at) VALUES (?, ?, ?) ON CONFLICT (subject) DO NOTHING RETURNING subject', [subject, after.failures, after.failedAt])
      : await this.sql.everyPractice.execute('UPDATE sign_in_attempt SET failures = ?, failed_at = ? WHERE subject = ? AND failures = ? AND failed_at = ? RETURNING subject', [after.failures, after.failedAt, subject, before.failures, before.failedAt]);
    return written.length > 0;
  }

  /** Takes back one that was counted: as it was, or one less where others have counted since. */
  async restore(subject: string, after: Attempts, before: Attempts | undefined): Promise<void> {
    const restored = before !== undefined ? await this.replace(subject, after, before)
      : (await this.sql.everyPractice.execute('DELETE FROM sign_in_attempt WHERE subject = ? AND failures = ? AND failed_at = ? RETURNING subject', [subject, after.failures, after.failedAt])).length > 0;
    if (!restored) await this.sql.everyPractice.execute('UPDATE sign_in_attempt SET failures = failures - 1 WHERE subject = ? AND failures > 0', [subject]);
  }

  async forget(subject: string): Promise<void> {
    await this.sql.everyPractice.execute('DELETE FROM sign_in_attempt WHERE subject = ?', [subject]);
  }

  /** What failed before this instant counts no more. */
  async sweep(before: Instant): Promise<void> {
    await this.sql.everyPractice.execute('DELETE FROM sign_in_attempt WHERE failed_at < ?', [before]);
  }
}
