/** What the resources of a request are made of: the values that all resources share, and its own codes. Pure. */
import X12 from './x12-codes.json';

export { addressOf, coded, extension, LOINC, modifierCode, NPI, PAS, present, procedureCode, x12, type Entry, type Fhir, type Resource } from '../../platform/fhir/values';
export { X12 };

export const PAS_CODES = 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes';
export const TIN = 'http://terminology.hl7.org/NamingSystem/USEIN';
