/** Passkeys of accounts: the public half, and how often the private one was used. */
import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import { bytes, text, textOrNull, type Row, type Sql } from './sql';

export interface Passkey {
  readonly practice: PracticeId;
  readonly passkeyId: string;
  readonly accountId: string;
  /** As the authenticator named it, base64url. */
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly signCount: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly createdAt: Instant;
  readonly usedAt: Instant | null;
}

const COLUMNS = 'practice_id, passkey_id, account_id, credential_id, public_key, sign_count, transports, label, created_at, used_at';

export class Passkeys {
  constructor(private readonly sql: Sql) {}

  /** False when the authenticator's key is known already. */
  async add({ practice, passkeyId, accountId, credentialId, publicKey, signCount, transports, label, createdAt }: Omit<Passkey, 'usedAt'>): Promise<boolean> {
    const made = await this.sql.of(practice).execute(`INSERT INTO passkey (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING RETURNING passkey_id`,
      [practice, passkeyId, accountId, credentialId, publicKey, String(signCount), JSON.stringify(transports), label, createdAt]);
    return made.length > 0;
  }

  async list(practice: PracticeId, accountId: string): Promise<readonly Passkey[]> {
    return (await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM passkey WHERE practice_id = ? AND account_id = ? ORDER BY created_at, passkey_id`, [practice, accountId])).map(toPasskey);
  }

  /** Of whatever practice: who signs in has not said which. */
  async findByCredential(credentialId: string): Promise<Passkey | undefined> {
    const [row] = await this.sql.everyPractice.query(`SELECT ${COLUMNS} FROM passkey WHERE credential_id = ?`, [credentialId]);
    return row === undefined ? undefined : toPasskey(row);
  }

  async noteUse({ practice, passkeyId }: Passkey, signCount: number, now: Instant): Promise<void> {
    await this.sql.of(practice).execute('UPDATE passkey SET sign_count = ?, used_at = ? WHERE practice_id = ? AND passkey_id = ?', [String(signCount), now, practice, passkeyId]);
  }

  /** False when the account has none of that id. */
  async remove(practice: PracticeId, accountId: string, passkeyId: string): Promise<boolean> {
    return (await this.sql.of(practice).execute('DELETE FROM passkey WHERE practice_id = ? AND account_id = ? AND passkey_id = ? RETURNING passkey_id', [practice, accountId, passkeyId])).length > 0;
  }
}

function toPasskey(row: Row): Passkey {
  return {
    practice: text(row, 'practice_id'), passkeyId: text(row, 'passkey_id'), accountId: text(row, 'account_id'), credentialId: text(row, 'credential_id'), publicKey: bytes(row, 'public_key'),
    signCount: Number(text(row, 'sign_count')), transports: JSON.parse(text(row, 'transports')) as string[], label: text(row, 'label'), createdAt: text(row, 'created_at'), usedAt: textOrNull(row, 'used_at'),
  };
}
