/**
 * Who may do what: one table, default deny. A role may do exactly the actions listed in its row; a route names one
 * action; a route without an action stops the start (`http/methods.ts`).
 */
export const ROLES = ['clinician', 'nurse', 'auth-staff', 'biller', 'scheduler', 'admin', 'auditor', 'api-consumer', 'patient-link'] as const;
export type Role = (typeof ROLES)[number];

/** The roles that people and programs of a practice hold keys for; a patient's link opens the diary and nothing else. */
export type PracticeRole = Exclude<Role, 'patient-link'>;
export const PRACTICE_ROLES: readonly PracticeRole[] = ROLES.filter((role) => role !== 'patient-link');

export const ACTIONS = [
  'register-patient', 'list-patients', 'read-patient', 'read-documents', 'change-coverage',
  'document-fact', 'change-fact', 'attest-fact', 'attach-document', 'plan-episode', 'share-diary', 'change-diary-protocol',
  'read-status', 'ask-what-if', 'plan-steps', 'may-i-book', 'read-timeline', 'read-worklist', 'read-map',
  'draft-authorization', 'request-authorization', 'track-authorization', 'accept-modification', 'schedule-procedure', 'read-authorizations', 'read-packet', 'read-deadlines', 'share-deadlines', 'review-packet', 'sign-packet', 'read-submissions',
  'work-queue', 'snooze-need', 'read-need',
  'read-denial', 'map-denial-reason', 'read-numbers',
  'code-services', 'check-claim', 'check-documentation',
  'read-policies', 'compare-policies', 'propose-policy', 'activate-policy',
  'read-directory', 'change-directory',
  'import-data', 'match-patients',
  'read-fhir', 'export-patient',
  'read-events', 'manage-webhooks',
  'read-audit', 'export-audit', 'verify-log', 'manage-accounts', 'manage-keys', 'break-glass', 'keep-records', 'purge-patient', 'read-purges',
] as const;
export type Action = (typeof ACTIONS)[number];

const READS: readonly Action[] = [
  'list-patients', 'read-patient', 'read-documents', 'read-need', 'read-status', 'ask-what-if', 'plan-steps', 'may-i-book', 'read-timeline', 'read-worklist', 'read-map', 'read-authorizations', 'read-packet', 'read-submissions', 'read-deadlines', 'read-denial', 'read-numbers', 'read-policies', 'read-directory', 'code-services', 'check-claim', 'check-documentation', 'read-fhir', 'read-events',
];

/** What only who works with the record reads. An administrator does not: break-glass opens these for one patient, for reading. */
export const CLINICAL_READS: readonly Action[] = [
  'read-documents', 'read-need', 'read-status', 'ask-what-if', 'plan-steps', 'may-i-book', 'read-timeline', 'read-authorizations', 'read-packet', 'read-submissions', 'read-denial', 'code-services', 'check-documentation',
];
/** Where nobody's record is named, break-glass has nothing to open. */
const READS_BEYOND_ONE_RECORD: readonly Action[] = ['check-claim', 'read-fhir'];

const PERMISSIONS: { readonly [R in Role]: readonly Action[] } = {
  clinician: [
    ...READS, 'register-patient', 'document-fact', 'change-fact', 'attest-fact', 'attach-document', 'plan-episode', 'share-diary', 'change-diary-protocol',
    'draft-authorization', 'request-authorization', 'map-denial-reason', 'review-packet', 'sign-packet', 'accept-modification', 'schedule-procedure', 'work-queue', 'snooze-need', 'compare-policies', 'propose-policy', 'activate-policy', 'match-patients', 'export-patient',
  ],
  /** Documents and reads over, does not sign: no request, no draft. */
  nurse: [...READS, 'register-patient', 'document-fact', 'change-fact', 'attach-document', 'plan-episode', 'share-diary', 'review-packet', 'schedule-procedure', 'work-queue', 'snooze-need', 'match-patients'],
  'auth-staff': [
    ...READS, 'register-patient', 'change-coverage', 'attach-document', 'share-diary', 'draft-authorization', 'request-authorization', 'track-authorization', 'share-deadlines', 'map-denial-reason', 'review-packet', 'schedule-procedure', 'work-queue', 'snooze-need', 'compare-policies', 'propose-policy', 'change-directory', 'match-patients', 'export-patient',
  ],
  biller: ['list-patients', 'read-patient', 'read-documents', 'read-need', 'change-coverage', 'read-worklist', 'read-map', 'read-authorizations', 'read-packet', 'read-submissions', 'read-deadlines', 'read-denial', 'read-numbers', 'read-policies', 'read-directory', 'code-services', 'check-claim', 'check-documentation', 'read-events', 'work-queue'],
  /** May-I-book, and booking: who there is, what is open, whether a step may be done on a date and where its approval stands; nothing of the record. */
  scheduler: ['list-patients', 'read-worklist', 'may-i-book', 'schedule-procedure', 'read-map', 'read-authorizations', 'read-deadlines', 'read-policies', 'read-directory'],
  /** Runs the practice and reads no record; whoever must, breaks the glass. */
  admin: [...READS.filter((action) => !CLINICAL_READS.includes(action) && !READS_BEYOND_ONE_RECORD.includes(action)), 'register-patient', 'change-coverage', 'change-diary-protocol', 'work-queue', 'snooze-need', 'share-deadlines', 'change-directory', 'propose-policy', 'activate-policy', 'compare-policies', 'manage-accounts', 'manage-keys', 'manage-webhooks', 'import-data', 'match-patients', 'break-glass', 'keep-records', 'purge-patient', 'read-purges'],
  /** The only one who reads the audit; nobody writes it by hand or switches it off, the administrator neither. */
  auditor: [...READS, 'read-audit', 'export-audit', 'verify-log', 'read-purges'],
  'api-consumer': [...READS, 'register-patient', 'change-coverage', 'document-fact', 'attach-document'],
  /** Who writes a patient's diary, by its own link (src/diary); a key of this role opens nothing here. */
  'patient-link': [],
};

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && (ROLES as readonly string[]).includes(value);
}

const ALLOWED: ReadonlyMap<Role, ReadonlySet<Action>> = new Map(ROLES.map((role) => [role, new Set(PERMISSIONS[role])]));

export function mayDo(role: Role, action: Action): boolean {
  return ALLOWED.get(role)?.has(action) === true;
}

/** A scope narrows a role and never widens it: what neither names is denied. */
export function mayCallerDo({ role, scope }: { readonly role: Role; readonly scope?: readonly Action[] }, action: Action): boolean {
  return mayDo(role, action) && (scope === undefined || scope.includes(action));
}

export function isAction(value: string): value is Action {
  return (ACTIONS as readonly string[]).includes(value);
}

/** Whether this role may open one patient's record for this, where its row does not. */
export function mayBreakGlassFor(role: Role, action: Action): boolean {
  return mayDo(role, 'break-glass') && CLINICAL_READS.includes(action);
}

/** In the order of the table. */
export function actionsOf(role: Role): readonly Action[] {
  return ACTIONS.filter((action) => mayDo(role, action));
}
