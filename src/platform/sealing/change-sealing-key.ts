/**
 * Another key for what is sealed: each data key is wrapped anew, and no event, snapshot or document is touched. One transaction a
 * practice, so whatever kills it leaves all of its data keys under one of the two.
 */
import type { Clock } from '../clock/clock';
import { text, type Row, type Sql, type Statement } from '../database/sql';
import { StoreRefusal } from '../database/store-errors';
import { PLACES, seal, unseal } from './seal';
import type { SealingKey } from './sealing-key';

const KEYS_PER_STATEMENT = 2_000;
const TRIES_MAX = 5;

/** Answers how many data keys of the practice were wrapped anew. Throws `StoreRefusal` where one does not open; then all are as they were. */
export async function changeSealingKey(sql: Sql, practice: string, from: SealingKey, to: SealingKey, clock: Clock): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const rewrapped = await rewrapAll(sql, practice, from, to);
    try {
      await sql.of(practice).executeAll(statementsOf(sql, practice, rewrapped, from, to, clock.now()));
      return rewrapped.length;
    } catch (error) {
      // A node that was not ended has made a key meanwhile.
      if (attempt === TRIES_MAX) throw error;
    }
  }
}

interface Rewrapped {
  readonly patient_id: string;
  readonly wrapped: string;
}

async function rewrapAll(sql: Sql, practice: string, from: SealingKey, to: SealingKey): Promise<readonly Rewrapped[]> {
  const all: Rewrapped[] = [];
  for (let after = ''; ;) {
    const rows = await sql.of(practice).query('SELECT patient_id, key_id, wrapped FROM data_key WHERE practice_id = ? AND patient_id > ? AND wrapped IS NOT NULL ORDER BY patient_id LIMIT ?', [practice, after, KEYS_PER_STATEMENT]);
    for (const row of rows) all.push(rewrap(practice, row, from, to));
    const last = rows.at(-1);
    if (last === undefined || rows.length < KEYS_PER_STATEMENT) return all;
    after = text(last, 'patient_id');
  }
}

function rewrap(practice: string, row: Row, from: SealingKey, to: SealingKey): Rewrapped {
  const patient = text(row, 'patient_id');
  const place = PLACES.dataKey(practice, patient, text(row, 'key_id'));
  const key = unseal(from.ofPractice(practice), place, Buffer.from(text(row, 'wrapped'), 'base64'));
  if (key === undefined) throw new StoreRefusal(`The data key of patient ${patient} of ${practice} does not open with the present sealing key: it was changed by hand. Nothing of ${practice} was changed.`);
  return { patient_id: patient, wrapped: seal(to.ofPractice(practice), place, key).toString('base64') };
}

function statementsOf({ engine }: Sql, practice: string, rewrapped: readonly Rewrapped[], from: SealingKey, to: SealingKey, now: string): readonly Statement[] {
  const given = engine === 'sqlite'
    ? `(SELECT json_extract(value, '$.patient_id') AS patient_id, json_extract(value, '$.wrapped') AS wrapped FROM json_each(?))`
    : '(SELECT patient_id, wrapped FROM json_to_recordset(?::json) AS r(patient_id text, wrapped text))';
  const update = `UPDATE data_key SET wrapped = given.wrapped, wrapped_with = ? FROM ${given} AS given WHERE data_key.practice_id = ? AND data_key.patient_id = given.patient_id AND data_key.wrapped_with = ?`;
  const updates: Statement[] = [];
  for (let start = 0; start < rewrapped.length; start += KEYS_PER_STATEMENT) {
    updates.push({ sql: update, parameters: [to.fingerprint, JSON.stringify(rewrapped.slice(start, start + KEYS_PER_STATEMENT)), practice, from.fingerprint] });
  }
  return [
    { sql: 'INSERT INTO sealing_key (practice_id, fingerprint, created_at) VALUES (?, ?, ?)', parameters: [practice, to.fingerprint, now] },
    ...updates,
    // Refused by the database while a data key is still wrapped with it: one that was made meanwhile.
    { sql: 'DELETE FROM sealing_key WHERE practice_id = ? AND fingerprint = ?', parameters: [practice, from.fingerprint] },
  ];
}
