/** What a claim says once for all its lines, and what it is held against. `unknown` in, a checked header out. */
import { reject, type Fault, type Rejection } from '../kernel/rejection';

/** Left out: the claim does not say it, and nothing is asked of it. */
export interface ClaimHeader {
  /** The payer's number of the approval; empty where the claim has none. */
  readonly authorizationNumber?: string;
  readonly facilityNpi?: string;
  readonly performingNpi?: string;
  readonly taxNumber?: string;
  readonly typeOfBill?: string;
  readonly memberId?: string;
}

/** What the practice knows beside the patient's facts. */
export interface KnownParties {
  readonly facilities: readonly { readonly npi?: string; readonly tin?: string; readonly typeOfBill?: string; readonly placeOfService: string }[];
  readonly practitioners: readonly { readonly npi?: string; readonly tin?: string }[];
  /** Tax numbers of the practice itself. */
  readonly taxNumbers: readonly string[];
  /** Of the plan of what was done. */
  readonly plannedFacilityNpi?: string;
  readonly plannedPractitionerNpi?: string;
  /** Of the coverage billed. */
  readonly memberId?: string;
  /** The payer's numbers on record for these codes. */
  readonly payerReferences: readonly string[];
}

export const NO_PARTIES: KnownParties = { facilities: [], practitioners: [], taxNumbers: [], payerReferences: [] };

/** The known parties of a case, or `malformed-claim`. */
export function parseKnownParties(input: unknown, pointer: string): KnownParties | Rejection {
  const known = (typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {}) as Partial<Record<keyof KnownParties, unknown>>;
  const isOf = (name: keyof KnownParties, holds: (one: unknown) => boolean): readonly Fault[] =>
    (known[name] === undefined || (Array.isArray(known[name]) && known[name].every(holds)) ? [] : [{ pointer: `${pointer}/${name}`, code: 'wrong-type', message: 'must be a list' }]);
  const faults = [
    ...Object.keys(known).filter((name) => !KNOWN.includes(name)).map((name): Fault => ({ pointer: `${pointer}/${name}`, code: 'unknown-field', message: `is not a field here; it has ${KNOWN.join(', ')}` })),
    ...isOf('facilities', (one) => typeof one === 'object' && one !== null), ...isOf('practitioners', (one) => typeof one === 'object' && one !== null),
    ...isOf('taxNumbers', (one) => typeof one === 'string'), ...isOf('payerReferences', (one) => typeof one === 'string'),
  ];
  return faults.length > 0 ? reject('malformed-claim', `${faults[0]?.pointer ?? ''} ${faults[0]?.message ?? ''}`, { pointer: faults[0]?.pointer, faults }) : { ...NO_PARTIES, ...(known as Partial<KnownParties>) };
}

const KNOWN: readonly string[] = ['facilities', 'practitioners', 'taxNumbers', 'plannedFacilityNpi', 'plannedPractitionerNpi', 'memberId', 'payerReferences'];
const FIELDS = ['authorizationNumber', 'facilityNpi', 'performingNpi', 'taxNumber', 'typeOfBill', 'memberId'];
const CHARS_MAX = 60;

/** The header, or `malformed-claim`. What a number must look like is an edit's business. */
export function parseClaimHeader(input: unknown, pointer: string): ClaimHeader | Rejection {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return reject('malformed-claim', `${pointer} must be an object`, { pointer });
  const faults = Object.entries(input).flatMap(([name, value]): readonly Fault[] => {
    if (!FIELDS.includes(name)) return [{ pointer: `${pointer}/${name}`, code: 'unknown-field', message: `is not a field of a claim; it has ${FIELDS.join(', ')}` }];
    return typeof value === 'string' && value.length <= CHARS_MAX ? [] : [{ pointer: `${pointer}/${name}`, code: 'wrong-type', message: `must be a text of at most ${CHARS_MAX} characters` }];
  });
  return faults.length > 0 ? reject('malformed-claim', `${faults[0]?.pointer ?? ''} ${faults[0]?.message ?? ''}`, { pointer: faults[0]?.pointer, faults }) : input;
}
