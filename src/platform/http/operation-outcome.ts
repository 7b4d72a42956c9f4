/** A refusal in the words of FHIR, for the addresses that answer in it. The problem's code stands in `details`; nothing of the record is told. */
import type { Problem } from './problem';

const BASE = '/fhir/';

/** The addresses whose readers expect FHIR, also where they are refused. */
export function isFhirAddress(url: string): boolean {
  return url.startsWith(BASE);
}

/** From the standard's list of issue types. */
const ISSUE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid', 401: 'login', 403: 'forbidden', 404: 'not-found', 405: 'not-supported', 406: 'not-supported', 408: 'timeout', 409: 'conflict', 413: 'too-long', 414: 'too-long', 415: 'not-supported',
  422: 'business-rule', 429: 'throttled', 431: 'too-long', 500: 'exception', 503: 'transient',
};

export function outcomeOf({ status, code, detail, pointer }: Problem) {
  return {
    resourceType: 'OperationOutcome',
    issue: [{
      severity: status >= 500 ? 'fatal' : 'error', code: code === 'parameter-not-supported' ? 'not-supported' : ISSUE_OF_STATUS[status] ?? 'processing',
      details: { coding: [{ system: 'urn:pathgate:problem', code }], text: detail }, ...(pointer !== undefined && { diagnostics: pointer }),
    }],
  };
}
