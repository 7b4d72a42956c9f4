/** One key a patient, wrapped with the practice's: made when something is first sealed, remembered for a while, gone when it is destroyed. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { text, textOrNull, type ReadingSql, type Row, type Sql } from '../database/sql';
import { StoreUnavailable } from '../database/store-errors';
import { PLACES, seal, unseal } from './seal';
import type { SealingKey } from './sealing-key';

export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

const KEY_BYTES = 32;
const REMEMBERED_MAX = 5_000;
/** How long a node may still know a key that another has destroyed. */
const REMEMBERED_MS = 300_000;
/** Bounds one question to the database. */
const STREAMS_PER_QUESTION = 500;

type Reading = Pick<ReadingSql, 'of'>;

/** Reads keys. Whoever also makes them has `NewDataKeys`. */
export class DataKeys {
  private readonly remembered = new Map<string, { readonly dataKey: DataKey; readonly untilMs: number }>();

  constructor(protected readonly reading: Reading, protected readonly sealingKey: SealingKey) {}

  /** Of these patients those whose key is there. A destroyed one is not among them, nor one that was never made. */
  async of(practice: PracticeId, patients: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const found = new Map<string, DataKey>();
    const unknown: string[] = [];
    for (const patient of new Set(patients)) {
      const known = this.recall(practice, patient);
      if (known === undefined) unknown.push(patient);
      else found.set(patient, known);
    }
    for (let from = 0; from < unknown.length; from += STREAMS_PER_QUESTION) {
      const some = unknown.slice(from, from + STREAMS_PER_QUESTION);
      const rows = await this.reading.of(practice).query(`SELECT patient_id, key_id, wrapped FROM data_key WHERE practice_id = ? AND patient_id IN (${some.map(() => '?').join(', ')}) AND wrapped IS NOT NULL`, [practice, ...some]);
      for (const row of rows) found.set(text(row, 'patient_id'), this.unwrap(practice, row));
    }
    return found;
  }

  /** Of the key that they are wrapped with. */
  get fingerprint(): string {
    return this.sealingKey.fingerprint;
  }

  /** After its key was destroyed. */
  forget(practice: PracticeId, patient: string): void {
    this.remembered.delete(`${practice}/${patient}`);
  }

  protected recall(practice: PracticeId, patient: string): DataKey | undefined {
    const name = `${practice}/${patient}`;
    const known = this.remembered.get(name);
    if (known !== undefined && known.untilMs > performance.now()) return known.dataKey;
    this.remembered.delete(name);
    return undefined;
  }

  protected unwrap(practice: PracticeId, row: Row): DataKey {
    const [patient, id] = [text(row, 'patient_id'), text(row, 'key_id')];
    const key = unseal(this.sealingKey.ofPractice(practice), PLACES.dataKey(practice, patient, id), Buffer.from(text(row, 'wrapped'), 'base64'));
    if (key === undefined) throw new StoreUnavailable(WRONG_KEY);
    const dataKey = { id, key };
    this.remembered.set(`${practice}/${patient}`, { dataKey, untilMs: performance.now() + REMEMBERED_MS });
    if (this.remembered.size > REMEMBERED_MAX) this.remembered.delete(this.remembered.keys().next().value as string);
    return dataKey;
  }
}

export class NewDataKeys extends DataKeys {
  constructor(private readonly sql: Sql, sealingKey: SealingKey, private readonly clock: Clock) {
    super(sql, sealingKey);
  }

  /** The patient's key, made when there is none: durable before anything is sealed with it. Undefined: destroyed. */
  async toSeal(practice: PracticeId, patient: string): Promise<DataKey | undefined> {
    const known = this.recall(practice, patient);
    if (known !== undefined) return known;
    const row = await this.find(practice, patient) ?? await this.make(practice, patient);
    return textOrNull(row, 'wrapped') === null ? undefined : this.unwrap(practice, row);
  }

  private async find(practice: PracticeId, patient: string): Promise<Row | undefined> {
    const [row] = await this.sql.of(practice).query('SELECT patient_id, key_id, wrapped FROM data_key WHERE practice_id = ? AND patient_id = ?', [practice, patient]);
    return row;
  }

  /** Of two who make it at once, the first one's stays. Wrapped with a key that is not the practice's any more, the database does not take it. */
  private async make(practice: PracticeId, patient: string): Promise<Row> {
    const [id, now, { fingerprint }] = [randomUUID(), this.clock.now(), this.sealingKey];
    const wrapped = seal(this.sealingKey.ofPractice(practice), PLACES.dataKey(practice, patient, id), randomBytes(KEY_BYTES)).toString('base64');
    try {
      await this.sql.of(practice).executeAll([
        { sql: 'INSERT INTO sealing_key (practice_id, fingerprint, created_at) SELECT practice_id, ?, ? FROM practice WHERE practice_id = ? AND NOT EXISTS (SELECT 1 FROM sealing_key WHERE sealing_key.practice_id = practice.practice_id) ON CONFLICT DO NOTHING', parameters: [fingerprint, now, practice] },
        { sql: 'INSERT INTO data_key (practice_id, patient_id, key_id, wrapped, wrapped_with, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (practice_id, patient_id) DO NOTHING', parameters: [practice, patient, id, wrapped, fingerprint, now] },
      ]);
    } catch (error) {
      throw new StoreUnavailable(`A patient's key could not be made: ${WRONG_KEY}`, error);
    }
    const row = await this.find(practice, patient);
    if (row === undefined) throw new Error('a data key that was just made is not there');
    return row;
  }
}

const WRONG_KEY = 'the sealing key of this process is not the one of the database. If it was changed meanwhile, start again with the new file in PATHGATE_SEALING_KEY_FILE.';
