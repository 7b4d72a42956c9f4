/**
 * Every refusal leaves as RFC 9457 problem+json, by one table from `Rejection.code` to a status. Codes are stable;
 * nothing of the record is in a problem: pointers, codes, kinds of criteria, ids the caller sent.
 */
import { reject, type Fault, type Rejection } from '../../../machines/kernel/rejection';

export const PROBLEM_TYPE = 'application/problem+json';

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is malformed', 401: 'No valid key, and nobody signed in', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed',
  406: 'No representation of that type', 408: 'The request took too long', 409: 'Not possible in the present state', 412: 'The record has moved', 413: 'Too large', 414: 'The address is too long',
  415: 'Not a media type this address takes', 422: 'The content cannot be accepted', 428: 'A precondition is required', 429: 'Too many requests',
  431: 'The headers are too large', 500: 'An error of the server', 503: 'Not available now',
};

export const CODES_BY_STATUS: Readonly<Record<number, readonly string[]>> = {
  400: ['invalid-json', 'malformed-request', 'malformed-address', 'invalid-request', 'idempotency-key-missing', 'idempotency-key-invalid', 'if-match-invalid', 'cursor-unknown', 'title-missing', 'title-invalid', 'parameter-not-supported', 'patient-or-id-missing'],
  401: ['key-missing', 'key-unknown', 'not-signed-in', 'sign-in-refused', 'one-time-code-needed', 'token-refused'],
  403: ['not-allowed', 'csrf-missing', 'password-change-needed'],
  404: [
    'not-found', 'not-registered', 'patient-not-found', 'unknown-fact', 'unknown-episode', 'unknown-authorization', 'unknown-records-request', 'unknown-deadline', 'unknown-pathway', 'document-not-found', 'packet-not-found',
    'policy-not-found', 'feed-not-found', 'unknown-entry', 'unknown-facility', 'unknown-practitioner', 'unknown-submission', 'unknown-determination', 'account-not-found', 'unknown-need', 'view-not-found','unknown-diary',
    'passkey-not-found', 'openid-not-configured',
    'policy-content-not-there', 'key-not-found', 'webhook-not-found', 'delivery-not-found', 'hold-not-found', 'purge-not-found', 'import-not-found', 'import-source-not-found', 'held-not-found',
  ],
  405: ['method-not-allowed'],
  406: ['not-acceptable'],
  408: ['request-timeout'],
  409: [
    'already-registered', 'identifier-in-use', 'fact-exists', 'fact-gone', 'fact-not-imported', 'fact-attested', 'fact-version-moved', 'possible-duplicate', 'duplicate-observation', 'document-exists', 'same-patient',
    'episode-exists', 'episode-closed', 'targets-taken', 'authorization-exists', 'step-not-next', 'step-not-in-policy', 'not-eligible', 'already-requested', 'already-recorded', 'determination-unchanged', 'determination-followed', 'invalid-transition', 'not-approved', 'procedure-scheduled',
    'procedure-not-scheduled', 'no-units-left', 'not-bookable', 'targets-not-approved', 'plan-incomplete', 'not-expired', 'expiry-acknowledged', 'deadline-not-open', 'records-request-exists', 'records-received', 'feed-link-shown',
    'too-early', 'person-unchanged', 'packet-not-issued', 'packet-superseded', 'packet-stale', 'packet-not-reviewed', 'already-reviewed', 'already-signed', 'already-submitted', 'no-coverage', 'no-policy-in-force', 'no-codes-in-force',
    'no-policy-for-payer', 'ambiguous-policy', 'packet-already-sent', 'submission-under-way', 'submission-parked', 'submission-not-parked', 'channel-not-offered', 'endpoint-missing', 'endpoint-differs', 'packet-not-signed',
    'policy-shipped', 'policy-already-proposed', 'policy-already-active', 'policy-not-proposed', 'policy-not-active', 'second-person-required',
    'place-differs', 'request-data-missing', 'exempt-hospital', 'not-in-edi',
    'ambiguous-policies', 'overlapping-policies', 'unknown-replaced-policy', 'policy-name-taken',
    'not-denied', 'appeal-not-possible', 'line-of-business-open', 'no-ladder-on-file', 'denial-reason-mapped',
    'number-in-use', 'entry-unchanged', 'entry-in-use', 'account-name-taken', 'one-time-password-shown', 'own-account',
    'view-name-taken', 'too-many-views',
    'one-time-code-in-use', 'one-time-code-not-begun', 'passkey-exists', 'passkeys-need-name',
    'key-shown', 'key-ended', 'last-admin-access', 'webhook-secret-shown', 'too-many-webhooks',
    'import-files-gone', 'import-not-checked', 'import-has-refusals', 'import-under-way', 'held-settled', 'linked-elsewhere', 'identity-incomplete', 'not-registrable', 'already-linked', 'not-linked',
    'record-not-sealed', 'on-legal-hold', 'retention-not-over', 'purge-already-asked', 'purge-decided',
    'diary-link-shown', 'diary-window-over', 'diary-protocol-unchanged',
  ],
  412: ['version-moved'],
  413: ['too-large'],
  414: ['address-too-long'],
  415: ['unsupported-media-type'],
  422: [
    'idempotency-key-reused', 'invalid-entry', 'invalid-fact', 'invalid-observation', 'fact-without-series', 'reason-required', 'identifier-repeated', 'coverages-overlap', 'date-in-future', 'known-at-in-future', 'region-not-of-pathway',
    'targets-outside-region', 'targets-repeated', 'targets-not-requested', 'targets-missing', 'targets-not-partial', 'submitted-before-request', 'decided-before-submission', 'disputed-before-decision', 'call-far', 'deadline-before-its-start', 'deadline-out-of-sight', 'chase-before-asked', 'snooze-past', 'snooze-far', 'unknown-owner',
    'proof-missing', 'date-of-service-past', 'date-of-service-far', 'packet-differs', 'sent-by-service', 'packet-too-large', 'packet-too-long', 'packet-type-not-taken',
    'rationale-required', 'subscriber-missing', 'override-incomplete', 'override-mismatch', 'justification-required', 'invalid-validity', 'policy-of-other-pathway', 'invalid-policy', 'claim-without-lines', 'too-many-claims',
    'malformed-claim', 'fact-without-service', 'unknown-document', 'page-without-document', 'page-out-of-range', 'document-empty', 'document-type', 'document-type-differs', 'document-encrypted', 'document-broken', 'lines-repeated', 'lines-contradict', 'lines-not-requested',
    'scope-beyond-role', 'webhook-address-refused', 'invalid-mapping', 'import-empty', 'modification-missing', 'claim-response-missing', 'claim-response-ambiguous', 'answer-not-final', 'answer-for-other-patient', 'denial-reason-empty', 'denial-reason-identifies', 'denial-reason-without-meaning', 'period-reversed', 'password-wrong', 'password-refused', 'one-time-code-wrong', 'passkey-refused','diary-scale-not-asked', 'diary-start-missing', 'diary-start-differs', 'diary-start-not-asked', 'invalid-diary-protocol',
  ],
  428: ['if-match-missing'],
  429: ['too-many-attempts', 'too-many-requests', 'too-many-wrong-keys'],
  431: ['headers-too-large'],
  500: ['internal-error'],
  503: ['not-available', 'overloaded', 'openid-unavailable', 'too-many-streams'],
};

const STATUS_OF_CODE: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_STATUS).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)] as const)));

/** A code without a line in the table is a refusal of content; a test holds the table against every code there is. */
const STATUS_OF_OTHERS = 422;

export function statusOf({ code }: Pick<Rejection, 'code'>): number {
  return STATUS_OF_CODE.get(code) ?? STATUS_OF_OTHERS;
}

export function isTabled(code: string): boolean {
  return STATUS_OF_CODE.has(code);
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
  readonly errors?: readonly Fault[];
  readonly details?: Readonly<Record<string, unknown>>;
}

export function problemOf(rejection: Rejection): Problem {
  const status = statusOf(rejection);
  return {
    type: `urn:pathgate:problem:${rejection.code}`, title: TITLES[status] ?? 'Refused', status, code: rejection.code, detail: rejection.message,
    ...(rejection.pointer === undefined ? {} : { pointer: rejection.pointer }),
    ...(rejection.faults === undefined ? {} : { errors: rejection.faults }),
    ...(rejection.details === undefined ? {} : { details: rejection.details }),
  };
}

/** Leaves a pipe, a guard or a parser, where Nest and Fastify have no return value for an expected refusal. */
export class Refused extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

/** Absent and another practice's are the same answer, byte for byte. */
export const NOT_FOUND: Rejection = reject('not-found', 'There is nothing at this address for this key. Check the id.');
