/**
 * The packet as a request of Da Vinci PAS 2.2.1: one bundle with the claim first, everything it refers to, and every
 * document inline. The same model, instant and documents give the same bytes. It invents nothing: where the record lacks
 * what the request cannot be without, the answer is a rejection that names record and field (`request-data-missing`).
 */
import { isInForce } from '../../../machines/directory';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import type { PacketModel } from '../../../machines/packet';
import { attachmentsOf, documentReference } from './fhir-attachments';
import { claim, order, type Addresses } from './fhir-claim';
import { beneficiary, coverage, facility, insurer, practitioner, practitionerRole, requestor, subscriber, telecomOf } from './fhir-parties';
import { addressOf, PAS, X12, type Entry, type Fhir, type Resource } from './fhir-values';
import { lackingOf, type Lacking } from './lacking';
import type { DocumentBytes } from './sources';
import { traceNumbersOf } from './trace-numbers';

export interface FhirParts {
  /** When it was issued; of a draft, when the record last changed. */
  readonly issuedAt: string;
  /** The packet as PDF. */
  readonly pdf: Uint8Array;
  readonly documents: readonly DocumentBytes[];
}

export function renderPacketFhir(model: PacketModel, { issuedAt, pdf, documents }: FhirParts): Fhir | Rejection {
  if (model.parties.need.result === 'exempt') return EXEMPT;
  const named = namedIn(model);
  if (isRejection(named)) return named;
  const { practice, performing, place, payer, covered, memberId } = named;
  const address = (name: string): string => addressOf(model.packetId, name);
  const attachments = attachmentsOf(model, pdf, documents);
  const numbers = traceNumbersOf(model);
  const at: Addresses = {
    patient: address('patient'), insurer: address('insurer'), requestor: address('requestor'), practitionerRole: address('practitioner-role'), coverage: address('coverage'),
    ...(place !== undefined && { facility: address('facility') }), ...(covered.subscriber !== undefined && { subscriber: address('subscriber') }),
    documents: attachments.map(({ name }) => address(name)), orders: numbers.map(address),
  };
  const member = { payer: payer.id, memberId };
  const entry = (fullUrl: string, resource: Resource): Entry => ({ fullUrl, resource });
  return {
    resourceType: 'Bundle', meta: { profile: [`${PAS}profile-pas-request-bundle`] },
    identifier: { system: X12.identifierSystems.packet, value: model.packetId }, type: 'collection', timestamp: issuedAt,
    entry: [
      entry(address('claim'), claim(model, attachments, issuedAt, at)),
      entry(at.patient, beneficiary(model.patient, member)),
      entry(at.coverage, coverage(covered, member, at)),
      ...(at.subscriber === undefined || covered.subscriber === undefined ? [] : [entry(at.subscriber, subscriber(covered.subscriber, member))]),
      entry(at.insurer, insurer(payer)),
      entry(at.requestor, requestor(practice)),
      entry(address('practitioner'), practitioner(performing)),
      entry(at.practitionerRole, practitionerRole(performing, practice, { practitioner: address('practitioner'), requestor: at.requestor })),
      ...(place === undefined ? [] : [entry(address('facility'), facility(place))]),
      ...model.request.lines.map((line, index) => entry(at.orders[index] ?? '', order(line, numbers[index] ?? '', issuedAt, at))),
      ...attachments.map((attachment, index) => entry(at.documents[index] ?? '', documentReference(attachment, issuedAt, at.patient))),
    ],
  };
}

/** An exempt hospital must not submit: machines/programs/code-lists.json, `opd-exemption`. */
const EXEMPT = reject('exempt-hospital', 'The facility is exempt from this program on the day of service, and a request would be rejected: withdraw the authorization, or correct the facility\'s entry.');
const PAS_GUIDE = 'Da Vinci PAS';

/** Whom the request names, all of it there. */
function namedIn({ parties, request, coverages, verdict }: PacketModel) {
  const { practice, practitioner: performing, facility: place, payer } = parties;
  const covered = coverages.find(({ from, to }) => isInForce(from, to, verdict.dateOfService));
  // Of the coverage in force, never of another: the number of one payer is not another's.
  const memberId = covered?.memberId;
  const unreachable = performing !== undefined && practice !== undefined && telecomOf(performing).length === 0 && telecomOf(practice).length === 0;
  const lacking: readonly Lacking[] = [
    ...parties.missing.filter(({ source }) => source.document === PAS_GUIDE).map(lackingOf),
    ...(unreachable ? [{ record: 'practice', fields: ['phone'] }] : []),
    ...(memberId === undefined ? [{ record: 'coverage', fields: ['memberId'] }] : []),
    ...(request.setting === undefined ? [{ record: 'plan', fields: ['setting'] }] : []),
    ...(request.lines.length === 0 ? [{ record: 'plan', fields: ['technique', 'approach'] }] : []),
  ];
  if (lacking.length > 0 || practice === undefined || performing === undefined || payer === undefined || memberId === undefined) {
    return reject('request-data-missing', 'The record lacks what the payer\'s request cannot be without. Record each field that `details.missing` names, then ask again; what is issued already is requested again.', { details: { missing: lacking } });
  }
  const of: Partial<PacketModel['coverages'][number]> = covered ?? {};
  return { practice, performing, place, payer, covered: of, memberId };
}
