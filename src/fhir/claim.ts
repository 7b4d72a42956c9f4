/** Each request to a payer as a claim for preauthorization, as its packet says; a draft follows the record. Pure. Parties are contained: none is served by itself. */
import { modifierCode, present, procedureCode, coded, NPI, type Fhir, type Resource } from '../platform/fhir/values';
import { claimId, identifier, reference, word } from './names';
import type { PatientSource } from './patient-source';

const PLACES = 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set';
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const STATUS_OF_POSITION: Readonly<Record<string, string>> = { draft: 'draft', withdrawn: 'cancelled', cancelled: 'cancelled' };

export function claims(source: PatientSource): readonly Resource[] {
  return source.packets.map((packet) => claim(source, packet));
}

function claim({ patientId, patient, practiceName }: PatientSource, { model, authorizationId, packetId, builtAt, state }: PatientSource['packets'][number]): Resource {
  const { request, parties } = model;
  const authorization = patient.authorizations.find(({ id }) => id === authorizationId);
  const status = state === 'draft' ? 'draft' : state === 'superseded' ? 'cancelled' : STATUS_OF_POSITION[authorization?.position ?? ''] ?? 'active';
  const [covered] = model.coverages;
  const payer = parties.delegate ?? parties.payer;
  const provider = parties.practice ?? { name: practiceName };
  return present({
    resourceType: 'Claim', id: claimId(patientId, packetId),
    contained: [
      organization('insurer', payer?.name ?? covered?.payer ?? 'not recorded', payer?.npi), organization('provider', provider.name, 'npi' in provider ? provider.npi : undefined),
      present({ resourceType: 'Coverage', id: 'coverage', status: 'active', subscriberId: covered?.memberId, beneficiary: reference('Patient', patientId), payor: [{ reference: '#insurer' }] }),
    ],
    identifier: [identifier('authorization', authorizationId), identifier('packet', packetId)], status, type: claimType(request.claimType), use: 'preauthorization',
    patient: reference('Patient', patientId), created: builtAt, insurer: { reference: '#insurer' }, provider: { reference: '#provider' },
    priority: coded('http://terminology.hl7.org/CodeSystem/processpriority', request.expedited ? 'stat' : 'normal'),
    related: request.resubmissionOf === undefined ? [] : [{ claim: reference('Claim', claimId(patientId, request.resubmissionOf.packetId)), relationship: coded('http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship', 'prior') }],
    supportingInfo: [{ sequence: 1, category: word('claim-information', 'step', request.kind), code: word('step', request.step) }],
    diagnosis: request.diagnoses.map((code, index) => ({ sequence: index + 1, diagnosisCodeableConcept: coded(ICD, code) })),
    insurance: [{ sequence: 1, focal: true, coverage: { reference: '#coverage' } }],
    item: request.lines.map((line, index) => present({
      sequence: index + 1, diagnosisSequence: request.diagnoses.map((_, place) => place + 1), productOrService: procedureCode(line.code), modifier: line.modifiers.map(modifierCode),
      servicedDate: request.plannedOn, locationCodeableConcept: request.setting === undefined ? undefined : coded(PLACES, request.setting.code), quantity: { value: line.units },
    })),
  });
}

/** Of a request; also of its answer. */
export function claimType(type: 'professional' | 'facility'): Fhir {
  return coded('http://terminology.hl7.org/CodeSystem/claim-type', type === 'facility' ? 'institutional' : 'professional');
}

export function organization(id: string, name: string, npi: string | undefined): Resource {
  return present({ resourceType: 'Organization', id, identifier: npi === undefined ? [] : [{ system: NPI, value: npi }], name });
}
