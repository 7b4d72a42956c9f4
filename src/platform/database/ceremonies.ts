/** What is remembered between the two halves of signing in, or of adding a passkey; each is taken once. */
import { hash, randomUUID } from 'node:crypto';
import type { Instant } from '../../../machines/kernel/ids';
import { text, type Sql } from './sql';

/** Where nobody has said yet who they are. */
export const ANYBODY = '*';

export interface Ceremony {
  readonly practice: string;
  readonly kind: string;
  readonly details: Readonly<Record<string, string>>;
}

export class Ceremonies {
  constructor(private readonly sql: Sql) {}

  /** `secret` is what the second half brings along; its hash is stored. What was never finished is swept on the way. */
  async begin(secret: string, { practice, kind, details }: Ceremony, now: Instant, endsAt: Instant): Promise<void> {
    await this.sql.everyPractice.executeAll([
      { sql: 'DELETE FROM ceremony WHERE ends_at <= ?', parameters: [now] },
      { sql: 'INSERT INTO ceremony (practice_id, ceremony_id, hash, kind, details, ends_at) VALUES (?, ?, ?, ?, ?, ?)', parameters: [practice, randomUUID(), hashOf(secret), kind, JSON.stringify(details), endsAt] },
    ]);
  }

  /** Undefined alike for unknown, of another kind, taken before and too late. */
  async take(secret: string, kind: string, now: Instant): Promise<Ceremony | undefined> {
    const [row] = await this.sql.everyPractice.execute('DELETE FROM ceremony WHERE hash = ? AND kind = ? AND ends_at > ? RETURNING practice_id, details', [hashOf(secret), kind, now]);
    return row === undefined ? undefined : { practice: text(row, 'practice_id'), kind, details: JSON.parse(text(row, 'details')) as Ceremony['details'] };
  }
}

function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
