/** What an action was for, as HIPAA divides uses: told from the action, which says it already. A new action names its own. */
import type { Action } from '../platform/auth/permissions';

export const PURPOSES = ['treatment', 'payment', 'operations', 'patient-request'] as const;
export type Purpose = (typeof PURPOSES)[number];

const OF_ACTIONS: Readonly<Record<Action, Purpose>> = {
  'register-patient': 'treatment', 'list-patients': 'treatment', 'read-patient': 'treatment', 'read-documents': 'treatment', 'change-coverage': 'payment',
  'document-fact': 'treatment', 'change-fact': 'treatment', 'attest-fact': 'treatment', 'attach-document': 'treatment', 'plan-episode': 'treatment', 'share-diary': 'treatment', 'change-diary-protocol': 'operations',
  'read-status': 'treatment', 'ask-what-if': 'treatment', 'plan-steps': 'treatment', 'may-i-book': 'treatment', 'read-timeline': 'treatment', 'read-worklist': 'treatment', 'read-map': 'operations',
  'draft-authorization': 'payment', 'request-authorization': 'payment', 'track-authorization': 'payment', 'accept-modification': 'payment', 'schedule-procedure': 'treatment', 'read-authorizations': 'payment',
  'read-packet': 'payment', 'read-deadlines': 'payment', 'share-deadlines': 'payment', 'review-packet': 'payment', 'sign-packet': 'payment', 'read-submissions': 'payment',
  'work-queue': 'payment', 'snooze-need': 'payment', 'read-need': 'payment', 'read-denial': 'payment', 'map-denial-reason': 'payment', 'read-numbers': 'operations',
  'code-services': 'payment', 'check-claim': 'payment', 'check-documentation': 'payment',
  'read-policies': 'operations', 'compare-policies': 'operations', 'propose-policy': 'operations', 'activate-policy': 'operations',
  'read-directory': 'operations', 'change-directory': 'operations', 'import-data': 'operations', 'match-patients': 'operations',
  'read-fhir': 'treatment', 'export-patient': 'patient-request', 'read-events': 'operations', 'manage-webhooks': 'operations',
  'read-audit': 'operations', 'export-audit': 'operations', 'verify-log': 'operations', 'manage-accounts': 'operations', 'manage-keys': 'operations', 'break-glass': 'operations', 'keep-records': 'operations', 'purge-patient': 'operations', 'read-purges': 'operations',
};

/** Of what is audited and no action of the table: the service's own work, diaries, commands, signing in. */
const OTHERS: Readonly<Record<string, Purpose>> = {
  'reassess-patient': 'treatment', 'open-diary': 'treatment', 'write-diary': 'treatment', cds: 'treatment', 'import-facts': 'treatment', 'follow-changes': 'treatment', 'tell-demo-visit': 'treatment',
  'read-queue': 'payment', 'read-deadline-feed': 'payment', 'record-decision': 'payment', 'verify-packet': 'payment',
};

/** What is said of an action after a colon changes nothing: `document-fact:repeat`. */
export function purposeOf(action: string): Purpose {
  const name = action.split(':', 1)[0] ?? '';
  return (OF_ACTIONS as Readonly<Record<string, Purpose>>)[name] ?? OTHERS[name] ?? 'operations';
}
