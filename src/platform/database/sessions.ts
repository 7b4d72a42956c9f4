/** Sessions by the SHA-256 of their token. One that nobody may use any more is not found. */
import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import { integer, text, type Row, type Sql } from './sql';

export interface StoredSession {
  readonly practice: PracticeId;
  readonly sessionId: string;
  readonly accountId: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  readonly mustChangePassword: boolean;
  readonly hasOneTimeCode: boolean;
  readonly seenAt: Instant;
  readonly endsAt: Instant;
  readonly practiceName: string;
  readonly timeZone: string;
  readonly demo: boolean;
}

export interface NewSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly hash: Buffer;
  readonly now: Instant;
  readonly endsAt: Instant;
}

export class Sessions {
  constructor(private readonly sql: Sql) {}

  /** What has ended by itself in this practice is swept on the way. */
  async add(practice: PracticeId, { sessionId, accountId, hash, now, endsAt }: NewSession): Promise<void> {
    await this.sql.of(practice).executeAll([
      { sql: 'DELETE FROM session WHERE practice_id = ? AND ends_at <= ?', parameters: [practice, now] },
      { sql: 'INSERT INTO session (practice_id, session_id, account_id, hash, created_at, seen_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?)', parameters: [practice, sessionId, accountId, hash, now, now, endsAt] },
    ]);
  }

  /** With the account as it is now: a changed role counts at once, and only an active account has sessions. */
  async find(hash: Buffer): Promise<StoredSession | undefined> {
    const [row] = await this.sql.everyPractice.query(`SELECT session.practice_id, session_id, session.account_id, account.name, display_name, role, must_change_password, one_time_confirmed, seen_at, ends_at,
      practice.name AS practice_name, time_zone, is_demo FROM session
      JOIN account ON account.practice_id = session.practice_id AND account.account_id = session.account_id
      JOIN practice ON practice.practice_id = session.practice_id
      WHERE hash = ? AND state = 'active'`, [hash]);
    return row === undefined ? undefined : toSession(row);
  }

  async noteSeen(practice: PracticeId, sessionId: string, now: Instant): Promise<void> {
    await this.sql.of(practice).execute('UPDATE session SET seen_at = ? WHERE practice_id = ? AND session_id = ? AND seen_at < ?', [now, practice, sessionId, now]);
  }

  async end(practice: PracticeId, sessionId: string): Promise<void> {
    await this.sql.of(practice).execute('DELETE FROM session WHERE practice_id = ? AND session_id = ?', [practice, sessionId]);
  }
}

function toSession(row: Row): StoredSession {
  return {
    practice: text(row, 'practice_id'), sessionId: text(row, 'session_id'), accountId: text(row, 'account_id'), name: text(row, 'name'), displayName: text(row, 'display_name'),
    role: text(row, 'role'), mustChangePassword: integer(row, 'must_change_password') === 1, hasOneTimeCode: integer(row, 'one_time_confirmed') === 1, seenAt: text(row, 'seen_at'), endsAt: text(row, 'ends_at'),
    practiceName: text(row, 'practice_name'), timeZone: text(row, 'time_zone'), demo: integer(row, 'is_demo') === 1,
  };
}
