/** Whom and which request an answer is about, as far as it says, and whether that is this patient and this request. Pure, lenient. */
import type { PlainDate } from '../../../machines/kernel/calendar';
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import type { PatientState } from '../../../machines/patient';
import { resourcesOf, type FoundAnswer } from './find-answer';
import { at, codingsOf, dateIn, extensionValue, lineIn, listAt, type Json } from './lenient';

export interface About {
  readonly birthDate?: PlainDate;
  readonly families?: readonly string[];
  readonly memberIds?: readonly string[];
  /** Numbers of a request, or of its lines, under our own systems. */
  readonly requests?: readonly string[];
}

/** Under which requests of ours and their lines are numbered, and members of a plan. */
const OUR_REQUESTS = ['urn:pathgate:authorization', 'urn:trnorg:1'];
const MEMBERS = ['http://hl7.org/fhir/sid/us-mbi', 'urn:pathgate:member-number:'];
const NUMBER_CHARS_MAX = 120;

export function aboutOf(found: FoundAnswer): About {
  const reference = at(at(found.response, 'patient'), 'reference');
  const id = typeof reference === 'string' ? reference.split('/').pop()?.replace(/^#/, '') : undefined;
  const patients = resourcesOf(found, 'Patient');
  const patient = patients.find((one) => one['id'] === id) ?? (patients.length === 1 ? patients[0] : undefined);
  const birthDate = dateIn(at(patient, 'birthDate'));
  const families = listAt(patient, 'name').flatMap((name) => lineIn(at(name, 'family'), NUMBER_CHARS_MAX) ?? []);
  const memberIds = patient === undefined ? [] : memberIdsOf(patient);
  const requests = [at(at(found.response, 'request'), 'identifier'), ...resourcesOf(found, 'Claim').flatMap((claim) => listAt(claim, 'identifier')), ...listAt(found.response, 'item').map((item) => extensionValue(item, 'itemTraceNumber'))]
    .flatMap((identifier) => (isOf(OUR_REQUESTS, identifier) ? lineIn(at(identifier, 'value'), NUMBER_CHARS_MAX) ?? [] : []));
  return { ...(birthDate !== undefined && { birthDate }), ...(families.length > 0 && { families }), ...(memberIds.length > 0 && { memberIds }), ...(requests.length > 0 && { requests }) };
}

/** Other numbers of a person, such as a chart's, are the payer's own. */
function memberIdsOf(patient: Json): readonly string[] {
  return listAt(patient, 'identifier').flatMap((identifier) => (isOf(MEMBERS, identifier) || codingsOf(at(identifier, 'type')).some(({ code }) => code === 'MB') ? lineIn(at(identifier, 'value'), NUMBER_CHARS_MAX) ?? [] : []));
}

function isOf(systems: readonly string[], identifier: unknown): boolean {
  const system = at(identifier, 'system');
  return typeof system === 'string' && systems.some((one) => system.startsWith(one));
}

/** Code `answer-for-other-patient`. What either side does not say is no difference. */
export function refuseOther({ birthDate, families = [], memberIds = [], requests = [] }: About, patient: PatientState, authorizationId: string): Rejection | undefined {
  if (birthDate !== undefined && patient.birthDate !== undefined && birthDate !== patient.birthDate) return other('a person of another birth date');
  const { name } = patient;
  if (name !== undefined && families.length > 0 && !families.some((family) => isSameFamily(family, name.family))) return other('a person of another name');
  const known = patient.coverages.flatMap(({ memberId }) => memberId ?? []);
  if (known.length > 0 && memberIds.length > 0 && !memberIds.some((told) => known.some((own) => plain(own) === plain(told)))) return other('a member of another number');
  return requests.length > 0 && !requests.some((one) => one === authorizationId || one.startsWith(`${authorizationId}-`)) ? other('another request') : undefined;
}

function other(whose: string): Rejection {
  return reject('answer-for-other-patient', `The answer is about ${whose}: check whose it is, and record it there.`);
}

/** Case, accents and signs mean nothing, and of a double name one part is enough. */
function isSameFamily(a: string, b: string): boolean {
  const [left, right] = [a, b].map((family) => lettersOf(family).split(/[^\p{L}\p{N}]+/u).filter((part) => part !== ''));
  return plain(lettersOf(a)) === plain(lettersOf(b)) || (left ?? []).some((part) => part.length > 2 && right?.includes(part));
}

function lettersOf(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
