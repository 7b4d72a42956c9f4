/** People of a practice who sign in by name. A password is known here by its salted hash only. */
import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { integer, text, textOrNull, type Row, type Sql, type SqlValue } from './sql';

/** `locked` may come back and `disabled` has left: neither signs in. */
export const ACCOUNT_STATES = ['active', 'locked', 'disabled'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export interface Account {
  readonly practice: PracticeId;
  /** The actor of everything done by this person. */
  readonly accountId: string;
  /** What is typed to sign in; unique in the database without regard to case. */
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  readonly state: AccountState;
  readonly mustChangePassword: boolean;
  readonly createdAt: string;
  readonly signedInAt: string | null;
  /** A second factor was confirmed. */
  readonly hasOneTimeCode: boolean;
}

/** What is needed to check who signs in; never answered. */
export interface Credentials extends Account {
  readonly password: string;
  readonly oneTimeSecret: string | null;
  readonly failedAttempts: number;
}

export interface NewAccount {
  readonly accountId: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  /** Hashed. */
  readonly password: string;
  readonly mustChangePassword: boolean;
}

export interface AccountChanges {
  readonly displayName?: string;
  readonly role?: string;
  readonly state?: AccountState;
}

const COLUMNS = 'practice_id, account_id, name, display_name, role, state, must_change_password, created_at, signed_in_at, one_time_confirmed';
const SECRETS = 'password, one_time_secret, failed_attempts';

/** A name as it is compared. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC');
}

export class Accounts {
  constructor(private readonly sql: Sql, private readonly clock: Clock) {}

  /** False when the name, or the id, is taken. */
  async add(practice: PracticeId, account: NewAccount): Promise<boolean> {
    const now = this.clock.now();
    const made = await this.sql.of(practice).execute(`INSERT INTO account (practice_id, account_id, name, name_key, display_name, role, state, password, must_change_password, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING account_id`,
    [practice, account.accountId, account.name, nameKey(account.name), account.displayName, account.role, account.password, account.mustChangePassword ? 1 : 0, now, now]);
    return made.length > 0;
  }

  async list(practice: PracticeId): Promise<readonly Account[]> {
    return (await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM account WHERE practice_id = ? ORDER BY name_key`, [practice])).map(toAccount);
  }

  async find(practice: PracticeId, accountId: string): Promise<Account | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM account WHERE practice_id = ? AND account_id = ?`, [practice, accountId]);
    return row === undefined ? undefined : toAccount(row);
  }

  /** Of whatever practice, whatever its state. */
  async credentialsByName(name: string): Promise<Credentials | undefined> {
    const [row] = await this.sql.everyPractice.query(`SELECT ${COLUMNS}, ${SECRETS} FROM account WHERE name_key = ?`, [nameKey(name)]);
    return row === undefined ? undefined : toCredentials(row);
  }

  async credentials(practice: PracticeId, accountId: string): Promise<Credentials | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${COLUMNS}, ${SECRETS} FROM account WHERE practice_id = ? AND account_id = ?`, [practice, accountId]);
    return row === undefined ? undefined : toCredentials(row);
  }

  /** Who may not be there any more, or not be active, ends its sessions in the same transaction. */
  async change(practice: PracticeId, accountId: string, { displayName, role, state }: AccountChanges): Promise<void> {
    const sets: string[] = ['updated_at = ?'];
    const values: SqlValue[] = [this.clock.now()];
    for (const [column, value] of [['display_name', displayName], ['role', role], ['state', state]] as const) {
      if (value === undefined) continue;
      sets.push(`${column} = ?`);
      values.push(value);
    }
    if (state === 'active') sets.push('failed_attempts = 0');
    await this.sql.of(practice).executeAll([
      { sql: `UPDATE account SET ${sets.join(', ')} WHERE practice_id = ? AND account_id = ?`, parameters: [...values, practice, accountId] },
      ...(state === undefined || state === 'active' ? [] : [endSessions(practice, accountId)]),
    ]);
  }

  /** A new password ends every session of the account. */
  async setPassword(practice: PracticeId, accountId: string, password: string, mustChangePassword: boolean): Promise<void> {
    await this.sql.of(practice).executeAll([
      { sql: 'UPDATE account SET password = ?, must_change_password = ?, failed_attempts = 0, updated_at = ? WHERE practice_id = ? AND account_id = ?',
        parameters: [password, mustChangePassword ? 1 : 0, this.clock.now(), practice, accountId] },
      endSessions(practice, accountId),
    ]);
  }

  /** The person's own: only while the one that was shown is still the account's; false when somebody gave another meanwhile. Every session ends. */
  async replacePassword(practice: PracticeId, accountId: string, shown: string, password: string): Promise<boolean> {
    const replaced = await this.sql.of(practice).execute('UPDATE account SET password = ?, must_change_password = 0, failed_attempts = 0, updated_at = ? WHERE practice_id = ? AND account_id = ? AND password = ? RETURNING account_id',
      [password, this.clock.now(), practice, accountId, shown]);
    if (replaced.length === 0) return false;
    await this.sql.of(practice).executeAll([endSessions(practice, accountId)]);
    return true;
  }

  /** A secret that counts once it is confirmed. */
  async beginOneTimeCode(practice: PracticeId, accountId: string, secret: string): Promise<void> {
    await this.sql.of(practice).execute('UPDATE account SET one_time_secret = ?, one_time_last_step = 0 WHERE practice_id = ? AND account_id = ? AND one_time_confirmed = 0', [secret, practice, accountId]);
  }

  async confirmOneTimeCode(practice: PracticeId, accountId: string): Promise<void> {
    await this.sql.of(practice).execute('UPDATE account SET one_time_confirmed = 1, updated_at = ? WHERE practice_id = ? AND account_id = ? AND one_time_secret IS NOT NULL', [this.clock.now(), practice, accountId]);
  }

  async removeOneTimeCode(practice: PracticeId, accountId: string): Promise<void> {
    await this.sql.of(practice).execute('UPDATE account SET one_time_secret = NULL, one_time_confirmed = 0, updated_at = ? WHERE practice_id = ? AND account_id = ?', [this.clock.now(), practice, accountId]);
  }

  /** False when that step, or a later one, was used before: a code that somebody has watched opens nothing. */
  async takeOneTimeStep(practice: PracticeId, accountId: string, step: number): Promise<boolean> {
    const taken = await this.sql.of(practice).execute('UPDATE account SET one_time_last_step = ? WHERE practice_id = ? AND account_id = ? AND one_time_last_step < ? RETURNING account_id', [step, practice, accountId, step]);
    return taken.length > 0;
  }

  /** One-time codes and passkeys. */
  async forgetSecondFactors(practice: PracticeId, accountId: string): Promise<void> {
    await this.sql.of(practice).executeAll([
      { sql: 'UPDATE account SET one_time_secret = NULL, one_time_confirmed = 0, updated_at = ? WHERE practice_id = ? AND account_id = ?', parameters: [this.clock.now(), practice, accountId] },
      { sql: 'DELETE FROM passkey WHERE practice_id = ? AND account_id = ?', parameters: [practice, accountId] },
    ]);
  }

  async noteSignIn(practice: PracticeId, accountId: string): Promise<void> {
    await this.sql.of(practice).execute('UPDATE account SET failed_attempts = 0, signed_in_at = ? WHERE practice_id = ? AND account_id = ?', [this.clock.now(), practice, accountId]);
  }

  /** Counts one more; an active account that reaches `lockAt` is locked and its sessions end. Answers whether this one locked it. */
  async noteFailure(practice: PracticeId, accountId: string, lockAt: number): Promise<boolean> {
    const [row] = await this.sql.of(practice).execute('UPDATE account SET failed_attempts = failed_attempts + 1 WHERE practice_id = ? AND account_id = ? RETURNING failed_attempts, state', [practice, accountId]);
    if (row === undefined || integer(row, 'failed_attempts') < lockAt || text(row, 'state') !== 'active') return false;
    await this.change(practice, accountId, { state: 'locked' });
    return true;
  }
}

export function endSessions(practice: PracticeId, accountId: string) {
  return { sql: 'DELETE FROM session WHERE practice_id = ? AND account_id = ?', parameters: [practice, accountId] };
}

function toAccount(row: Row): Account {
  return {
    practice: text(row, 'practice_id'), accountId: text(row, 'account_id'), name: text(row, 'name'), displayName: text(row, 'display_name'), role: text(row, 'role'),
    state: text(row, 'state') as AccountState, mustChangePassword: integer(row, 'must_change_password') === 1, createdAt: text(row, 'created_at'),
    signedInAt: textOrNull(row, 'signed_in_at'), hasOneTimeCode: integer(row, 'one_time_confirmed') === 1,
  };
}

function toCredentials(row: Row): Credentials {
  return { ...toAccount(row), password: text(row, 'password'), oneTimeSecret: textOrNull(row, 'one_time_secret'), failedAttempts: integer(row, 'failed_attempts') };
}
