/** What a synthetic practice billed and what payers answered, as FHIR. Pure. */
import type { PlainDate } from '../../../machines/kernel/calendar';
import { coded, CPT, referTo, type FhirResource } from './fhir-resource';
import type { Random } from './random';
import type { AuthorizationAct } from './synthetic-patient';

const CLAIM_TYPE = coded('http://terminology.hl7.org/CodeSystem/claim-type', 'professional');
const PRIORITY = coded('http://terminology.hl7.org/CodeSystem/processpriority', 'normal');
const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';
const REVIEW_ACTIONS: Readonly<Record<string, string>> = { affirmed: 'A1', 'partially-affirmed': 'A2', 'non-affirmed': 'A3', denied: 'A3' };

export interface Billed {
  readonly patient: FhirResource;
  readonly practice: FhirResource;
  readonly encounter: FhirResource;
  readonly coverage: FhirResource | undefined;
  readonly on: PlainDate;
  readonly random: Random;
}

/** Every procedure is billed on the day it was recorded. */
export function claimOf(procedure: FhirResource, { patient, practice, encounter, coverage, on, random }: Billed): FhirResource {
  return {
    resourceType: 'Claim', id: random.id(), status: 'active', use: 'claim', type: CLAIM_TYPE, patient: referTo(patient), created: on, provider: referTo(practice), priority: PRIORITY,
    procedure: [{ sequence: 1, procedureReference: referTo(procedure) }], insurance: [insurance(coverage)],
    item: [{ sequence: 1, productOrService: procedure.code, procedureSequence: [1], encounter: [referTo(encounter)] }],
  };
}

/** A determination: the request it answers, and the answer. Other acts leave no resource. */
export function decisionOf(act: AuthorizationAct, patient: FhirResource, practice: FhirResource, coverage: FhirResource | undefined, random: Random): readonly FhirResource[] | undefined {
  if (act.type !== 'RecordDetermination') return undefined;
  const { decision, decidedOn, payerReference, validFrom, validTo } = act;
  const action = REVIEW_ACTIONS[decision];
  if (action === undefined) return undefined;
  const request: FhirResource = {
    resourceType: 'Claim', id: random.id(), status: 'active', use: 'preauthorization', type: CLAIM_TYPE, patient: referTo(patient), created: decidedOn, provider: referTo(practice), priority: PRIORITY,
    insurance: [insurance(coverage)], item: [{ sequence: 1, productOrService: coded(CPT, '64635') }],
  };
  return [request, {
    resourceType: 'ClaimResponse', id: random.id(), status: 'active', use: 'preauthorization', type: CLAIM_TYPE, patient: referTo(patient), created: decidedOn, insurer: { display: 'Medicare' },
    request: referTo(request), outcome: 'complete', ...(payerReference !== undefined && { preAuthRef: payerReference }),
    ...(typeof validFrom === 'string' && typeof validTo === 'string' && { preAuthPeriod: { start: validFrom, end: validTo } }),
    item: [{ itemSequence: 1, adjudication: [{
      category: coded('http://terminology.hl7.org/CodeSystem/adjudication', 'submitted'),
      extension: [{ url: `${PAS}extension-reviewAction`, extension: [{ url: `${PAS}extension-reviewActionCode`, valueCodeableConcept: coded('https://codesystem.x12.org/005010/306', action) }] }],
    }] }],
  }];
}

function insurance(coverage: FhirResource | undefined): object {
  return { sequence: 1, focal: true, coverage: coverage === undefined ? { display: 'none on record' } : referTo(coverage) };
}
