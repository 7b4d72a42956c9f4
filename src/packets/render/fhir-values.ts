/** What the resources of a request are made of: the values that all resources share, its own codes, and names that follow from the packet's id. Pure. */
import { createHash } from 'node:crypto';
import X12 from './x12-codes.json';

export { coded, extension, LOINC, modifierCode, NPI, PAS, present, procedureCode, x12, type Entry, type Fhir, type Resource } from '../../platform/fhir/values';
export { X12 };

export const PAS_CODES = 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes';
export const TIN = 'http://terminology.hl7.org/NamingSystem/USEIN';

/** The same for the same packet and name, and of no other packet: the first 16 bytes of a SHA-256 as a UUID of version 8. */
export function addressOf(packetId: string, name: string): string {
  const bytes = createHash('sha256').update(`${packetId}\n${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
