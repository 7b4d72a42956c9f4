/** Source documents: stored once by their SHA-256, attached to the patient, listed, given back. */
import { Injectable } from '@nestjs/common';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { Reads } from '../platform/database/reads';
import type { Caller } from '../platform/auth/caller';
import { Answer, answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { prepareDocument } from './prepare-document';

@Injectable()
export class Documents {
  constructor(private readonly log: PatientLog, private readonly reads: Reads) {}

  async attach(write: Write, patientId: string, body: Buffer | undefined, title: string): Promise<Answered> {
    const content = body ?? Buffer.alloc(0);
    // Before the file is opened: strangers to this patient cost no parsing.
    const known = await this.log.load(write.caller, patientId, 'attach-document');
    if (isRejection(known)) return known;
    const prepared = await prepareDocument(content, write.contentType);
    if (isRejection(prepared)) return this.log.refuse(write.caller, 'attach-document', patientId, prepared);
    return this.log.write(write, patientId, {
      action: 'attach-document', status: 201,
      command: (ids) => ({ type: 'AttachDocument', documentId: ids(), title, ...prepared.stands }),
      alsoProject: prepared.contents,
      answer: ({ newId, patient, version, recordedAt }) => {
        const documentId = newId();
        const { id, ...rest } = patient.documents.find((each) => each.id === documentId) ?? { id: documentId };
        return answer(201, { patientId, documentId: id, ...rest, version, recordedAt }, { etag: tagOf(version), location: `/v1/patients/${patientId}/documents/${documentId}` });
      },
    });
  }

  async list(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-documents');
    if (isRejection(loaded)) return loaded;
    const items = loaded.patient.documents.map(({ id, ...rest }) => ({ documentId: id, ...rest }));
    return answer(200, { patientId, version: loaded.version, items }, { etag: tagOf(loaded.version) });
  }

  /** The bytes as they came. Content of the practice is reachable only through a patient that has the document. */
  async content(caller: Caller, patientId: string, documentId: string): Promise<Answered> {
    const found = await this.log.readPart(caller, patientId, 'read-documents', ['document', documentId], ({ patient }) => patient.documents.find(({ id }) => id === documentId) ?? DOCUMENT_NOT_FOUND);
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
