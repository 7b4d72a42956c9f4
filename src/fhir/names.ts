/** How resources are called and point at each other. Pure. The record's own ids stand in `identifier`, under systems of ours. */
import { createHash } from 'node:crypto';
import type { ChartFact } from '../../machines/evidence/chart';
import { coded, type Fhir } from '../platform/fhir/values';

/** In the order in which the CapabilityStatement names them. */
export const RESOURCE_TYPES = ['Patient', 'EpisodeOfCare', 'CarePlan', 'PlanDefinition', 'Task', 'Observation', 'Procedure', 'Claim', 'ClaimResponse'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

const CHARS = 22;
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** The patient's id and a digest: whoever asks for one resource by its id names the log in which it is found, and it fits the 64 characters of the standard. */
export function idOf(patientId: string, type: ResourceType, ...key: readonly (string | number)[]): string {
  return `${patientId}.${digest([type, ...key].join('\n'))}`;
}

export const episodeId = (patientId: string, episode: string): string => idOf(patientId, 'EpisodeOfCare', episode);
export const carePlanId = (patientId: string, episode: string): string => idOf(patientId, 'CarePlan', episode);
export const procedureId = (patientId: string, factId: string): string => idOf(patientId, 'Procedure', factId);
export const claimId = (patientId: string, packetId: string): string => idOf(patientId, 'Claim', packetId);

/** Of a resource's id; the id of a Patient is the patient's own. */
export function patientIn(id: string): string {
  return id.split('.', 1)[0] ?? '';
}

/** As it is where the standard takes it for an id, else a digest of it. */
export function asId(name: string): string {
  return FHIR_ID.test(name) ? name : digest(name);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, CHARS).replaceAll('-', '0').replaceAll('_', '1');
}

export function reference(type: ResourceType, id: string): Fhir {
  return { reference: `${type}/${id}` };
}

export function identifier(of: string, value: string): Fhir {
  return { system: `urn:pathgate:${of}`, value };
}

/** Of a fact that was imported from another system, and whether somebody here stands for it; undefined of any other. */
export function importedMeta({ imported }: Pick<ChartFact, 'imported'>): Fhir | undefined {
  if (imported === undefined) return undefined;
  return { source: `urn:pathgate:source:${encodeURIComponent(imported.source)}`, ...(imported.attested === undefined && { tag: [{ system: 'urn:pathgate:attestation', code: 'not-attested' }] }) };
}

/** A word of the glossary as a code; `text` is what people read. */
export function word(of: string, code: string, text?: string): Fhir {
  return { ...coded(`urn:pathgate:${of}`, code), ...(text !== undefined && { text }) };
}
