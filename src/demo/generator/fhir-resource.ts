/** What the FHIR of a synthetic patient is made of. Pure. */
export interface FhirResource {
  readonly resourceType: string;
  readonly id: string;
  readonly [element: string]: unknown;
}

export const CPT = 'http://www.ama-assn.org/go/cpt';
export const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const LOINC = 'http://loinc.org';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const SNOMED = 'http://snomed.info/sct';
export const UCUM = 'http://unitsofmeasure.org';

export function coded(system: string, code: string, text?: string): { readonly coding: readonly object[]; readonly text?: string } {
  return { coding: [{ system, code }], ...(text !== undefined && { text }) };
}

export function uuidOf({ id }: FhirResource): string {
  return `urn:uuid:${id}`;
}

export function referTo(resource: FhirResource): { readonly reference: string } {
  return { reference: uuidOf(resource) };
}
