/** The patients of a practice with an open episode, folded, a page at a time: from snapshots, with the events since. Writes nothing. */
import type { PatientId, PracticeId } from '../../machines/kernel/ids';
import type { PatientState } from '../../machines/patient';
import { integer, text, type ReadingSql, type Row } from '../platform/database/sql';
import { EVENT_COLUMNS, toStoredEvent } from '../platform/event-store/event-rows';
import { openRows } from '../platform/event-store/open-rows';
import { openSnapshot } from '../platform/event-store/sealed-snapshot';
import { foldEvents } from '../platform/event-store/stream-cache';
import { PATIENT_FOLD, type PatientRecord } from '../platform/patient-log/patient-record';
import type { DataKeys } from '../platform/sealing/data-keys';

export const PATIENTS_PER_PAGE = 200;

export interface Scanned {
  readonly patientId: string;
  /** Folded when it is asked for: a page of folded records at once would be moved about by the collector, each alone is gone at once. */
  patient(): Promise<PatientState>;
}

/** How many there are, for progress. */
export async function countInCare(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): Promise<number> {
  const [row] = await sql.of(practice).query('SELECT count(*) AS patients FROM patient_summary WHERE practice_id = ? AND open_episodes > 0', [practice]);
  return row === undefined ? 0 : Number(row['patients']);
}

/** Patients in the order of their ids, from one on and before another; left out, from the first and to the last. */
export interface Part {
  readonly from?: PatientId;
  readonly before?: PatientId;
  /** Where records are sealed. */
  readonly dataKeys?: DataKeys | undefined;
}

/** The patient at that place in the order of ids; undefined when there are fewer. */
export async function patientAt(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, place: number): Promise<PatientId | undefined> {
  const [row] = await sql.of(practice).query('SELECT patient_id FROM patient_summary WHERE practice_id = ? AND open_episodes > 0 ORDER BY patient_id LIMIT 1 OFFSET ?', [practice, place]);
  return row === undefined ? undefined : text(row, 'patient_id');
}

/** Each page when it is asked for, so that a reader who is slow, or gone, stops the scan. */
export async function* scanInCare(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, { from = '', before, dataKeys }: Part = {}): AsyncGenerator<readonly Scanned[]> {
  const until = before === undefined ? '' : 'AND p.patient_id < ?';
  for (let after: string | undefined; ;) {
    const rows = await sql.of(practice).query(
      `SELECT p.patient_id, p.version, s.version AS snapshot_version, s.state, s.key_id FROM patient_summary p
       LEFT JOIN snapshot s ON s.practice_id = p.practice_id AND s.stream_id = p.patient_id AND s.fold = ? AND s.version <= p.version
       WHERE p.practice_id = ? AND p.patient_id ${after === undefined ? '>=' : '>'} ? ${until} AND p.open_episodes > 0 ORDER BY p.patient_id LIMIT ${PATIENTS_PER_PAGE}`,
      [PATIENT_FOLD.name, practice, after ?? from, ...(before === undefined ? [] : [before])]);
    if (rows.length > 0) yield rows.map((row) => ({ patientId: text(row, 'patient_id'), patient: async () => (await folded(sql, practice, row, dataKeys)).patient }));
    if (rows.length < PATIENTS_PER_PAGE) return;
    after = text(rows[rows.length - 1] as Row, 'patient_id');
  }
}

async function folded(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, row: Row, dataKeys: DataKeys | undefined): Promise<PatientRecord> {
  const patientId = text(row, 'patient_id');
  const snapshot = row['state'] === null ? undefined : await openSnapshot(dataKeys, practice, patientId, PATIENT_FOLD.name, integer(row, 'snapshot_version'), row) as PatientRecord | undefined;
  const base = snapshot ?? PATIENT_FOLD.initial;
  const from = snapshot === undefined ? 0 : integer(row, 'snapshot_version');
  if (from >= integer(row, 'version')) return base;
  const tail = await sql.of(practice).query(`SELECT ${EVENT_COLUMNS} FROM event WHERE practice_id = ? AND stream_id = ? AND version > ? ORDER BY version`, [practice, patientId, from]);
  return foldEvents(PATIENT_FOLD, base, dataKeys === undefined ? tail.map((event) => toStoredEvent(event)) : await openRows(dataKeys, practice, tail));
}
