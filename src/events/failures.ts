/** Why an event was not delivered, in words that say what to do. */
const FAILURES: Readonly<Record<string, string>> = {
  'address-refused': 'The name leads to an address of a private network, of this machine or of a metadata service, or http is not allowed there. Correct the url, or name the network in PATHGATE_WEBHOOK_NETWORKS.',
  'not-reached': 'The receiver could not be reached, or its certificate is not valid. Check the url and whether it is up.',
  'no-answer': 'The receiver did not answer in time. It may have the event: the same one is sent again under the same id.',
  moved: 'The receiver sends elsewhere, which is not followed. Correct the url.',
  'not-taken': 'The receiver did not take it: it answered with no status of success. Look into its log.',
  'receiver-unavailable': 'The receiver had an error of its own. Look into its log.',
  gone: 'The receiver answered 410: it wants no more. The webhook is off until somebody sets its state to active.',
  paused: 'The webhook was paused while it was under way.',
  interrupted: 'The service was ended while it sent. The receiver may have the event.',
  'failed-here': 'A fault of the service\'s own; it tries again. Look into its log.',
};

export function inWords(code: string): string {
  return FAILURES[code] ?? 'The service will try again by itself.';
}

export function codeOfStatus(status: number): string {
  if (status === 410) return 'gone';
  if (status >= 500) return 'receiver-unavailable';
  return status >= 300 && status < 400 ? 'moved' : 'not-taken';
}
