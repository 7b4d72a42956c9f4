/** Documents that commands name: each is one of this patient's, and a page is one of its pages. Pure. */
import { reject, type Rejection } from '../kernel/rejection';
import type { AuthorizationCommand } from '../authorization';
import type { Fact } from '../evidence/fact';
import type { PatientState } from './patient';

type Documents = Pick<PatientState, 'documents'>;

/** Codes `page-without-document`, `unknown-document`, `page-out-of-range`. */
export function refuseReference(patient: Documents, { documentId, page }: Pick<Fact, 'documentId' | 'page'>, pointer: string): Rejection | undefined {
  if (documentId === undefined) {
    return page === undefined ? undefined : reject('page-without-document', 'A page is of a document: name the document, or leave the page out.', { pointer: `${pointer}/page` });
  }
  const document = patient.documents.find(({ id }) => id === documentId);
  if (document === undefined) {
    return reject('unknown-document', 'This patient has no document of that id: attach it first, or leave the reference out.', { pointer: `${pointer}/documentId`, details: { documentId } });
  }
  if (page === undefined || page <= document.pages) return undefined;
  return reject('page-out-of-range', `The document has ${document.pages} page${document.pages === 1 ? '' : 's'}: name one of them.`, { pointer: `${pointer}/page`, details: { documentId, pages: document.pages } });
}

/** The document that a submission's proof, a determination or a letter's own day names. */
export function refuseDocumentOf(command: AuthorizationCommand, patient: Documents): Rejection | undefined {
  switch (command.type) {
    case 'SubmitAuthorization': return refuseReference(patient, { documentId: command.proof.documentId }, '/proof');
    case 'RecordDetermination': return refuseReference(patient, { documentId: command.documentId }, '');
    case 'CorrectDetermination': return refuseReference(patient, { documentId: command.determination.documentId }, '');
    case 'OverrideDeadline': return refuseReference(patient, { documentId: command.documentId }, '');
    default: return undefined;
  }
}

/** A fact that comes from another record: what it refers to stays there, unless this patient has that document too. */
export function withoutForeignReference(fact: Fact, patient: Documents): { readonly fact: Fact; readonly leftBehind?: string } {
  if (refuseReference(patient, fact, '') === undefined) return { fact };
  const { documentId, page: _, ...rest } = fact;
  return { fact: rest as Fact, ...(documentId !== undefined && { leftBehind: documentId }) };
}
