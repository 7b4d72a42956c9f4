import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { integer, text, textOrNull, type Row, type Sql } from './sql';

export interface NewApiKey {
  /** The actor of everything done with it. */
  readonly keyId: string;
  readonly hash: Buffer;
  readonly role: string;
  readonly label: string;
  /** Opens nothing from then on; left out: never ends by itself. */
  readonly expiresAt?: Instant;
  /** The only actions of its role that it may do; left out: all of them. */
  readonly scope?: readonly string[];
}

export interface ApiKey {
  readonly practice: PracticeId;
  readonly keyId: string;
  readonly role: string;
  readonly label: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly scope: readonly string[] | null;
  /** The key in whose place it was made. */
  readonly replaces: string | null;
}

/** A key that opens, with what a caller needs of its practice. */
export interface ActiveKey extends ApiKey {
  readonly timeZone: string;
  readonly demo: boolean;
}

const COLUMNS = 'api_key.practice_id, key_id, role, label, api_key.created_at, revoked_at, expires_at, scope, replaces';
const INSERT = 'INSERT INTO api_key (practice_id, key_id, hash, role, label, created_at, expires_at, scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
const IN_USE = 'revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)';

/** Keys by the SHA-256 of their 256 random bits; the key itself is never stored. */
export class ApiKeys {
  constructor(private readonly sql: Sql, private readonly clock: Clock) {}

  async add(practice: PracticeId, key: NewApiKey): Promise<void> {
    await this.sql.of(practice).execute(INSERT, this.valuesOf(practice, key));
  }

  /** Undefined where a key of that id is there already. */
  async addOnce(practice: PracticeId, key: NewApiKey): Promise<ApiKey | undefined> {
    const [row] = await this.sql.of(practice).execute(`${INSERT} ON CONFLICT (practice_id, key_id) DO NOTHING RETURNING ${COLUMNS}`, this.valuesOf(practice, key));
    return row === undefined ? undefined : toKey(row);
  }

  private valuesOf(practice: PracticeId, { keyId, hash, role, label, expiresAt, scope }: NewApiKey) {
    return [practice, keyId, hash, role, label, this.clock.now(), expiresAt ?? null, scope === undefined ? null : JSON.stringify(scope)];
  }

  /**
   * A key in the place of one that is in use: its role, label and scope. The former ends then, or sooner if it would. Undefined where the
   * former is none of the practice, or no longer in use, or where a key of the new id is there already: then nothing ends sooner either.
   */
  async replaceOnce(practice: PracticeId, former: string, key: Pick<NewApiKey, 'keyId' | 'hash'> & { readonly expiresAt: Instant }, formerUntil: Instant): Promise<ApiKey | undefined> {
    const now = this.clock.now();
    await this.sql.of(practice).executeAll([
      { sql: `INSERT INTO api_key (practice_id, key_id, hash, role, label, created_at, expires_at, scope, replaces)
          SELECT practice_id, ?, ?, role, label, ?, ?, scope, key_id FROM api_key WHERE practice_id = ? AND key_id = ? AND ${IN_USE} ON CONFLICT (practice_id, key_id) DO NOTHING`,
      parameters: [key.keyId, key.hash, now, key.expiresAt, practice, former, now] },
      { sql: `UPDATE api_key SET expires_at = ? WHERE practice_id = ? AND key_id = ? AND (expires_at IS NULL OR expires_at > ?) AND EXISTS (SELECT 1 FROM api_key AS made WHERE made.hash = ?)`,
        parameters: [formerUntil, practice, former, formerUntil, key.hash] },
    ]);
    const [row] = await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM api_key WHERE practice_id = ? AND hash = ?`, [practice, key.hash]);
    return row === undefined ? undefined : toKey(row);
  }

  /** Undefined alike for unknown, revoked and expired. */
  findActive(hash: Buffer): Promise<ActiveKey | undefined> {
    return this.findWhere(hash, IN_USE);
  }

  /** Whose it was: for the audit of its use. */
  findFormer(hash: Buffer): Promise<ActiveKey | undefined> {
    return this.findWhere(hash, `NOT (${IN_USE})`);
  }

  private async findWhere(hash: Buffer, condition: string): Promise<ActiveKey | undefined> {
    const [row] = await this.sql.everyPractice.query(`SELECT ${COLUMNS}, time_zone, is_demo FROM api_key JOIN practice ON practice.practice_id = api_key.practice_id
      WHERE hash = ? AND ${condition}`, [hash, this.clock.now()]);
    return row === undefined ? undefined : { ...toKey(row), timeZone: text(row, 'time_zone'), demo: integer(row, 'is_demo') === 1 };
  }

  async find(practice: PracticeId, keyId: string): Promise<ApiKey | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM api_key WHERE practice_id = ? AND key_id = ?`, [practice, keyId]);
    return row === undefined ? undefined : toKey(row);
  }

  async list(practice: PracticeId): Promise<readonly ApiKey[]> {
    return (await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM api_key WHERE practice_id = ? ORDER BY key_id`, [practice])).map(toKey);
  }

  /** Idempotent: the first revocation's time stays. */
  async revoke(practice: PracticeId, keyId: string): Promise<void> {
    await this.sql.of(practice).execute('UPDATE api_key SET revoked_at = ? WHERE practice_id = ? AND key_id = ? AND revoked_at IS NULL', [this.clock.now(), practice, keyId]);
  }

  /**
   * The same, but for the last way in of the role, where no active account has it either: that key is answered as it is, unrevoked.
   * Undefined where there is none of that id. Two at once do not revoke the last two: each holds every key of the role, or waits for who does.
   */
  async revokeButLast(practice: PracticeId, keyId: string, role: string): Promise<ApiKey | undefined> {
    const now = this.clock.now();
    await this.sql.of(practice).execute(`WITH opens AS (SELECT key_id FROM api_key WHERE practice_id = ? AND role = ? AND ${IN_USE} ORDER BY key_id ${this.sql.engine === 'postgres' ? 'FOR UPDATE' : ''})
      UPDATE api_key SET revoked_at = ? WHERE practice_id = ? AND key_id = ? AND revoked_at IS NULL AND (role <> ? OR NOT (${IN_USE}) OR EXISTS (SELECT 1 FROM opens WHERE opens.key_id <> ?)
        OR EXISTS (SELECT 1 FROM account WHERE account.practice_id = ? AND account.role = ? AND account.state = 'active'))`,
    [practice, role, now, now, practice, keyId, role, now, keyId, practice, role]);
    return this.find(practice, keyId);
  }
}

function toKey(row: Row): ApiKey {
  const scope = textOrNull(row, 'scope');
  return { practice: text(row, 'practice_id'), keyId: text(row, 'key_id'), role: text(row, 'role'), label: text(row, 'label'),
    createdAt: text(row, 'created_at'), revokedAt: textOrNull(row, 'revoked_at'), expiresAt: textOrNull(row, 'expires_at'),
    scope: scope === null ? null : JSON.parse(scope) as readonly string[], replaces: textOrNull(row, 'replaces') };
}
