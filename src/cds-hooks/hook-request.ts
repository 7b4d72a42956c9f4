/** A request of CDS Hooks as it comes. What the specification asks for is checked; fields it does not know are another's business and left alone. Pure. */
import { reject, type Fault, type Rejection } from '../../machines/kernel/rejection';
import { HOOKS_OF, type Hook, type ServiceId } from './services';

export type Json = Readonly<Record<string, unknown>>;

export interface HookRequest {
  readonly hook: Hook;
  /** The FHIR id of the patient at the EHR. */
  readonly patientId: string;
  /** As it was fetched before; undefined where it was not. */
  readonly patient: Json | undefined;
  /** Of the order hooks. */
  readonly draftOrders: Json | undefined;
  /** Of order-select: references of those that were just chosen. */
  readonly selections: readonly string[] | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REFERENCE_CHARS_MAX = 200;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function readHookRequest(service: ServiceId, input: unknown): HookRequest | Rejection {
  if (!isObject(input)) return invalid([fault('', 'not-an-object', 'a JSON object is expected')]);
  const { hook, hookInstance, context, prefetch = {} } = input;
  const hooks: readonly unknown[] = HOOKS_OF[service];
  const faults = [
    ...(hooks.includes(hook) ? [] : [fault('/hook', 'one-of', `one of ${hooks.join(', ')}`)]),
    ...(typeof hookInstance === 'string' && UUID.test(hookInstance) ? [] : [fault('/hookInstance', 'uuid', 'a UUID is expected')]),
    ...(isObject(prefetch) ? [] : [fault('/prefetch', 'not-an-object', 'an object is expected')]),
    ...(isObject(context) ? faultsOfContext(hook, context) : [fault('/context', 'not-an-object', 'an object is expected')]),
  ];
  if (faults.length > 0) return invalid(faults);
  const { patientId, draftOrders, selections } = context as Json;
  const { patient } = prefetch as Json;
  return {
    hook: hook as Hook, patientId: (patientId as string).replace(/^Patient\//, ''), patient: isObject(patient) ? patient : undefined,
    draftOrders: isObject(draftOrders) ? draftOrders : undefined, selections: hook === 'order-select' ? (selections as readonly string[]) : undefined,
  };
}

function faultsOfContext(hook: unknown, { userId, patientId, draftOrders, selections }: Json): readonly Fault[] {
  const isOrder = hook === 'order-select' || hook === 'order-sign';
  return [
    ...(isReference(userId) ? [] : [fault('/context/userId', 'required', REFERENCE)]),
    ...(isReference(patientId) ? [] : [fault('/context/patientId', 'required', REFERENCE)]),
    ...(!isOrder || (isObject(draftOrders) && draftOrders['resourceType'] === 'Bundle') ? [] : [fault('/context/draftOrders', 'required', 'a Bundle is expected')]),
    ...(hook !== 'order-select' || (Array.isArray(selections) && selections.every(isReference)) ? [] : [fault('/context/selections', 'required', 'a list of references is expected')]),
  ];
}

const REFERENCE = `a text of 1 to ${REFERENCE_CHARS_MAX} characters is expected`;

function isReference(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= REFERENCE_CHARS_MAX;
}

export function fault(pointer: string, code: string, message: string): Fault {
  return { pointer, code, message };
}

export function invalid(faults: readonly Fault[]): Rejection {
  return reject('invalid-request', 'The body is not a request of CDS Hooks 2.0. Correct the fields named in errors and send it again.', { faults, pointer: faults[0]?.pointer });
}
