/** What is sent along, each inline: the packet as a reviewer reads it, then every document it appends by itself, filed under what it proves. Pure. */
import type { PacketDocument, PacketModel } from '../../../machines/packet';
import { coded, extension, LOINC, PAS, PAS_CODES, x12, X12, type Fhir, type Resource } from './fhir-values';
import type { DocumentBytes } from './sources';

export interface Attachment {
  /** Its part of addresses, and its control number. */
  readonly name: string;
  readonly title: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly kind: Kind;
}

/** How a kind of document is filed; without LOINC where the record does not say what it is. */
interface Kind {
  readonly reportType: string;
  readonly loinc?: string;
}

const KINDS: Readonly<Record<string, Kind>> = X12.attachments;
const UNNAMED: Kind = X12.attachments.unnamed;

export function attachmentsOf(model: PacketModel, pdf: Uint8Array, documents: readonly DocumentBytes[]): readonly Attachment[] {
  const packet = { name: 'packet', title: `Packet: ${model.request.kind}`, mediaType: 'application/pdf', bytes: pdf, kind: X12.attachments.packet };
  // One that is not at hand has a page of the packet that says so.
  return [packet, ...model.documents.flatMap((document) => {
    const supplied = documents.find(({ id }) => id === document.id);
    return supplied === undefined ? [] : [{ name: `document-${document.id}`, title: document.title, mediaType: supplied.mediaType, bytes: supplied.bytes, kind: kindOf(document, model) }];
  })];
}

/** Of the facts that cite it, where they are all of one kind of document. */
function kindOf({ id }: PacketDocument, { evidence }: PacketModel): Kind {
  const kinds = new Map(evidence.filter(({ document }) => document?.documentId === id).map(({ type }) => KINDS[type] ?? UNNAMED).map((kind) => [kind.loinc, kind]));
  const [only] = kinds.values();
  return kinds.size === 1 && only !== undefined ? only : UNNAMED;
}

export function documentReference({ title, mediaType, bytes, kind }: Attachment, issuedAt: string, patient: string): Resource {
  return {
    resourceType: 'DocumentReference', meta: { profile: [`${PAS}profile-documentreference`] }, status: 'current',
    type: kind.loinc === undefined ? coded('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK') : coded(LOINC, kind.loinc),
    category: [coded('http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', 'clinical-note')],
    subject: { reference: patient }, date: issuedAt,
    content: [{ attachment: { contentType: mediaType, data: Buffer.from(bytes).toString('base64'), title } }],
  };
}

export function attachedInformation({ name, title, kind }: Attachment, sequence: number, document: string): Fhir {
  return {
    sequence, category: coded(PAS_CODES, 'additionalInformation'), valueReference: { reference: document },
    extension: [extension('documentInformation', { extension: [
      { url: 'reportTypeCode', valueCodeableConcept: x12(755, kind.reportType) },
      { url: 'transmissionMethod', valueCodeableConcept: x12(756, X12.transmissionMethod) },
      { url: 'controlNumber', valueString: name },
      { url: 'description', valueString: title },
    ] })],
  };
}
