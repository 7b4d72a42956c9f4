/** The request itself: one claim with an item per line, and for each item the order it stands for. Pure. */
import type { PacketModel } from '../../../machines/packet';
import { attachedInformation, type Attachment } from './fhir-attachments';
import { coded, extension, modifierCode, PAS, PAS_CODES, present, procedureCode, x12, X12, type Fhir, type Resource } from './fhir-values';
import { traceNumbersOf } from './trace-numbers';

const PLACES = 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set';
const TYPES_OF_BILL = 'https://www.nubc.org/CodeSystem/TypeOfBill';
const SYSTEMS = X12.identifierSystems;

export type Line = PacketModel['request']['lines'][number];

/** Addresses of what the claim points at. */
export interface Addresses {
  readonly patient: string;
  readonly insurer: string;
  readonly requestor: string;
  readonly practitionerRole: string;
  readonly facility?: string;
  readonly subscriber?: string;
  readonly coverage: string;
  readonly documents: readonly string[];
  readonly orders: readonly string[];
}

export function claim(model: PacketModel, attachments: readonly Attachment[], issuedAt: string, at: Addresses): Resource {
  const { request, parties } = model;
  const { expedited, claimType, diagnoses, lines, resubmissionOf } = request;
  const careTeam = [{ provider: at.practitionerRole, role: X12.roles.performing }, ...(at.facility === undefined ? [] : [{ provider: at.facility, role: X12.roles.facility }])];
  const supportingInfo = informationOf(model, attachments, at);
  const numbers = traceNumbersOf(model);
  const reference = resubmissionOf?.payerReference;
  return present({
    resourceType: 'Claim', meta: { profile: [`${PAS}profile-claim`] },
    extension: [
      extension('levelOfServiceCode', { valueCodeableConcept: x12(1338, expedited ? X12.levelOfService.expedited : X12.levelOfService.routine) }),
      // What the payer called the request that this one follows.
      ...(reference === undefined ? [] : [extension('administrationReferenceNumber', { valueString: reference })]),
    ],
    identifier: [{ system: parties.practice?.tin === undefined ? SYSTEMS.authorization : SYSTEMS.originatorByTin + parties.practice.tin, value: model.authorizationId }],
    status: 'active', type: coded('http://terminology.hl7.org/CodeSystem/claim-type', claimType === 'facility' ? 'institutional' : 'professional'), use: 'preauthorization',
    patient: { reference: at.patient }, created: issuedAt, insurer: { reference: at.insurer }, provider: { reference: at.requestor },
    priority: coded('http://terminology.hl7.org/CodeSystem/processpriority', expedited ? 'stat' : 'normal'),
    careTeam: careTeam.map(({ provider, role }, index) => ({ extension: [extension('careTeamClaimScope', { valueBoolean: true })], sequence: index + 1, provider: { reference: provider }, role: x12(98, role) })),
    supportingInfo,
    diagnosis: diagnoses.map((code, index) => ({ sequence: index + 1, diagnosisCodeableConcept: coded('http://hl7.org/fhir/sid/icd-10-cm', code) })),
    insurance: [{ sequence: 1, focal: true, coverage: { reference: at.coverage } }],
    item: lines.map((line, index) => present({
      extension: [
        extension('serviceItemRequestType', { valueCodeableConcept: x12(1525, X12.requestType) }),
        extension('certificationType', { valueCodeableConcept: x12(1322, X12.certificationType) }),
        extension('itemTraceNumber', { valueIdentifier: { system: SYSTEMS.line, value: numbers[index] } }),
        extension('requestedService', { valueReference: { reference: at.orders[index] } }),
      ],
      // Payers trace by it: the order of lines is the order of levels, the same in every packet of the plan.
      sequence: index + 1,
      careTeamSequence: careTeam.map((_, place) => place + 1), diagnosisSequence: diagnoses.map((_, place) => place + 1), informationSequence: supportingInfo.map(({ sequence }) => sequence),
      category: x12(1365, X12.serviceCategory), productOrService: procedureCode(line.code), modifier: line.modifiers.map(modifierCode),
      servicedDate: request.plannedOn, locationCodeableConcept: placeOf(model), quantity: quantityOf(line),
    })),
  });
}

export function order(line: Line, number: string, issuedAt: string, at: Pick<Addresses, 'patient' | 'practitionerRole'>): Resource {
  return {
    resourceType: 'ServiceRequest', meta: { profile: [`${PAS}profile-servicerequest`] },
    identifier: [{ system: SYSTEMS.line, value: number }],
    status: 'active', intent: 'order', code: procedureCode(line.code), quantityQuantity: quantityOf(line),
    subject: { reference: at.patient }, authoredOn: issuedAt, requester: { reference: at.practitionerRole },
  };
}

/** The day, what is attached, and why it may not wait. */
function informationOf({ request: { plannedOn, expedited, justification } }: PacketModel, attachments: readonly Attachment[], at: Addresses): readonly { readonly sequence: number }[] {
  const day = plannedOn === undefined ? [] : [{ category: coded(PAS_CODES, 'patientEvent'), timingDate: plannedOn }];
  const reason = expedited && justification !== undefined ? [{ category: coded(PAS_CODES, 'freeFormMessage'), valueString: justification }] : [];
  const said = [...day, ...reason].map((each, index) => ({ sequence: index + 1, ...each }));
  return [...said, ...attachments.map((attachment, index) => attachedInformation(attachment, said.length + index + 1, at.documents[index] ?? '') as { readonly sequence: number })];
}

/** A hospital's own claim names its type of bill, where it is recorded; everything else the place. */
function placeOf({ request: { claimType, setting }, parties }: PacketModel): Fhir {
  const typeOfBill = claimType === 'facility' ? parties.facility?.typeOfBill : undefined;
  return typeOfBill === undefined ? coded(PLACES, setting?.code ?? '') : coded(TYPES_OF_BILL, typeOfBill);
}

function quantityOf({ units }: Line): Fhir {
  return { value: units, system: 'https://codesystem.x12.org/005010/673', code: X12.unit };
}
