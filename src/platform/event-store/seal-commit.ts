import { createHash } from 'node:crypto';
import type { PracticeId } from '../../../machines/kernel/ids';
import type { DataKey, NewDataKeys } from '../sealing/data-keys';
import { PLACES, seal, sealAlike } from '../sealing/seal';
import { PRACTICE_STREAM, type Append, type Commit, type CommitResult, type GuardedStatement, type ProjectionWrite } from './event-store';
import { prepareCommit, type PreparedCommit } from './prepared-commit';

export type SealedCommit = PreparedCommit | Extract<CommitResult, { readonly kind: 'conflict' }>;

/** Ciphertext has no type. */
const SEALED_TYPE = 'application/octet-stream';

/**
 * A commit whose patients' events and documents are sealed, each patient's with a key of their own. A patient whose key was destroyed is
 * recorded nothing of: the conflict that is answered makes the caller look again, and find nobody. The practice's own log is nobody's record.
 */
export async function sealCommit(keys: NewDataKeys, commit: Commit): Promise<SealedCommit> {
  const prepared = prepareCommit(commit);
  const events: (readonly Buffer[])[] = [];
  const keyIds: (string | null)[] = [];
  for (const [index, append] of commit.appends.entries()) {
    const plain = prepared.events[index] ?? [];
    if (!isSealable(append)) {
      events.push(plain);
      keyIds.push(null);
      continue;
    }
    const dataKey = await keys.toSeal(commit.practice, append.stream);
    if (dataKey === undefined) return { kind: 'conflict', stream: append.stream };
    events.push(plain.map((bytes, place) => sealEvent(dataKey, commit.practice, append, place, bytes)));
    keyIds.push(dataKey.id);
  }
  const [patient] = commit.appends;
  const hasDocuments = prepared.projections.some(isDocument);
  const dataKey = hasDocuments && patient !== undefined ? await keys.toSeal(commit.practice, patient.stream) : undefined;
  if (hasDocuments && patient !== undefined && dataKey === undefined) return { kind: 'conflict', stream: patient.stream };
  const documents = dataKey === undefined || patient === undefined ? undefined : sealDocuments(dataKey, commit.practice, patient.stream, prepared.projections);
  return { ...prepared, events, keyIds, ...(documents !== undefined && { projections: documents.projections, statements: [...(prepared.statements ?? []), ...documents.statements] }) };
}

function isSealable({ stream, events }: Append): boolean {
  return stream !== PRACTICE_STREAM && events.length > 0 && events.some(({ isAboutLog }) => isAboutLog !== true);
}

function sealEvent({ key }: DataKey, practice: PracticeId, { stream, expectedVersion, events }: Append, place: number, bytes: Buffer): Buffer {
  const occurredOn = events[place]?.occurredOn;
  const content = Buffer.concat([Buffer.from(occurredOn === undefined ? '{"data":' : `{"occurredOn":${JSON.stringify(occurredOn)},"data":`), bytes, Buffer.from('}')]);
  return seal(key, PLACES.event(practice, stream, expectedVersion + place + 1), content);
}

function isDocument({ table, row }: ProjectionWrite): boolean {
  return table === 'document_content' && row !== undefined;
}

/** Bytes go under the digest of what is stored; a row beside them says which document of whom they are. */
function sealDocuments(dataKey: DataKey, practice: PracticeId, patient: string, projections: readonly ProjectionWrite[]): { readonly projections: readonly ProjectionWrite[]; readonly statements: readonly GuardedStatement[] } {
  const statements: GuardedStatement[] = [];
  return {
    statements,
    projections: projections.map((write) => {
      const content = write.row?.['bytes'];
      const sha256 = write.key['sha256'];
      if (!isDocument(write) || !(content instanceof Uint8Array) || sha256 === undefined) return write;
      const sealed = sealAlike(dataKey.key, PLACES.document(practice, patient, sha256), content);
      const storedSha256 = createHash('sha256').update(sealed).digest('hex');
      statements.push({
        sql: 'INSERT INTO sealed_document (practice_id, document_id, patient_id, sha256, media_type, stored_sha256, key_id) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        parameters: [practice, `${patient}/${sha256}`, patient, sha256, String(write.row?.['media_type']), storedSha256, dataKey.id],
      });
      return { table: 'document_content', key: { sha256: storedSha256 }, row: { media_type: SEALED_TYPE, bytes: sealed } };
    }),
  };
}
