/** Source documents: stored once by their SHA-256, attached to the patient, listed, given back. */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { Reads } from '../platform/database/reads';
import type { Caller } from '../platform/auth/caller';
import { Answer, answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { inspectDocument } from './inspect-document';
import { printRendition } from './print-rendition';

@Injectable()
export class Documents {
  constructor(private readonly log: PatientLog, private readonly reads: Reads) {}

  async attach(write: Write, patientId: string, body: Buffer | undefined, title: string): Promise<Answered> {
    const content = body ?? Buffer.alloc(0);
    // Before the file is opened: strangers to this patient cost no parsing.
    const known = await this.log.load(write.caller, patientId, 'attach-document');
    if (isRejection(known)) return known;
    const inspected = await inspectDocument(content, write.contentType);
    if (isRejection(inspected)) return this.log.refuse(write.caller, 'attach-document', patientId, inspected);
    const { mediaType, pages } = inspected;
    const made = await printRendition(content, mediaType);
    if (isRejection(made)) return this.log.refuse(write.caller, 'attach-document', patientId, made);
    const rendition = made && { sha256: made.sha256, mediaType: made.mediaType, bytes: made.content.length };
    const sha256 = createHash('sha256').update(content).digest('hex');
    return this.log.write(write, patientId, {
      action: 'attach-document', status: 201,
      command: (ids) => ({ type: 'AttachDocument', documentId: ids(), sha256, mediaType, bytes: content.length, pages, title, ...(rendition !== undefined && { rendition }) }),
      alsoProject: [
        { table: 'document_content', key: { sha256 }, row: { media_type: mediaType, bytes: content } },
        ...(made === undefined ? [] : [{ table: 'document_content' as const, key: { sha256: made.sha256 }, row: { media_type: made.mediaType, bytes: made.content } }]),
      ],
      answer: ({ newId, patient, version, recordedAt }) => {
        const documentId = newId();
        const { id, ...rest } = patient.documents.find((each) => each.id === documentId) ?? { id: documentId };
        return answer(201, { patientId, documentId: id, ...rest, version, recordedAt }, { etag: tagOf(version), location: `/v1/patients/${patientId}/documents/${documentId}` });
      },
    });
  }

  async list(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-patient');
    if (isRejection(loaded)) return loaded;
    const items = loaded.patient.documents.map(({ id, ...rest }) => ({ documentId: id, ...rest }));
    return answer(200, { patientId, version: loaded.version, items }, { etag: tagOf(loaded.version) });
  }

  /** The bytes as they came. Content of the practice is reachable only through a patient that has the document. */
  async content(caller: Caller, patientId: string, documentId: string): Promise<Answered> {
    const found = await this.log.readPart(caller, patientId, 'read-patient', ['document', documentId], ({ patient }) => patient.documents.find(({ id }) => id === documentId) ?? DOCUMENT_NOT_FOUND);
    if (isRejection(found)) return found;
    const { part: document, version } = found;
    const stored = await this.reads.document(caller.practice, document.sha256);
    if (stored === undefined) throw new Error('a document is recorded, its content is not stored');
    return new Answer(200, stored.bytes, {
      'content-type': document.mediaType, etag: tagOf(version), 'content-disposition': `attachment; filename="${documentId}"`, 'content-security-policy': 'sandbox',
    });
  }
}

const DOCUMENT_NOT_FOUND = reject('document-not-found', 'This patient has no document by that id.');
