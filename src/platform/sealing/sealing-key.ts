/** The key in `PATHGATE_SEALING_KEY_FILE`. It seals nothing of a record: from it each practice's key is derived, and with that its patients' keys are wrapped. */
import { hkdfSync } from 'node:crypto';
import type { PracticeId } from '../../../machines/kernel/ids';
import { DATABASE_KEY_BYTES, readSealingKey } from '../database/database-key';

const FINGERPRINT_BYTES = 16;

export class SealingKey {
  /** Names the key in the database and tells nothing of it. */
  readonly fingerprint: string;
  private readonly practiceKeys = new Map<PracticeId, Buffer>();

  constructor(private readonly key: Buffer) {
    this.fingerprint = derived(key, '', 'fingerprint', FINGERPRINT_BYTES).toString('hex');
  }

  /** Throws `StoreRefusal`. */
  static ofFile(file: string): SealingKey {
    return new SealingKey(readSealingKey(file));
  }

  ofPractice(practice: PracticeId): Buffer {
    let key = this.practiceKeys.get(practice);
    if (key === undefined) this.practiceKeys.set(practice, (key = derived(this.key, practice, 'practice key', DATABASE_KEY_BYTES)));
    return key;
  }
}

/** HKDF-SHA-256: what is derived tells nothing of what it came from, nor of what else did. */
function derived(key: Buffer, salt: string, info: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `pathgate ${info} 1`, bytes));
}
