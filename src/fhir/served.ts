/** What is served, and by which parameters it is searched: the one table that the addresses and the CapabilityStatement are made from. Pure. */
import type { Resource } from '../platform/fhir/values';
import { carePlans } from './care-plan';
import { claimResponses } from './claim-response';
import { claims } from './claim';
import { episodesOfCare } from './episode-of-care';
import type { ResourceType } from './names';
import { observations } from './observation';
import { patientResource } from './patient';
import type { PatientSource } from './patient-source';
import { procedures } from './procedure';
import { tasks } from './task';

export const PARAMETERS = {
  _id: { type: 'token', documentation: 'Ids, separated by commas.' },
  _lastUpdated: { type: 'date', documentation: 'When what the resource tells was last recorded: a day or an instant, with eq, ge, gt, le or lt before it; twice for a span.' },
  identifier: { type: 'token', documentation: 'A value, or system|value.' },
  patient: { type: 'reference', documentation: 'The patient, as ID or Patient/ID.' },
  status: { type: 'token', documentation: 'Codes, separated by commas.' },
  url: { type: 'uri', documentation: 'The canonical address, whole.' },
  version: { type: 'token', documentation: 'The business version.' },
} as const;
export type Parameter = keyof typeof PARAMETERS;

interface Served {
  readonly search: readonly Parameter[];
  readonly documentation: string;
}

/** A search of what belongs to patients names a patient, or ids. */
export const SERVED: Readonly<Record<ResourceType, Served>> = {
  Patient: { search: ['_id', 'identifier'], documentation: 'The practice\'s patients, by name.' },
  EpisodeOfCare: { search: ['_id', 'patient', 'status', '_lastUpdated'], documentation: 'One patient on one pathway in one region. A search names patient or _id.' },
  CarePlan: { search: ['_id', 'patient', 'status'], documentation: 'What an episode means to do: the policy it follows as PlanDefinition, what is missing, what was done. A search names patient or _id.' },
  PlanDefinition: { search: ['_id', 'url', 'version', 'status'], documentation: 'A policy that decides in the practice, with the steps of the executed pathway map.' },
  Task: { search: ['_id', 'patient', 'status'], documentation: 'What is missing for the next step, as of today: findings that are unmet or cannot be told. A search names patient or _id.' },
  Observation: { search: ['_id', 'patient', 'status', '_lastUpdated'], documentation: 'Scores, and relief in percent. A search names patient or _id.' },
  Procedure: { search: ['_id', 'patient', 'status'], documentation: 'Blocks, ablations, trials, implants, epidurals. A search names patient or _id.' },
  Claim: { search: ['_id', 'patient', 'status'], documentation: 'Requests to payers, drafts too. A search names patient or _id.' },
  ClaimResponse: { search: ['_id', 'patient', 'status', '_lastUpdated'], documentation: 'What payers decided. A search names patient or _id.' },
};

export type OfPatient = Exclude<ResourceType, 'PlanDefinition'>;

const MADE: Readonly<Record<OfPatient, (source: PatientSource) => readonly Resource[]>> = {
  Patient: (source) => [patientResource(source)], EpisodeOfCare: episodesOfCare, CarePlan: carePlans, Task: tasks, Observation: observations, Procedure: procedures, Claim: claims, ClaimResponse: claimResponses,
};

/** In the order of the record. */
export function resourcesOf(source: PatientSource, type: OfPatient): readonly Resource[] {
  return MADE[type](source);
}

/** Everything that is served of a patient. */
export function everythingOf(source: PatientSource): readonly Resource[] {
  return (Object.keys(MADE) as OfPatient[]).flatMap((type) => resourcesOf(source, type));
}

/** What was asked of payers is read from its packets. */
export function needsPackets(type: OfPatient): boolean {
  return type === 'Claim' || type === 'ClaimResponse';
}
