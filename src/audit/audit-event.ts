/** A row of the audit as an AuditEvent of FHIR R4: who, when, what by id and version, outcome, purpose and request; never a value. Pure. */
import type { Fhir, Resource } from '../platform/fhir/values';
import type { AuditView } from './audit.view';
import { purposeOf, type Purpose } from './purpose';

const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem/';
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
/** Of IHE's Basic Audit Log Patterns. */
const BALP = 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType';
const REASONS: Readonly<Record<Purpose, string>> = { treatment: 'TREAT', payment: 'HPAYMT', operations: 'HOPERAT', 'patient-request': 'PATRQT' };
/** What R4 says of success, and of what was not done and did no harm. */
const OUTCOMES: Readonly<Record<string, string>> = { allowed: '0', refused: '4' };

export function auditEvent(practice: string, { number, recordedAt, actor, actorName, role, action, resource, outcome, requestId }: AuditView): Resource {
  return {
    resourceType: 'AuditEvent', id: String(number), type: typeOf(action), subtype: [{ system: 'urn:pathgate:action', code: action }], action: verbOf(action), recorded: recordedAt,
    outcome: OUTCOMES[outcome] ?? '8', purposeOfEvent: [{ coding: [{ system: `${TERMINOLOGY}v3-ActReason`, code: REASONS[purposeOf(action)] }] }],
    agent: [{
      role: [{ coding: [{ system: 'urn:pathgate:role', code: role }] }],
      who: { identifier: { system: `urn:pathgate:${practice}:actor`, value: actor }, ...(actorName !== null && { display: actorName }) }, requestor: true,
    }],
    source: { site: practice, observer: { display: 'Pathgate' } },
    entity: [...entitiesOf(resource), { type: { system: BALP, code: 'XrequestId' }, what: { identifier: { value: requestId } } }],
  };
}

function typeOf(action: string): Fhir {
  if (/^(sign-in|sign-out|change-password)/.test(action)) return { system: DICOM, code: '110114', display: 'User Authentication' };
  if (/^export-/.test(action)) return { system: DICOM, code: '110106', display: 'Export' };
  if (/^break-glass/.test(action)) return { system: DICOM, code: '110127', display: 'Emergency Override Started' };
  return { system: `${TERMINOLOGY}audit-event-type`, code: 'rest', display: 'RESTful Operation' };
}

/** Create, read, update or execute. */
function verbOf(action: string): 'C' | 'R' | 'U' | 'E' {
  if (/^(read-|list-|follow-|check-|may-i-book|plan-steps|code-services|ask-|compare-|open-)/.test(action)) return 'R';
  if (/^(export-|verify-|sign-in|sign-out|cds|break-glass)/.test(action)) return 'E';
  return /^(register-|document-|attach-|draft-|propose-|request-|import-)/.test(action) ? 'C' : 'U';
}

const OWN = /^patient\/([^/@ ]+)(?:@(\d+))?(?=[/ ]|$)/;
/** Whose names are followed by the patients they showed. */
const LIST = /^(patients|worklist|queue|deadlines|submissions|events|webhook\/[^/]+\/deliveries)\/([^/]+)$/;

/** Patients, as far as a row names them, and what it was about. */
function entitiesOf(resource: string): readonly Fhir[] {
  const [, patient, version] = OWN.exec(resource) ?? [];
  if (patient !== undefined) return [patientEntity(version === undefined ? patient : `${patient}/_history/${version}`), objectEntity(resource)];
  const [, list, ids] = LIST.exec(resource) ?? [];
  return list === undefined || ids === undefined ? [objectEntity(resource)] : [...ids.split(' ').map(patientEntity), objectEntity(list)];
}

function patientEntity(reference: string): Fhir {
  return { what: { reference: `Patient/${reference}` }, type: { system: `${TERMINOLOGY}audit-entity-type`, code: '1', display: 'Person' }, role: { system: `${TERMINOLOGY}object-role`, code: '1', display: 'Patient' } };
}

function objectEntity(resource: string): Fhir {
  return { what: { identifier: { system: 'urn:pathgate:resource', value: resource } }, type: { system: `${TERMINOLOGY}audit-entity-type`, code: '2', display: 'System Object' } };
}
