/**
 * The packet as the text of an X12 278 request: a skeleton to verify with the clearinghouse (docs/packets.md). Pure: the same
 * model and the same envelope give the same bytes. What the request cannot be without and the record lacks is a rejection that
 * names record and field (`request-data-missing`); so is a value that X12 cannot carry (`not-in-edi`).
 */
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import type { Instant } from '../../../machines/kernel/ids';
import { targetsInWords, type PacketModel } from '../../../machines/packet';
import { traceNumbersOf } from './trace-numbers';
import { enveloped, momentOf, PARTNER_LENGTH_MAX, type Usage } from './x12-envelope';
import { askedOf, namedIn, type Named } from './x12-parties';
import { dayOf, exact, faultsOf, words, X12, type Element, type Segment, type Written } from './x12-values';

export interface X12Parts {
  /** 1 to 999 999 999. */
  readonly controlNumber: number;
  /** As agreed with the clearinghouse; left out: the practice's NPI, and the number of who is asked. */
  readonly senderId?: string;
  readonly receiverId?: string;
  /** When it was issued; of a draft, when the record last changed. */
  readonly issuedAt: Instant;
  readonly usage: Usage;
}

type Line = PacketModel['request']['lines'][number];

export function renderPacketX12(model: PacketModel, { controlNumber, senderId, receiverId, issuedAt, usage }: X12Parts): string | Rejection {
  const named = namedIn(model);
  if (isRejection(named)) return named;
  const sender = exact(senderId ?? named.npi, '/packet/parties/practice/npi', PARTNER_LENGTH_MAX);
  const receiver = exact(receiverId ?? named.payerNumber, named.payerPointer, PARTNER_LENGTH_MAX);
  const body = bodyOf(model, named, issuedAt);
  const faults = faultsOf([['', sender, receiver], ...body]);
  if (faults.length > 0) {
    const once = faults.filter(({ pointer }, index) => faults.findIndex((other) => other.pointer === pointer) === index);
    return reject('not-in-edi', 'The packet says something that a 278 cannot carry. Send the packet as PDF, or record the fields named in errors in letters that it can.', { faults: once, pointer: once[0]?.pointer });
  }
  return enveloped(body, { controlNumber, sender, receiver, issuedAt, usage }).join('');
}

function bodyOf(model: PacketModel, named: Named, issuedAt: Instant): readonly Segment[] {
  const { levels, beginning } = X12;
  const { lines } = model.request;
  const traces = traceNumbersOf(model);
  const { day, time } = momentOf(issuedAt);
  const above: readonly (readonly [level: string, segments: readonly Segment[]])[] = [
    [levels.reviewer, [named.reviewer]], [levels.requester, named.requester], [levels.subscriber, named.subscriber],
    ...(named.dependent === undefined ? [] : [[levels.dependent, named.dependent] as const]), [levels.event, eventOf(model, named)],
  ];
  return [
    ['BHT', beginning.structure, beginning.purpose, exact(model.packetId, '/packet/packetId'), day, time],
    // Each below the one before it; the services all below the event.
    ...above.flatMap(([level, segments], index): readonly Segment[] => [['HL', String(index + 1), index === 0 ? '' : String(index), level, '1'], ...segments]),
    ...lines.flatMap((line, index): readonly Segment[] => [['HL', String(above.length + index + 1), String(above.length), levels.service, '0'], ...serviceOf(model, line, index, traces[index] ?? '')]),
  ];
}

function eventOf(model: PacketModel, named: Named): readonly Segment[] {
  const { dates, references } = X12;
  const { plannedOn, resubmissionOf, trialReference } = model.request;
  // A repeat of the trial's own number would say nothing.
  const earlier = [[resubmissionOf?.payerReference, '/packet/request/resubmissionOf/payerReference'], [trialReference, '/packet/request/trialReference']] as const;
  const asked = earlier.filter(([number], index) => number !== undefined && earlier.findIndex(([other]) => other === number) === index);
  return [
    traceOf(model, exact(model.authorizationId, '/packet/authorizationId')), reviewOf(model),
    ...asked.map(([number = '', pointer]): Segment => ['REF', references.earlierAuthorization, exact(number, pointer)]),
    ...(plannedOn === undefined ? [] : [['DTP', dates.event, dates.day, dayOf(plannedOn)] satisfies Segment]),
    ...diagnosesOf(model), ...attachmentsOf(model), messageOf(model), ...named.providers,
  ];
}

function serviceOf(model: PacketModel, line: Line, index: number, trace: string): readonly Segment[] {
  const { dates, service } = X12;
  const { plannedOn, claimType } = model.request;
  const pointer = `/packet/request/lines/${index}`;
  const procedure: Element = [service.procedure, exact(line.code, `${pointer}/code`), ...line.modifiers.map((modifier, at) => exact(modifier, `${pointer}/modifiers/${at}`))];
  const units = String(line.units);
  return [
    traceOf(model, exact(trace, pointer)), reviewOf(model),
    ...(plannedOn === undefined ? [] : [['DTP', dates.service, dates.day, dayOf(plannedOn)] satisfies Segment]),
    claimType === 'facility' ? ['SV2', '', procedure, '', service.unit, units] : ['SV1', procedure, '', service.unit, units],
    ['HSD', service.unit, units],
  ];
}

/** The number an answer comes back with, and whose it is: the practice's taxpayer number, else its NPI. */
function traceOf({ parties: { practice } }: PacketModel, number: Written): Segment {
  const { own, originatorByTin } = X12.trace;
  const originator = practice?.tin === undefined ? exact(practice?.npi ?? '', '/packet/parties/practice/npi') : exact(`${originatorByTin}${practice.tin.replace('-', '')}`, '/packet/parties/practice/tin');
  return ['TRN', own, number, originator];
}

function reviewOf(model: PacketModel): Segment {
  const { requestType, certificationType, serviceCategory } = X12.review;
  return ['UM', requestType, certificationType, serviceCategory, placeOf(model), '', X12.levelOfService[model.request.expedited ? 'expedited' : 'routine']];
}

/** A hospital's claim has a type of bill (its third digit, the frequency, by itself), everything else a place of service. */
function placeOf({ request: { claimType, setting }, parties: { facility } }: PacketModel): Element {
  const bill = claimType === 'facility' ? facility?.typeOfBill : undefined;
  if (bill !== undefined) return [exact(bill.slice(0, 2), '/packet/parties/facility/typeOfBill'), X12.place.typeOfBill, bill.slice(2)];
  return setting === undefined ? '' : [exact(setting.code, '/packet/request/setting/code'), X12.place.placeOfService];
}

/** Without their dots; no more than a request has room for. */
function diagnosesOf({ request: { diagnoses } }: PacketModel): readonly Segment[] {
  const { first, further, max } = X12.diagnoses;
  const elements = diagnoses.slice(0, max).map((code, index): Element => [index === 0 ? first : further, exact(code.replace('.', ''), `/packet/request/diagnoses/${index}`)]);
  return elements.length === 0 ? [] : [['HI', ...elements]];
}

/** The packet as a reviewer reads it, then every document it appends: their numbers are the packet's and the documents' own. */
function attachmentsOf({ packetId, documents, evidence }: PacketModel): readonly Segment[] {
  const { transmission, number, packet, unnamed } = X12.attachments;
  const reportTypes: Readonly<Record<string, string>> = X12.attachments.byFactType;
  const reportTypeOf = (id: string): string => {
    const types = new Set(evidence.filter(({ document }) => document?.documentId === id).map(({ type }) => reportTypes[type] ?? unnamed));
    const [only] = types;
    return types.size === 1 && only !== undefined ? only : unnamed;
  };
  const attached = (type: string, id: string, pointer: string): Segment => ['PWK', type, transmission, '', '', number, exact(id, pointer)];
  return [attached(packet, packetId, '/packet/packetId'), ...documents.map(({ id }, index) => attached(reportTypeOf(id), id, `/packet/documents/${index}/id`))];
}

/** What no code says: the joints, who insures where another is asked, and why it may not wait. */
function messageOf({ request: { kind, targets, expedited, justification }, parties }: PacketModel): Segment {
  const { payer } = parties;
  const sentences = [
    words(targets.length === 0 ? `${kind}.` : `${kind}, ${targetsInWords(targets)}.`, '/packet/request/kind'),
    ...(payer === undefined || askedOf(parties)?.entry === payer ? [] : [within('Insured by ', words(payer.name, '/packet/parties/payer/name'), '.')]),
    ...(expedited && justification !== undefined ? [within('Expedited, ', words(justification, '/packet/request/justification'))] : []),
  ];
  const fault = sentences.find((sentence) => sentence.fault !== undefined)?.fault;
  return ['MSG', { text: sentences.map(({ text }) => text).join(' '), ...(fault !== undefined && { fault }) }];
}

function within(before: string, { text, fault }: Written, after = ''): Written {
  return { text: `${before}${text}${after}`, ...(fault !== undefined && { fault }) };
}
