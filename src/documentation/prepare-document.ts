/** A source document before it is attached: looked at, hashed, with its rendition for print where it is an image. Codes of `inspectDocument` and `printRendition`. */
import { createHash } from 'node:crypto';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PatientDocument } from '../../machines/patient';
import type { ProjectionWrite } from '../platform/event-store/event-store';
import { inspectDocument } from './inspect-document';
import { printRendition } from './print-rendition';

export interface PreparedDocument {
  readonly stands: Omit<PatientDocument, 'id' | 'title'>;
  readonly contents: readonly ProjectionWrite[];
}

export async function prepareDocument(content: Buffer, declared: string): Promise<PreparedDocument | Rejection> {
  const inspected = await inspectDocument(content, declared);
  if (isRejection(inspected)) return inspected;
  const { mediaType, pages } = inspected;
  const made = await printRendition(content, mediaType);
  if (isRejection(made)) return made;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const kept = (key: string, type: string, bytes: Buffer): ProjectionWrite => ({ table: 'document_content', key: { sha256: key }, row: { media_type: type, bytes } });
  return {
    stands: { sha256, mediaType, bytes: content.length, pages, ...(made !== undefined && { rendition: { sha256: made.sha256, mediaType: made.mediaType, bytes: made.content.length } }) },
    contents: [kept(sha256, mediaType, content), ...(made === undefined ? [] : [kept(made.sha256, made.mediaType, made.content)])],
  };
}
