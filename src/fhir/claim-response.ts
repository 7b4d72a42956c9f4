/**
 * What payers decided, each as it was recorded, in the words of Da Vinci PAS that this service reads itself (src/authorizations/pas). Pure.
 * Codes and texts of the payer stand verbatim.
 */
import type { AskedFor, DeterminedItem, ItemOutcome, PayerCode } from '../../machines/authorization';
import type { AuthorizationState } from '../../machines/patient';
import { coded, extension, LOINC, present, procedureCode, x12, type Fhir, type Resource } from '../platform/fhir/values';
import { claimType, organization } from './claim';
import { claimId, idOf, identifier, reference } from './names';
import type { PatientSource } from './patient-source';

type Determination = AuthorizationState['determinations'][number];

/** Data element 306 of X12; a decision that only a person can read has none. */
const ACTION_OF_OUTCOME: Readonly<Partial<Record<ItemOutcome, string>>> = { approved: 'A1', partial: 'A2', denied: 'A3', pended: 'A4', modified: 'A6', cancelled: 'C', 'not-required': 'NA' };
const OUTCOME_OF_DECISION: Readonly<Record<Determination['decision'], ItemOutcome | undefined>> = {
  affirmed: 'approved', 'partially-affirmed': 'partial', denied: 'denied', pended: 'pended', modified: 'modified', cancelled: 'cancelled', 'not-required': 'not-required', rejected: undefined, review: undefined,
};

export function claimResponses(source: PatientSource): readonly Resource[] {
  return source.patient.authorizations.flatMap((authorization) => authorization.determinations.map((determination, index) => claimResponse(source, authorization, determination, index)));
}

function claimResponse({ patientId, changes, packets }: PatientSource, { id, asked }: AuthorizationState, said: Determination, index: number): Resource {
  const { decision, decidedOn, payerReference, administrativeReference, validFrom, validTo, reason, reasons = [], faults = [], items = [], asked: awaited = [] } = said;
  const packet = packets.find(({ packetId }) => packetId === said.packetId)?.model;
  const payer = packet?.parties.delegate ?? packet?.parties.payer;
  return present({
    resourceType: 'ClaimResponse', id: idOf(patientId, 'ClaimResponse', id, index + 1), meta: { lastUpdated: changes.determinations.get(id)?.[index] },
    contained: [organization('insurer', payer?.name ?? asked?.payer ?? 'not recorded', payer?.npi), ...awaited.map(communicationRequest)],
    identifier: [identifier('authorization', id)], status: 'active', type: claimType(packet?.request.claimType ?? 'professional'), use: 'preauthorization',
    patient: reference('Patient', patientId), created: decidedOn, insurer: { reference: '#insurer' },
    request: packet === undefined ? undefined : reference('Claim', claimId(patientId, said.packetId)),
    outcome: decision === 'rejected' ? 'error' : decision === 'pended' ? 'partial' : 'complete',
    preAuthRef: payerReference ?? administrativeReference, preAuthPeriod: validFrom === undefined && validTo === undefined ? undefined : present({ start: validFrom, end: validTo }),
    item: items.map((item) => itemOf(item)), addItem: items.filter(({ outcome }) => outcome === 'modified').map(addedFor),
    adjudication: items.length > 0 ? [] : adjudication(OUTCOME_OF_DECISION[decision], payerReference ?? administrativeReference, reasons),
    processNote: reason === undefined ? [] : [{ number: 1, type: 'display', text: reason }],
    communicationRequest: awaited.map((_, place) => ({ reference: `#asked-${place + 1}` })),
    error: faults.map(({ system, code, text }) => ({ code: concept({ system, code, text }) })),
  });
}

function itemOf({ line, code, outcome, payerReference, unitsApproved, reasons = [] }: DeterminedItem): Fhir {
  const detail = code === undefined || unitsApproved === undefined ? [] : [extension('itemAuthorizedDetail', { extension: [{ url: 'productOrServiceCode', valueCodeableConcept: procedureCode(code) }, { url: 'quantity', valueQuantity: { value: unitsApproved } }] })];
  const action = adjudication(outcome, payerReference, reasons);
  return present({ itemSequence: line, extension: detail, adjudication: action.length > 0 ? action : [{ category: SUBMITTED }] });
}

/** What was approved in place of what was asked. */
function addedFor({ line, code, modifiedCode, modifiedUnits }: DeterminedItem): Fhir {
  return present({
    itemSequence: [line], productOrService: procedureCode(modifiedCode ?? code ?? ''), quantity: modifiedUnits === undefined ? undefined : { value: modifiedUnits }, adjudication: [{ category: SUBMITTED }],
  });
}

const SUBMITTED = coded('http://terminology.hl7.org/CodeSystem/adjudication', 'submitted');

function adjudication(outcome: ItemOutcome | undefined, number: string | undefined, reasons: readonly PayerCode[]): readonly Fhir[] {
  const action = outcome === undefined ? undefined : ACTION_OF_OUTCOME[outcome];
  if (action === undefined) return [];
  return [{ extension: [extension('reviewAction', { extension: [
    ...(number === undefined ? [] : [{ url: 'number', valueString: number }]),
    ...reasons.map((reason) => ({ url: 'reasonCode', valueCodeableConcept: concept(reason) })),
    extension('reviewActionCode', { valueCodeableConcept: x12(306, action) }),
  ] })], category: SUBMITTED }];
}

/** What the payer waits for: a document by its code, or its own words. */
function communicationRequest({ system, code, text, dueOn }: AskedFor, place: number): Resource {
  return present({
    resourceType: 'CommunicationRequest', id: `asked-${place + 1}`, status: 'active', category: [{ text }],
    payload: [{ contentString: system === LOINC && code !== undefined ? code : text }], occurrencePeriod: dueOn === undefined ? undefined : { end: dueOn },
  });
}

function concept({ system, code, text }: PayerCode): Fhir {
  return present({ coding: code === undefined ? [] : [present({ system, code })], text: text ?? (code === undefined ? 'not stated' : undefined) });
}
