import type { PracticeId } from '../../../machines/kernel/ids';
import { bytes, text, type ReadingSql } from '../database/sql';
import type { DataKeys } from './data-keys';
import { PLACES, unseal } from './seal';

/** The document by its own digest, of whichever patient still has it: whoever asks has read its digest in a record, and the same digest is the same bytes. */
export async function findSealedDocument(sql: Pick<ReadingSql, 'of'>, keys: DataKeys, practice: PracticeId, sha256: string): Promise<{ readonly sha256: string; readonly mediaType: string; readonly bytes: Buffer } | undefined> {
  const places = await sql.of(practice).query('SELECT patient_id, media_type, stored_sha256 FROM sealed_document WHERE practice_id = ? AND sha256 = ?', [practice, sha256]);
  const known = await keys.of(practice, places.map((place) => text(place, 'patient_id')));
  for (const place of places) {
    const patient = text(place, 'patient_id');
    const dataKey = known.get(patient);
    const [row] = dataKey === undefined ? [] : await sql.of(practice).query('SELECT bytes FROM document_content WHERE practice_id = ? AND sha256 = ?', [practice, text(place, 'stored_sha256')]);
    const opened = row === undefined || dataKey === undefined ? undefined : unseal(dataKey.key, PLACES.document(practice, patient, sha256), bytes(row, 'bytes'));
    if (opened !== undefined) return { sha256, mediaType: text(place, 'media_type'), bytes: opened };
  }
  return undefined;
}
