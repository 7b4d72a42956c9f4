import type { AuthorizationCommand } from '../authorization';
import { refuseDocumentOf, refuseReference, withoutForeignReference } from './document-references';

const NOTE = { documents: [{ id: 'note', sha256: 'aa', mediaType: 'application/pdf', bytes: 1, pages: 2, title: 'Note' }] };
const refused = (reference: Parameters<typeof refuseReference>[1]) => {
  const refusal = refuseReference(NOTE, reference, '/at');
  return refusal && [refusal.code, refusal.pointer, refusal.details];
};

describe('a document that is named', () => {
  it.each([
    [{}, undefined], [{ documentId: 'note' }, undefined], [{ documentId: 'note', page: 2 }, undefined], [{ documentId: 'note', page: 3 }, ['page-out-of-range', '/at/page', { documentId: 'note', pages: 2 }]],
    [{ documentId: 'other', page: 1 }, ['unknown-document', '/at/documentId', { documentId: 'other' }]], [{ page: 1 }, ['page-without-document', '/at/page', undefined]],
  ] as const)('%j', (reference, expected) => expect(refused(reference)).toEqual(expected));

  it.each([
    ['SubmitAuthorization', (documentId: string) => ({ proof: { documentId } }), '/proof/documentId'], ['RecordDetermination', (documentId: string) => ({ documentId }), '/documentId'],
    ['CorrectDetermination', (documentId: string) => ({ determination: { documentId } }), '/documentId'], ['OverrideDeadline', (documentId: string) => ({ documentId }), '/documentId'],
  ] as const)('by %s is one of this patient', (type, naming, pointer) => {
    const of = (documentId: string) => refuseDocumentOf({ type, ...naming(documentId) } as unknown as AuthorizationCommand, NOTE);
    expect([of('note'), of('other')?.pointer, of('other')?.code]).toEqual([undefined, pointer, 'unknown-document']);
  });

  it('by nothing else is asked about', () => expect(refuseDocumentOf({ type: 'WithdrawAuthorization', authorizationId: 'a', reason: 'r' }, NOTE)).toBeUndefined());

  it('in a fact from another record stays there unless it is here too', () => {
    const fact = { type: 'score', occurredOn: '2026-10-01', instrument: 'NRS', value: 6, role: 'baseline' } as const;
    expect(withoutForeignReference({ ...fact, documentId: 'note', page: 1 }, NOTE)).toStrictEqual({ fact: { ...fact, documentId: 'note', page: 1 } });
    expect(withoutForeignReference({ ...fact, documentId: 'other', page: 1 }, NOTE)).toStrictEqual({ fact, leftBehind: 'other' });
    expect(withoutForeignReference({ ...fact, documentId: 'note', page: 9 }, NOTE)).toStrictEqual({ fact, leftBehind: 'note' });
    expect(withoutForeignReference({ ...fact, page: 9 }, NOTE)).toStrictEqual({ fact });
  });
});
