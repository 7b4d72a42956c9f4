import { setImmediate as otherRequests } from 'node:timers/promises';
import type { PracticeId } from '../../../machines/kernel/ids';
import { integer, text, type ReadingSql } from '../database/sql';
import type { BadEvent } from './verify-chain';

const PATIENTS_PER_PAGE = 500;

/**
 * The first patient whose log ends before the version that the list of patients was written from. A chain whose last links were taken
 * away is whole in itself: the list, written in the same transaction, still knows how long it was. Who cuts both is not found here.
 */
export async function findCutStream(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): Promise<BadEvent | undefined> {
  for (let after = ''; ;) {
    const rows = await sql.of(practice).query(`SELECT p.patient_id, p.version, coalesce((SELECT max(e.version) FROM event e WHERE e.practice_id = p.practice_id AND e.stream_id = p.patient_id), 0) AS held
      FROM patient_summary p WHERE p.practice_id = ? AND p.patient_id > ? ORDER BY p.patient_id LIMIT ${PATIENTS_PER_PAGE}`, [practice, after]);
    const cut = rows.find((row) => integer(row, 'held') < integer(row, 'version'));
    if (cut !== undefined) return { stream: text(cut, 'patient_id'), version: integer(cut, 'held') + 1 };
    const last = rows.at(-1);
    if (last === undefined || rows.length < PATIENTS_PER_PAGE) return undefined;
    after = text(last, 'patient_id');
    await otherRequests();
  }
}
