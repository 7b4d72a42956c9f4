/** Who it is, as the card says. Pure. */
import type { PatientSource } from './patient-source';
import { present, type Resource } from '../platform/fhir/values';
import { identifier } from './names';

const IDENTIFIER_TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';
/** Kinds of the record that the standard has a code for. */
const TYPE_OF_KIND: Readonly<Record<string, string>> = { mrn: 'MR', 'member-id': 'MB' };

export function patientResource({ patientId, patient }: Pick<PatientSource, 'patientId' | 'patient'>): Resource {
  const { name, birthDate, details, identifiers } = patient;
  const { sex, address, phone } = details ?? {};
  return present({
    resourceType: 'Patient', id: patientId,
    identifier: [identifier('patient', patientId), ...identifiers.map(({ kind, value }) => {
      const code = TYPE_OF_KIND[kind];
      return { ...(code === undefined ? { type: { text: kind } } : { type: { coding: [{ system: IDENTIFIER_TYPES, code }], text: kind } }), ...identifier(`identifier:${kind.replace(/[^A-Za-z0-9_-]/g, '-')}`, value) };
    })],
    name: name === undefined ? [] : [present({ family: name.family, given: [name.given] })],
    telecom: phone === undefined ? [] : [{ system: 'phone', value: phone }],
    gender: sex ?? 'unknown', birthDate,
    address: address === undefined ? [] : [{ line: [address.line], city: address.city, state: address.state, postalCode: address.postalCode, country: 'US' }],
  });
}
