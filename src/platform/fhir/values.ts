/** The small values that every FHIR resource is made of. Pure. */
import { createHash } from 'node:crypto';

export type Fhir = { readonly [key: string]: unknown };

export interface Resource extends Fhir {
  readonly resourceType: string;
}

export interface Entry {
  readonly fullUrl: string;
  readonly resource: Resource;
}

export const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';
export const NPI = 'http://hl7.org/fhir/sid/us-npi';
export const LOINC = 'http://loinc.org';
const CPT = 'http://www.ama-assn.org/go/cpt';
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';

export function coded(system: string, code: string): Fhir {
  return { coding: [{ system, code }] };
}

/** A value of an X12 data element. */
export function x12(element: number, code: string): Fhir {
  return coded(`https://codesystem.x12.org/005010/${element}`, code);
}

/** Five digits are CPT; a letter in front is HCPCS level II. */
export function procedureCode(code: string): Fhir {
  return coded(/^\d{4}[0-9A-Z]$/.test(code) ? CPT : HCPCS, code);
}

/** Two digits are CPT's own modifiers, those with a letter HCPCS's. */
export function modifierCode(modifier: string): Fhir {
  return coded(/^\d{2}$/.test(modifier) ? CPT : HCPCS, modifier);
}

/** Of Da Vinci PAS. */
export function extension(name: string, value: Fhir): Fhir {
  return { url: `${PAS}extension-${name}`, ...value };
}

/** Without the properties that are undefined, and without empty lists. */
export function present<T extends Fhir>(properties: T): T {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))) as T;
}

/** An address within a bundle: the same for the same whole (a packet, a patient) and name, and of no other whole. The first 16 bytes of a SHA-256 as a UUID of version 8. */
export function addressOf(wholeId: string, name: string): string {
  const bytes = createHash('sha256').update(`${wholeId}\n${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
