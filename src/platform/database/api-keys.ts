import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { integer, text, textOrNull, type Row, type Sql } from './sql';

export interface ApiKey {
  readonly practice: PracticeId;
  /** The actor of everything done with it. */
  readonly keyId: string;
  readonly role: string;
  readonly label: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** A key that opens, with what a caller needs of its practice. */
export interface ActiveKey extends ApiKey {
  readonly timeZone: string;
  readonly demo: boolean;
}

const COLUMNS = 'api_key.practice_id, key_id, role, label, api_key.created_at, revoked_at';

/** Keys by the SHA-256 of their 256 random bits; the key itself is never stored. */
export class ApiKeys {
  constructor(private readonly sql: Sql, private readonly clock: Clock) {}

  async add(practice: PracticeId, key: { readonly keyId: string; readonly hash: Buffer; readonly role: string; readonly label: string }): Promise<void> {
    await this.sql.execute('INSERT INTO api_key (practice_id, key_id, hash, role, label, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      [practice, key.keyId, key.hash, key.role, key.label, this.clock.now()]);
  }

  /** Undefined where a key of that id is there already. */
  async addOnce(practice: PracticeId, { keyId, hash, role, label }: { readonly keyId: string; readonly hash: Buffer; readonly role: string; readonly label: string }): Promise<ApiKey | undefined> {
    const [row] = await this.sql.execute(`INSERT INTO api_key (practice_id, key_id, hash, role, label, created_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (practice_id, key_id) DO NOTHING RETURNING ${COLUMNS}`, [practice, keyId, hash, role, label, this.clock.now()]);
    return row === undefined ? undefined : toKey(row);
  }

  /** Undefined alike for unknown and revoked. */
  findActive(hash: Buffer): Promise<ActiveKey | undefined> {
    return this.find(hash, 'revoked_at IS NULL');
  }

  /** Whose it was: for the audit of its use. */
  findRevoked(hash: Buffer): Promise<ActiveKey | undefined> {
    return this.find(hash, 'revoked_at IS NOT NULL');
  }

  private async find(hash: Buffer, condition: string): Promise<ActiveKey | undefined> {
    const [row] = await this.sql.query(`SELECT ${COLUMNS}, time_zone, is_demo FROM api_key JOIN practice ON practice.practice_id = api_key.practice_id
      WHERE hash = ? AND ${condition}`, [hash]);
    return row === undefined ? undefined : { ...toKey(row), timeZone: text(row, 'time_zone'), demo: integer(row, 'is_demo') === 1 };
  }

  async list(practice: PracticeId): Promise<readonly ApiKey[]> {
    return (await this.sql.query(`SELECT ${COLUMNS} FROM api_key WHERE practice_id = ? ORDER BY key_id`, [practice])).map(toKey);
  }

  /** Idempotent: the first revocation's time stays. */
  async revoke(practice: PracticeId, keyId: string): Promise<void> {
    await this.sql.execute('UPDATE api_key SET revoked_at = ? WHERE practice_id = ? AND key_id = ? AND revoked_at IS NULL', [this.clock.now(), practice, keyId]);
  }

  /**
   * The same, but for the last way in of the role, where no active account has it either: that key is answered as it is, unrevoked.
   * Undefined where there is none of that id. Two at once do not revoke the last two: each holds every key of the role, or waits for who does.
   */
  async revokeButLast(practice: PracticeId, keyId: string, role: string): Promise<ApiKey | undefined> {
    await this.sql.execute(`WITH opens AS (SELECT key_id FROM api_key WHERE practice_id = ? AND role = ? AND revoked_at IS NULL ORDER BY key_id ${this.sql.engine === 'postgres' ? 'FOR UPDATE' : ''})
      UPDATE api_key SET revoked_at = ? WHERE practice_id = ? AND key_id = ? AND revoked_at IS NULL AND (role <> ? OR EXISTS (SELECT 1 FROM opens WHERE opens.key_id <> ?)
        OR EXISTS (SELECT 1 FROM account WHERE account.practice_id = ? AND account.role = ? AND account.state = 'active'))`,
    [practice, role, this.clock.now(), practice, keyId, role, keyId, practice, role]);
    const [row] = await this.sql.query(`SELECT ${COLUMNS} FROM api_key WHERE practice_id = ? AND key_id = ?`, [practice, keyId]);
    return row === undefined ? undefined : toKey(row);
  }
}

function toKey(row: Row): ApiKey {
  return { practice: text(row, 'practice_id'), keyId: text(row, 'key_id'), role: text(row, 'role'), label: text(row, 'label'),
    createdAt: text(row, 'created_at'), revokedAt: textOrNull(row, 'revoked_at') };
}
