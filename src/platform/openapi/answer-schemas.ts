/**
 * What is answered, as components of the API document. Held against real answers by `test/api/openapi.e2e-spec.ts`.
 * A name with `?` may be left out; more fields may come, so clients ignore what they do not know.
 */
import { CALL_CHANNELS, DECISION_CHANNELS, DECISIONS, ITEM_OUTCOMES, LETTER_DEADLINES } from '../../../machines/authorization';
import { LEVELS, SIDES } from '../../../machines/kernel/anatomy';
import { TIME_UNITS } from '../../../machines/kernel/calendar';
import { CLAIM_TYPES, CODING_RULES, EDITS } from '../../../machines/coding';
import { DEADLINE_STATES, PART_UNITS, PATIENT_DEADLINES, PRACTICE_DEADLINES } from '../../../machines/deadlines';
import { CHANNEL_KINDS } from '../../../machines/directory';
import { KINDS, RELIEF_STATISTICS, STEPS } from '../../../machines/criteria/types';
import { DENIAL_OUTCOMES } from '../../../machines/denials';
import { HELD_REASONS, LINKED_BY, PATHWAYS } from '../../../machines/patient';
import { STAGES as STAGES_OF_DAYS } from '../../../machines/numbers';
import { ADMINISTRATIVE_SUBJECTS, DENIAL_BUCKETS } from '../../../machines/practice';
import { PUBLIC_EVENT_TYPES } from '../../../machines/public-events';
import { CRITERIA_STATES, DECISION_STATES_TOLD, DIRECTORY_LACKS, DUE_KINDS, NEXT_ACTIONS, PACKET_STATES, QUEUE_VIEWS, STAGES } from '../../../machines/queue';
import { ACTIONS, PRACTICE_ROLES } from '../auth/permissions';
import { ACCOUNT_STATES } from '../database/accounts';
import { IMPORT_STATES } from '../database/imports';

export type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer' };
const number: Schema = { type: 'number' };
const percent = number;
const yesNo: Schema = { type: 'boolean' };
const date: Schema = { type: 'string', format: 'date' };
const instant: Schema = { type: 'string', format: 'date-time' };
const anything: Schema = { type: 'object', additionalProperties: true };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Schema): Schema => ({ type: 'array', items });
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: [...values] });
const orNull = (schema: Schema): Schema => ({ ...schema, ...('enum' in schema ? { enum: [...(schema['enum'] as string[]), null] } : {}), nullable: true });
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });

function optional(fields: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [`${name}?`, schema]));
}

function object(fields: Readonly<Record<string, Schema>>, description?: string): Schema {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name.replace('?', ''), schema]));
  const required = Object.keys(fields).filter((name) => !name.endsWith('?'));
  return { type: 'object', ...(description === undefined ? {} : { description }), ...(required.length === 0 ? {} : { required }), properties };
}

const importSource = { source: text, format: oneOf(['csv', 'fhir', 'cases']), ships: described(yesNo, 'It is the mapping that ships; false: the practice saved its own.'), savedBy: orNull(text), savedAt: orNull(instant) };
const importCounts: Schema = { type: 'object', additionalProperties: whole, description: 'By what became of it (docs/import.md); what is none is left out.' };
const importRun = {
  importId: text, source: text, sha256: text, state: oneOf(IMPORT_STATES), record: yesNo, partial: yesNo, counts: importCounts, createdBy: text, createdAt: instant, updatedAt: instant,
};
const importRefusal = { row: described(whole, 'As a spreadsheet numbers it; of NDJSON the line; of a Bundle the number of the entry.'), entry: text, place: described(text, 'Column or path.'), code: text };
const personName = orNull(object({ family: text, given: text }));
const heldPatient = {
  heldId: text, source: text, key: described(text, 'Names the patient at the source.'), reason: oneOf(HELD_REASONS), state: oneOf(['waiting', 'linked', 'registered', 'dismissed']),
  person: object({ name: personName, birthDate: orNull(date), sex: orNull(text), identifiers: list(object({ kind: text, value: text })) }), statements: described(whole, 'How much waits with the patient.'),
  candidates: described(list(object({ patientId: text, name: personName, birthDate: orNull(date), identifiers: list(object({ kind: text, value: text })) })), 'Who it may be.'),
  decidedBy: orNull(text), decidedAt: orNull(instant), decidedWhy: orNull(text),
};

const NEEDS = ['required', 'exempt', 'unknown', 'voluntary', 'not-required'];
const RESULTS = ['eligible', 'not-eligible', 'cannot-tell', 'review', 'partial'];
const OUTCOMES_ASKED = ['met', 'unmet', 'unknown', 'review', 'not-asked'];
const step = oneOf(STEPS);
const kinds = list(oneOf(KINDS));
const target = { level: oneOf(LEVELS), side: oneOf(SIDES) };
const result = oneOf(RESULTS);
const version = described(whole, 'Version of the patient\'s log; the ETag.');
/** What every write of a patient's log answers first. */
const recorded = { patientId: text, version, recordedAt: instant };
const wait = {
  earliestOn: described(orNull(date), 'From this day every finding that waits for time is met; null when none does.'),
  waitsOnlyForTime: described(yesNo, 'Nothing but time stands against the step.'),
};
const review = {
  readOn: described(orNull(date), 'When the file was compared with its sources; null where it does not say.'), reviewBy: described(orNull(date), 'When that is due again.'),
  ageDays: described(orNull(whole), 'Days since `readOn`.'), reviewDue: described(yesNo, 'From `reviewBy` on.'),
};
const diary = {
  diaryId: text, patientId: text, factId: text, kind: oneOf(['block', 'epidural', 'scs-trial']), state: oneOf(['not-opened', 'opened', 'closed', 'expired', 'revoked']),
  startsAt: described(instant, 'From which the minutes of its entries are counted.'), closesAt: described(instant, 'Until then entries are taken.'), expiresAt: described(instant, 'Until then the link says that the diary is closed, and whom to call.'),
  'plannedDays?': whole, 'language?': text, createdBy: text, createdAt: instant, openedAt: orNull(instant), lastEntryAt: orNull(instant), entries: whole,
  pausedUntil: described(orNull(instant), 'Too many wrong dates of birth: no further is looked at until then.'), revokedAt: orNull(instant),
};
const assessed = { step, result, policy: ref('PolicyRef'), dateOfService: date, asOf: date, ...wait };
/** Of a step, beside its policy. */
const reviewed = { policyReview: ref('PolicyReview') };
const documented = {
  codes: list(object({ codes: list(ref('NamedCode')), state: oneOf(['supported', 'open', 'not-billed']), because: list(oneOf(CODING_RULES)) })),
  notAssessed: described(yesNo, 'A service, and no rule on file makes a code of it.'), findings: list(ref('CodingFinding')),
};
/** A procedure that has a day. */
const scheduled = { on: date, targets: list(ref('Target')), 'facilityId?': text, 'practitionerId?': text, 'accepted?': described(list(text), 'What people had to decide about the day, and did.') };
const units = { approved: whole, used: whole, left: whole };
const listed = (item: string): Schema => object({ patientId: text, version, items: list(ref(item)) });
const page = (item: string): Schema => object({ items: list(ref(item)), next: described(orNull(text), 'Send it as `cursor` for the next page; null on the last.') });

const firstPass = {
  decided: whole, approved: described(whole, 'As asked.'), inPart: whole, otherwise: described(whole, 'Modified: something else was approved.'), denied: whole, sentBack: described(whole, 'For an error in the request, undecided: not among `decided`.'),
};
const endings = { ended: whole, used: whole, lapsed: described(whole, 'Unused.') };
const confidence = oneOf(['primary', 'secondary', 'unconfirmed']);
const policyContent = described(oneOf(['active', 'proposed', 'withdrawn', 'loaded', 'shipped']), 'Which content this is: withdrawn is what decided last, loaded what the practice\'s file held when the program started.');
const key = {
  keyId: described(text, 'The actor of everything done with it.'), role: text, label: text, createdAt: instant, revokedAt: orNull(instant), expiresAt: described(orNull(instant), 'From then on it opens nothing; null of one that was made before keys ended by themselves.'),
  scope: described(orNull(list(text)), 'The only actions of its role that it may do; null: all of them.'), replaces: described(orNull(text), 'The key in whose place it was made.'),
};
const legalHold = { holdId: text, patientId: text, reason: text, placedBy: text, placedAt: instant, liftedBy: orNull(text), liftedAt: orNull(instant), liftedWhy: orNull(text) };
const purge = { purgeId: text, patientId: text, reason: text, state: described(oneOf(['asked', 'declined', 'done']), 'done: the record is destroyed.'), askedBy: text, askedAt: instant, decidedBy: orNull(text), decidedAt: orNull(instant), decidedWhy: orNull(text) };
const brokenGlass = { grantId: text, patientId: text, reason: text, startedAt: instant, endsAt: instant };
const webhook = {
  webhookId: text, url: text, label: text, types: described(list(oneOf(PUBLIC_EVENT_TYPES)), 'Empty: all.'), content: described(yesNo, 'Granted findings and determinations in short.'), state: described(oneOf(['active', 'paused', 'gone', 'deleted']), 'gone: the receiver answered that it wants no more.'),
  position: described(text, 'Deliveries were made of all that happened up to here.'), formerSecretUntil: described(orNull(instant), 'Until then the former secret signs beside the new one.'), createdBy: text, createdAt: instant,
  pending: described(whole, 'Deliveries that wait.'), dead: described(whole, 'Given up, until somebody resends them.'), lastSuccess: orNull(object({ at: instant, eventId: text })), lastFailure: orNull(object({ at: instant, eventId: text, code: text, reason: described(text, 'With what to do.') })),
};
const practiceVersion = described(whole, 'Version of the practice\'s log; the ETag.');
const reachable = { 'phone?': text, 'fax?': text, 'email?': text, 'address?': ref('Address'), 'npi?': text };
const renditionOf = { 'rendition?': described(object({ sha256: text, mediaType: text, bytes: whole }), 'Of a large image: what packets print in its place.') };
const person = { 'sex?': oneOf(['female', 'male', 'other', 'unknown']), 'address?': ref('Address'), 'phone?': text };
const orNullOf = (name: string): Schema => ({ anyOf: [ref(name), { type: 'object', nullable: true, enum: [null] }] });
const entries = (item: string): Schema => object({ version: practiceVersion, asOf: date, items: list(ref(item)) });
const entry = (name: string, item: string): Schema => object({ version: practiceVersion, recordedAt: instant, asOf: date, [name]: described(orNullOf(item), 'Null once it is removed.') });

const passkey = { passkeyId: text, label: text, createdAt: instant, usedAt: orNull(instant) };
const accountOf = { accountId: text, practice: text, name: text, displayName: text, role: oneOf(PRACTICE_ROLES), state: oneOf(ACCOUNT_STATES), mustChangePassword: described(yesNo, 'Until then nothing else is done.'), hasOneTimeCode: described(yesNo, 'Signing in with the password takes a one-time code too.') };
const listedAccount = { ...accountOf, createdAt: instant, signedInAt: orNull(instant) };

export const ANSWER_SCHEMAS: Readonly<Record<string, Schema>> = {
  CdsServices: object({ services: list(object({ hook: text, id: text, title: text, description: text, prefetch: { type: 'object', additionalProperties: text } })) }),
  CdsRequest: object({ hook: text, hookInstance: { type: 'string', format: 'uuid' }, 'fhirServer?': text, context: described(anything, 'userId and patientId; of an order hook draftOrders, of order-select selections too.'), 'prefetch?': described(anything, 'patient: the Patient, as the discovery document asks.') }, 'As CDS Hooks 2.0 lays it down; fields that are not named here are ignored.'),
  CdsCards: object({ cards: list(object({
    uuid: text, summary: { type: 'string', maxLength: 140 }, indicator: oneOf(['info', 'warning']), detail: described(text, 'Markdown.'), source: object({ label: text, url: text }), links: list(object({ label: text, url: text, type: oneOf(['absolute']) })),
  })) }),
  CdsFeedback: object({ feedback: list(object({ card: text, outcome: oneOf(['accepted', 'overridden']), 'outcomeTimestamp?': instant, 'acceptedSuggestions?': list(anything), 'overrideReason?': anything })) }),
  CdsFeedbackTaken: { type: 'object', description: 'Taken; there is nothing to say.' },
  Target: object(target),
  PolicyRef: object({ id: text, version: date, document: text, revision: text }),
  PolicyReview: object(review, 'How old the policy file is on the day asked for.'),
  Source: object({ title: text, document: text, 'version?': text, 'effective?': date, 'url?': text, 'section?': text }),
  Plan: object({ targets: list(ref('Target')), 'technique?': text, 'guidance?': text, 'setting?': text, 'approach?': text, 'contrast?': yesNo, 'leads?': whole, 'plannedOn?': date, 'facilityId?': text, 'practitionerId?': text }),
  Name: object({ family: text, given: text }),
  Identifier: object({ kind: text, value: text }),
  Coverage: object({ payer: text, 'line?': text, 'state?': text, order: whole, 'memberId?': text, 'group?': text, 'relationship?': text, 'subscriber?': object({ name: ref('Name'), birthDate: date, ...person }), 'from?': date, 'to?': date }),

  Finding: object({
    criterion: text, kind: oneOf(KINDS), outcome: oneOf(['met', 'unmet', 'unknown', 'review']), 'target?': ref('Target'), text: described(text, 'The finding in a sentence.'),
    required: described(anything, 'What the policy asks, in the kind\'s own shape.'), found: described(anything, 'What the record shows: numbers, dates and words; the keys are the kind\'s own.'),
    evidence: described(list(text), 'Facts that were read, also when unmet.'), missing: described(list(text), 'Codes of what to document next.'),
    marks: list(oneOf(['contested', 'unconfirmed', 'no-figure-in-source', 'discordant', 'not-attested'])), source: ref('Source'),
  }),
  TargetAssessment: object({ ...target, result: oneOf(RESULTS.filter((each) => each !== 'partial')), unmet: kinds, unknown: kinds, review: kinds }),
  StepAssessment: object({
    ...assessed, ...reviewed, statement: text, unmet: kinds, unknown: kinds, review: kinds, targets: list(ref('TargetAssessment')), 'findings?': described(list(ref('Finding')), 'Left out with findings=none.'),
  }),
  StepNotAssessed: object({ step, error: described(text, 'Why no single policy answers: no-coverage, no-policy-in-force ...'), statement: text }),
  StepUnderPolicy: { oneOf: [
    object({ episodeId: text, ...assessed, ...reviewed, statement: text, unmet: kinds, unknown: kinds, review: kinds, targets: list(ref('TargetAssessment')), findings: list(ref('Finding')) }),
    object({ episodeId: text, step, error: described(text, '`step-not-in-policy`.'), statement: text }),
  ] },
  StepStanding: { oneOf: [ref('StepAssessment'), ref('StepNotAssessed')] },
  AuthorizationBrief: object({ authorizationId: text, step, position: text, packetId: text, 'stale?': text }),
  EpisodeStanding: object({
    episodeId: text, pathway: oneOf(['rfa', 'scs', 'epidural']), region: text, plan: ref('Plan'), position: text, tags: list(text), nextStep: orNull(step),
    authorizations: list(ref('AuthorizationBrief')), 'scheduled?': described(list(object({ step, 'authorizationId?': text, ...scheduled })), 'Procedures that have a day and are awaited.'), steps: described(list(ref('StepStanding')), 'The next step, or with findings=all and findings=none every step ahead.'),
  }),
  Awaiting: object({ factId: text, type: text, occurredOn: date, source: described(text, 'The system it was imported from.') }, 'An imported fact that no clinician has attested.'),
  Status: object({ patientId: text, version, asOf: date, 'knownAt?': instant, awaitingAttestation: described(list(ref('Awaiting')), 'Imported facts that no clinician has attested, oldest first.'), episodes: list(ref('EpisodeStanding')) }, 'Where the patient stands and why.'),
  WhatIf: object({
    patientId: text, episodeId: text, version, ...assessed, ...reviewed, statement: text, unmet: kinds, unknown: kinds, review: kinds, targets: list(ref('TargetAssessment')), findings: list(ref('Finding')),
  }),
  ChecklistEvidence: object({
    factId: text, type: text, occurredOn: date, summary: text, description: described(text, 'The whole fact in one line.'), 'author?': text, 'document?': object({ documentId: text, 'page?': whole }),
    'recordedAt?': instant, 'recordedBy?': described(text, 'Who made its last statement.'), 'recordedByName?': orNull(text),
  }),
  ChecklistItem: object({
    criterion: text, kind: oneOf(KINDS), title: text, outcome: oneOf(OUTCOMES_ASKED), text: described(text, 'The finding in a sentence, or why the criterion is not asked.'), required: described(text, 'In words.'), shown: described(text, 'What the record shows, in words; may be empty.'),
    targets: described(list(ref('Target')), 'Empty: of the whole session.'), readsRequest: yesNo, evidence: list(ref('ChecklistEvidence')), marks: list(object({ mark: oneOf(['contested', 'unconfirmed', 'no-figure-in-source', 'discordant', 'not-attested']), text })),
    readings: described(list(object({ reading: text, source: ref('Source') })), 'Of what is contested.'), source: ref('Source'),
    missing: described(list(text), 'Codes of what to document next.'), 'toDocument?': described(text, 'The same in words.'), 'who?': described(text, 'Who could.'), factTypes: described(list(text), 'Kinds of fact that would answer it.'),
    'records?': described(text, 'What other providers hold of it.'), 'earliestOn?': described(date, 'From this day time meets it.'),
  }, 'A criterion; one for several targets where nothing else differs.'),
  Checklist: object({
    patientId: text, episodeId: text, version, pathway: oneOf(['rfa', 'scs', 'epidural']), region: text, nextStep: orNull(step), steps: described(list(step), 'That the policy speaks of.'), ...assessed, policyTitle: text, ...reviewed, statement: text,
    targets: list(object({ ...target, result, ...wait })), items: described(list(ref('ChecklistItem')), 'In the order of the policy.'),
  }),
  EpisodePath: object({ patientId: text, episodeId: text, version, items: list(object({ position: text, version: whole, recordedAt: instant, 'occurredOn?': date, text: described(text, 'What led there.') })) }),
  PlannedFinding: object({ criterion: text, kind: oneOf(KINDS), outcome: oneOf(['met', 'unmet', 'unknown', 'review']), 'target?': ref('Target'), text, missing: list(text), 'metOn?': described(orNull(date), 'From this day time alone will have met it; null: time does not.') }),
  PlannedStep: object({
    step, on: described(orNull(date), 'The first day on which nothing stands against the step but what `assumes` says; null when it is blocked.'),
    allowedOn: described(orNull(date), 'The first day on which the documentation as it is meets the policy.'),
    'policy?': ref('PolicyRef'), 'payer?': object({ program: text, requestBy: described(date, 'The last day for the request.') }),
    payerReasons: described(list(ref('BookingReason')), 'What the payer has still to say before `on`, or said against the step.'),
    assumes: object({ done: list(object({ step, on: date })), documented: list(ref('PlannedFinding')) }), 'error?': text, blockedBy: list(ref('PlannedFinding')), criteria: list(ref('PlannedFinding')),
  }),
  EpisodePlan: object({ patientId: text, version, asOf: date, episodeId: text, pathway: oneOf(['rfa', 'scs', 'epidural']), position: text, steps: list(ref('PlannedStep')) }, 'The calendar that follows; nothing of it is recorded.'),
  CriterionChange: object({ kind: oneOf(KINDS), before: oneOf(OUTCOMES_ASKED), after: oneOf(OUTCOMES_ASKED) }),
  PolicyComparison: { oneOf: [
    object({ progress: object({ done: whole, patients: whole }) }, 'How many patients with an open episode were compared, of how many.'),
    object({ episode: object({
      patientId: text, episodeId: text, pathway: oneOf(['rfa', 'scs', 'epidural']), step, dateOfService: date, before: oneOf([...RESULTS, 'no-policy']), after: oneOf([...RESULTS, 'no-policy']),
      'policyBefore?': ref('PolicyRef'), 'policyAfter?': ref('PolicyRef'), change: oneOf(['gains', 'loses', 'differs', 'same']), criteria: list(ref('CriterionChange')),
    }) }, 'An open episode whose answer or criteria differ; the worst outcome over its targets.'),
    object({ summary: object({ episodes: whole, noPolicy: described(object({ before: whole, after: whole }), 'Episodes that differ because no policy answers for them before or after: no criterion is named for these.'), gains: whole, loses: whole, differs: whole, same: whole, byKind: described(anything, 'By kind of criterion: gains, loses and differs.') }) }, 'The last line; without it the answer is not whole.'),
  ] },
  BookingReason: object({
    code: oneOf(['date-past', 'date-far', 'session-done-that-day', 'step-not-next', 'step-not-proposed', 'not-assessed', 'documentation-does-not-meet', 'documentation-cannot-tell', 'documentation-review', 'targets-not-covered-by-approval', 'payer-denied',
      'place-of-service-open', 'modification-to-accept', 'approval-in-part', 'approval-for-other-payer-or-place', 'approval-may-be-for-other-episode', 'approval-not-yet', 'approval-lapsed', 'approval-day-contested', 'payer-may-not-have-decided', 'payer-has-not-decided', 'other-session-that-day']),
    text, 'result?': result, 'error?': text, 'validFrom?': date, 'lastValidDay?': date, 'decidedBy?': orNull(date), 'decidedOn?': date, 'episodeId?': text, 'position?': text, 'possible?': list(step),
  }, 'Why not, or why people decide; a scheduler\'s key gets code and text.'),
  MayIBook: object({
    patientId: text, episodeId: text, version, step, dateOfService: date, answer: oneOf(['yes', 'no', 'review']), why: list(ref('BookingReason')), firstAllowedOn: described(orNull(date), 'The first day from today on that documentation and payer allow.'), 'assumesRequestOn?': described(date, '`firstAllowedOn` holds if a request is sent on this day and approved.'), 'payer?': object({ program: text, requestBy: described(date, 'The last day for the request.') }),
    'policy?': ref('PolicyRef'), 'targets?': list(object({ ...target, result })), 'findings?': described(list(ref('PlannedFinding')), 'What is not met; never for a scheduler\'s key.'),
  }),

  Patient: object({
    patientId: text, version, name: ref('Name'), birthDate: date, ...person, identifiers: list(ref('Identifier')), coverages: list(ref('Coverage')),
    episodes: list(object({ episodeId: text, pathway: text, region: text, plan: ref('Plan'), position: text, 'closed?': object({ reason: text }) })), documents: list(ref('Document')),
  }),
  PatientListItem: object({
    patientId: text, 'version?': version, name: ref('Name'), 'birthDate?': date, identifiers: list(ref('Identifier')),
    'coverage?': object({ payer: orNull(text), line: orNull(text), state: orNull(text) }), 'openEpisodes?': whole,
  }, 'A scheduler\'s key gets id, name and identifiers.'),
  PatientPage: page('PatientListItem'),
  PatientsFound: object({ items: list(ref('PatientListItem')), more: yesNo }),
  WorklistItem: object({
    patientId: text, name: ref('Name'), episodeId: text, version, pathway: text, region: text, position: text, tags: list(text), targets: list(ref('Target')), payer: orNull(text),
    nextStep: orNull(step), result: orNull(result), 'blockedBy?': kinds, dueOn: orNull(date), plannedOn: orNull(date),
  }, 'An open episode as last recorded.'),
  WorklistPage: page('WorklistItem'),
  QueueParty: object({ id: text, 'name?': described(text, 'Where the directory, or the practice\'s staff, knows one.') }),
  QueueItem: object({
    patientId: text, name: ref('Name'), version, episodeId: text, authorizationId: described(orNull(text), 'Null before one is drafted.'), step, pathway: oneOf(PATHWAYS), region: text, targets: described(list(ref('Target')), 'Sides and levels; none of a stimulator.'),
    payer: orNullOf('QueueParty'), delegate: described(orNullOf('QueueParty'), 'Who decides in the payer\'s place.'),
    directoryLacks: described(orNull(oneOf(DIRECTORY_LACKS)), 'What the directory would have to say before it is known who decides: an entry of the payer, a plan of it for this coverage and day, an entry of the plan\'s delegate.'),
    stage: described(oneOf(STAGES), 'Where the work is.'), criteria: described(oneOf(CRITERIA_STATES), '`one-missing`: one kind of criterion is not met.'), packet: described(oneOf(PACKET_STATES), '`stale`: the record has changed since it was issued.'),
    decision: described(oneOf(DECISION_STATES_TOLD), '`past-clock`: awaited, and the payer\'s time is over.'),
    'blockedBy?': described(list(object({ kind: oneOf(KINDS), outcome: oneOf(['unmet', 'unknown', 'review']), text })), 'What is not met, each kind once, while nothing is requested.'),
    nextAction: object({ code: oneOf(Object.keys(NEXT_ACTIONS)), words: text }), dueOn: orNull(date), dueKind: described(orNull(oneOf(DUE_KINDS)), 'The deadline\'s kind; `earliest-day`: from then on time has met what it alone meets.'),
    'dueArithmetic?': described(object({ sentence: text, parts: list(ref('DeadlinePart')) }), 'How an `earliest-day` is counted, by the policy that the record was read by.'),
    daysLeft: described(orNull(whole), 'From today to `dueOn`; negative when it has passed.'), unitsLeft: described(orNull(whole), 'Where the payer named units.'),
    owner: orNullOf('QueueParty'), snoozedUntil: described(orNull(date), 'Put off until this day.'), 'comments?': described(whole, 'How many.'),
  }, 'A need for an authorization. A scheduler\'s key gets no `blockedBy`, no `dueArithmetic` and no `comments`.'),
  QueuePage: object({ asOf: date, items: list(ref('QueueItem')), next: described(orNull(text), 'Send it as `cursor` for the next page; null on the last.') }),
  Change: object({ 'patientId?': described(text, 'Left out of `practice`, `ready` and `reset`.'), 'version?': described(whole, 'Of the log, after what happened.'), 'types?': described(list(text), 'Types of the events since what was told before.') }, 'The data of a server-sent event.'),
  Event: object({
    id: described(text, 'The same in every delivery of it.'), position: described(text, 'In the feed: what comes after it is asked for with it.'), type: oneOf(PUBLIC_EVENT_TYPES), timestamp: described(instant, 'When it was recorded.'),
    data: object({
      practice: text, patientId: text, version: described(whole, 'Of the patient\'s log: the event that it follows from.'), 'factId?': text, 'factVersion?': whole, 'movedTo?': text, 'movedFrom?': text, 'episodeId?': text, 'step?': step,
      'policy?': described(text, '`id@version`.'), 'criterion?': described(text, 'Its id in that policy.'), 'authorizationId?': text, 'packetId?': text, 'determination?': described(whole, 'Which of the authorization\'s, from 1.'), 'recordsRequestId?': text,
      'kind?': described(oneOf(PATIENT_DEADLINES), 'Of a deadline.'), 'on?': described(date, 'The day it is about.'), 'content?': described(anything, 'In deliveries to a webhook that was granted it: findings, or the determination in short.'),
    }),
  }),
  EventPage: object({ items: list(ref('Event')), next: described(text, 'Send it as `after` for what follows; there is always one.'), more: described(yesNo, 'Something follows already.') }),
  Webhook: object(webhook),
  WebhookMade: object({ ...webhook, secret: described(text, 'Shown once: `whsec_...`.') }),
  WebhookList: object({ items: list(ref('Webhook')) }),
  Delivery: object({
    eventId: text, position: text, type: oneOf(PUBLIC_EVENT_TYPES), patientId: text, version: whole, recordedAt: instant, state: oneOf(['pending', 'dead']), attempts: whole, attemptedAt: orNull(instant),
    nextAttemptAt: described(orNull(instant), 'Null of one that waits behind an earlier one of its patient, and of one that was given up.'), 'failure?': object({ code: text, reason: described(text, 'With what to do.') }),
  }),
  DeliveryPage: object({ items: list(ref('Delivery')), next: described(orNull(text), 'Send it as `after` for the next page; null on the last.') }),
  KeptView: object({ viewId: text, name: text, filter: described(anything, 'As the query of the queue.'), createdAt: instant, 'deletedAt?': instant, 'count?': described(whole, 'Rows that it shows.') }, 'A filter that somebody keeps under a name.'),
  QueueViews: object({ asOf: date, items: list(object({ view: oneOf(QUEUE_VIEWS), name: text, count: whole })), kept: list(ref('KeptView')) }),
  QueueOwners: object({ items: list(object({ id: text, name: text, role: text, isMe: yesNo })) }),
  NeedAnswer: object({ ...recorded, episodeId: text, step, owner: orNullOf('QueueParty'), snoozedUntil: orNull(date), comments: whole }),
  NeedHistory: object({
    patientId: text, version, episodeId: text, step,
    items: list(object({ version: whole, type: oneOf(['NeedAssigned', 'NeedUnassigned', 'NeedSnoozed', 'NeedUnsnoozed', 'NeedCommented']), recordedAt: instant, by: ref('QueueParty'), 'owner?': ref('QueueParty'), 'until?': date, 'text?': text })),
  }),
  DeadlinePart: object({ from: date, fromWhat: text, 'count?': whole, 'unit?': oneOf(PART_UNITS), rule: described(text, '`practice-reminder`: no payer\'s rule.'), 'source?': ref('Source') }),
  Deadline: object({
    'patientId?': text, 'name?': ref('Name'), 'version?': version, authorizationId: orNull(text), 'episodeId?': orNull(text), 'recordsRequestId?': orNull(text), 'facilityId?': text, 'payer?': orNull(text), 'step?': orNull(step),
    kind: oneOf([...PATIENT_DEADLINES, ...PRACTICE_DEADLINES]), on: date, contestedUntil: described(orNull(date), 'The sources do not agree about the days after `on` up to this one.'), state: oneOf(DEADLINE_STATES), 'warnOn?': list(date),
    'arithmetic?': object({ sentence: text, parts: list(ref('DeadlinePart')) }), 'overriddenBy?': described(object({ documentId: text, date, by: text }), 'The letter that stands in place of the arithmetic.'),
  }, 'A scheduler\'s key gets whose, which kind and when.'),
  DeadlinePage: object({ asOf: date, items: list(ref('Deadline')), practice: described(list(ref('Deadline')), 'Exemptions of the practice\'s facilities; the same on every page.'), next: described(orNull(text), 'Send it as `cursor` for the next page; null on the last.') }),
  RecordsRequest: object({ recordsRequestId: text, from: text, what: text, askedOn: date, 'episodeId?': text, chasedOn: list(date), chaseOn: date, 'received?': object({ on: date, 'documentId?': text }) }),
  PatientDeadlines: object({ patientId: text, version, asOf: date, items: list(ref('Deadline')), recordsRequests: list(ref('RecordsRequest')) }),
  DeadlineAnswer: object({ ...recorded, asOf: date, 'recordsRequestId?': text, deadlines: list(ref('Deadline')) }),
  Session: object({
    account: object(accountOf), practice: object({ practiceId: text, name: text, timeZone: text, demo: yesNo }), role: oneOf(PRACTICE_ROLES), actions: described(list(oneOf(ACTIONS)), 'What the role may do.'),
    csrfToken: described(text, 'Send it as x-csrf-token with every request but GET.'), idleSeconds: described(whole, 'Without activity for so long, the session ends.'), idleEndsAt: described(instant, 'When that is, as far as activity was noted.'), endsAt: described(instant, 'However active, it ends then.'),
  }, 'Who is signed in.'),
  OneTimeSecret: object({ secret: described(text, 'Base 32, for typing into an authenticator app.'), uri: described(text, 'The same as an otpauth address, for a picture that the app reads.') }),
  WaysToSignIn: object({ password: yesNo, passkey: described(yesNo, 'Whether browsers take passkeys at this address.'), openid: described(yesNo, 'Whether a provider is configured: GET /v1/session/openid.') }),
  PasskeyOptions: described(anything, 'Options of WebAuthn in their JSON form, for the browser.'),
  Passkey: object(passkey),
  PasskeyList: object({ items: list(ref('Passkey')) }),
  Account: object(listedAccount),
  AccountList: object({ items: list(ref('Account')) }),
  AccountMade: object({ ...listedAccount, oneTimePassword: described(text, 'Shown this once; the person changes it at first.') }),
  DeadlineFeed: object({ feedId: text, label: text, createdBy: text, createdAt: instant, revokedAt: orNull(instant) }),
  DeadlineFeedList: object({ items: list(ref('DeadlineFeed')) }),
  DeadlineFeedMade: object({ feedId: text, label: text, createdAt: instant, link: described(text, 'Shown this once: whoever has it reads the feed.') }),
  Key: object(key),
  KeyMade: object({ ...key, key: described(text, 'Shown once: only its hash is kept.') }),
  ImportSourceList: object({ items: list(object(importSource)) }),
  ImportSource: object({ ...importSource, mapping: described(anything, 'The whole mapping, docs/import.md.') }),
  ImportRun: object(importRun),
  ImportRunList: object({ items: list(object(importRun)) }),
  ImportRefusals: object({ importId: text, items: list(object(importRefusal)), 'next?': text }),
  HeldPatientList: object({ items: list(object(heldPatient)), 'next?': text }),
  HeldPatientAnswer: object({ ...heldPatient, 'patientId?': text, 'counts?': importCounts, 'refusals?': list(object(importRefusal)) }),
  PatientLinks: object({ patientId: text, version, links: list(object({ source: text, key: text, by: oneOf(LINKED_BY), facts: described(whole, 'Facts that came by it and stand.') })) }),
  KeyList: object({ items: list(ref('Key')) }),
  Diary: object(diary),
  DiaryList: object({ patientId: text, items: list(ref('Diary')) }),
  DiaryMade: object({ ...diary, link: described(text, 'Shown this once: with the patient\'s date of birth it opens the diary.') }),
  DiarySeriesProtocol: object({ closesAfterHours: number, dueAtHours: list(number) }),
  DiaryProtocol: object({ block: ref('DiarySeriesProtocol'), epidural: ref('DiarySeriesProtocol'), trial: object({ plannedDays: whole, daysAfter: whole }), linkDaysAfterClose: whole }),
  DiaryProtocolAnswer: object({ version: described(whole, 'Version of the practice\'s log; the ETag.'), isUsual: described(yesNo, 'The practice has changed nothing.'), protocol: ref('DiaryProtocol') }),
  AuditItem: object({
    number: whole, recordedAt: instant, actor: text, actorName: described(orNull(text), 'What the key or the account is called now; null where it is not known.'), role: text, action: text, resource: described(text, 'Ids and versions only.'), outcome: oneOf(['allowed', 'refused']), requestId: text,
  }),
  BrokenGlass: object(brokenGlass, 'One patient\'s record, opened for a while to who asked.'),
  GlassStanding: object({ patientId: text, endsAt: described(orNull(instant), 'Until then the record is open to who asks; null: it is not.') }),
  BrokenGlassPage: object({ items: list(object({ ...brokenGlass, actor: text, actorName: described(orNull(text), 'What the key or the account is called now; null where it is not known.') })), next: described(orNull(text), 'Send it as `cursor` for the next page; null on the last.') }),
  LegalHold: object(legalHold, 'While it is not lifted, the record cannot be purged.'),
  LegalHoldList: object({ patientId: text, items: list(ref('LegalHold')) }),
  Purge: object(purge, 'Asked for by one administrator, decided by another.'),
  PurgePage: object({ items: list(ref('Purge')), next: described(orNull(text), 'Send it as `cursor` for the next page; null on the last.') }),
  Retention: object({
    years: described(whole, 'After the last event of a record.'), source: described(orNull(text), 'What the default rests on; null where the practice has set its own.'), reason: described(orNull(text), 'What the practice\'s own rests on.'), setBy: orNull(text), setAt: orNull(instant),
  }),
  AuditPage: page('AuditItem'),
  AccessReport: object({
    patientId: text, asOf: date,
    items: list(object({ who: described(text, 'What the key or the account is called now.'), role: text, what: described(text, 'In words.'), times: whole, firstOn: date, lastOn: date })),
  }, 'Who looked at the record of a patient, or was refused to.'),
  LogVerification: { oneOf: [
    object({ progress: object({ events: whole, streams: described(whole, 'Patients, and the practice\'s own log.'), of: whole }) }, 'What was verified so far.'),
    object({ verification: object({
      result: oneOf(['intact', 'broken']), events: described(whole, 'Events found as they were recorded.'), streams: whole,
      firstBreak: { anyOf: [object({
        kind: described(oneOf(['changed', 'cut-off', 'rewritten', 'vanished', 'anchors']), 'changed: it is missing, or not what was recorded. cut-off: the list of patients or an anchor knows of later ones. rewritten: whole in itself, and another than when it was anchored. vanished: an anchor knows of a log that is gone. anchors: an anchor itself is missing, changed, unsigned, or of another practice.'),
        object: described(text, '`patient/<id>`, `practice`, `audit`, `anchors`; `log/<tag>` of one that is gone with its id, `log` where no log can be named.'), version: described(whole, 'Of the first that is not as recorded: the version of an event, the number of a row of the audit or of an anchor.'),
      }), { type: 'object', nullable: true, enum: [null] }] },
      audit: object({ rows: described(whole, 'Rows of the audit found as they were recorded.'), unchained: described(whole, 'Those of them from before the audit was chained: of them nothing is known.') }),
      anchors: { anyOf: [object({ count: whole, lastAt: described(instant, 'When the last was written.'), since: described(whole, 'Numbers of the feed given since: events, rows of the audit, messages.') }), { type: 'object', nullable: true, enum: [null] }], description: 'Null where there are none: then a log whose end is gone, or all of whose hashes were computed anew, is not shown.' },
    }) }, 'The last line; without it the answer is not whole.'),
  ] },

  FactAnswer: object({ ...recorded, factId: text, factVersion: orNull(whole), asOf: date, 'dryRun?': yesNo, 'documentationCheck?': described(ref('DocumentationCheck'), 'Of a dry run of a service.'), episodes: list(ref('EpisodeStanding')), 'underPolicy?': described(list(ref('StepUnderPolicy')), 'Of a dry run that names a policy: the next step of each open episode of its pathway under it.') }, 'The fact as recorded, and where each open episode stands now.'),
  AttestationAnswer: object({ ...recorded, factIds: list(text), asOf: date, awaitingAttestation: described(list(ref('Awaiting')), 'What still waits.'), episodes: list(ref('EpisodeStanding')) }),
  Imported: object({ source: described(text, 'The system that states it.'), 'attested?': ref('Attestation') }, 'Of a fact that was imported.'),
  Attestation: object({ by: text, byName: orNull(text), on: date }, 'The clinician who stands for it.'),
  FactItem: object({ factId: text, factVersion: orNull(whole), fact: ref('Fact'), 'imported?': ref('Imported'), summary: described(text, 'What it is, in words.'), description: described(text, 'The whole fact in one line.'), 'relief?': ref('Relief') }),
  BlockStatistics: object({
    'side?': oneOf(SIDES), 'windowMinutes?': described(number, 'How long the agent is expected to act.'), 'minSustainedOverAgentWindow?': percent, 'meanOverAgentWindow?': percent, 'peakRelief?': percent,
    reliefAtHour: described({ type: 'object', additionalProperties: number }, 'By whole hour somebody looked at.'), 'hoursAtOrAbove?': described(number, 'Hours at or above `percentMin`.'),
    'patientStatedRelief?': percent, 'durationHours?': number, analgesicAtMinutes: described(list(number), 'Scores after which an analgesic had been taken.'),
  }, 'What is not known is left out; percentages are unrounded.'),
  TrialStatistics: object({
    'hours?': number, 'endScore?': number, 'endFrom?': oneOf(['recorded', 'days']), 'reliefAtEnd?': percent, 'lastDayMean?': percent, 'trialMean?': percent, 'patientStatedRelief?': percent, 'analgesicReduction?': percent,
  }, 'What is not known is left out; percentages are unrounded.'),
  TrialDiary: object({
    missingDays: described(list(date), 'Full days between lead and pull, or the last entry while under way, without a score.'), conflictingDays: described(list(date), 'Days with two different scores.'),
    outsideDays: described(list(date), 'Entries before the lead or after the pull: kept, not counted.'), isFlat: described(yesNo, 'Three or more days, all with one score: worth a question.'),
  }, 'Of a trial with a diary.'),
  Relief: object({
    'policy?': ref('PolicyRef'), 'reads?': described(orNull(oneOf(RELIEF_STATISTICS)), 'The statistic that the policy compares; null when it asks for none.'), 'percentMin?': orNull(number), 'fromMinutes?': described(number, 'First minute that counts.'), 'discordantPointsMin?': described(number, 'Stated and calculated relief further apart than this are marked discordant.'),
    'sides?': described(list(ref('BlockStatistics')), 'Of a block, one entry per side.'), 'trial?': ref('TrialStatistics'), 'diary?': ref('TrialDiary'),
  }, 'Every named statistic side by side: percent relief is not one number.'),
  FactList: listed('FactItem'),
  FactView: object({ patientId: text, version, factId: text, factVersion: orNull(whole), fact: ref('Fact'), 'imported?': ref('Imported'), summary: text, description: text, 'relief?': ref('Relief') }),
  Document: object({ documentId: text, sha256: text, mediaType: text, bytes: whole, pages: whole, title: text, ...renditionOf }),
  DocumentList: listed('Document'),
  DocumentAnswer: object({ ...recorded, documentId: text, sha256: text, mediaType: text, bytes: whole, pages: whole, title: text, ...renditionOf }),
  EpisodeAnswer: object({ ...recorded, episodeId: text, position: orNull(text), 'closed?': object({ reason: text }), asOf: date, episodes: list(ref('EpisodeStanding')) }),
  TimelineItem: object({
    version: whole, type: text, text: described(text, 'What happened, in words.'), 'occurredOn?': date, recordedAt: instant, actor: text, actorName: described(orNull(text), 'What the person or key is called.'),
    'factId?': text, 'episodeId?': text, 'authorizationId?': text, 'documentId?': text, 'packetId?': text,
  }),
  Timeline: listed('TimelineItem'),

  PayerCode: object({ 'system?': text, 'code?': text, 'text?': text }, 'A code of the payer with its words, verbatim.'),
  DeterminedItem: object({
    line: described(whole, 'The line of the request.'), 'code?': text, outcome: oneOf(ITEM_OUTCOMES), 'payerReference?': text, 'unitsApproved?': whole, 'modifiedCode?': text, 'modifiedUnits?': whole, 'reasons?': list(ref('PayerCode')),
  }),
  Proof: object({
    'reference?': text, 'documentId?': text, 'packetSha256?': described(text, 'Of the packet that was downloaded and sent.'),
    'exchange?': object({ httpStatus: whole, requestSha256: text, responseSha256: text, 'identifiers?': described(list(text), 'The payer\'s own numbers.'), 'unread?': described(text, 'Why no decision was read from the answer: a person reads the document.') }),
  }),
  ElectronicSubmission: object({
    id: text, packetId: text, payer: text, to: text, queuedOn: date, state: oneOf(['queued', 'parked', 'answered']), 'failure?': object({ code: text, reason: described(text, 'In words, with what to do.'), attempts: whole }),
  }),
  Call: object({ at: instant, channel: oneOf(CALL_CHANNELS), spokeWith: text, 'reference?': text, 'minutes?': whole, text }),
  SubmissionItem: object({
    submissionId: text, patientId: text, authorizationId: text, packetId: text, step, payer: text, to: text, state: oneOf(['queued', 'parked']), queuedAt: instant, attempts: whole, 'nextAttemptAt?': instant,
    'failure?': object({ code: text, reason: described(text, 'In words, with what to do.') }),
  }),
  SubmissionList: object({ items: list(ref('SubmissionItem')) }),
  Channels: object({
    patientId: text, authorizationId: text, version, packetId: text, files: described(list(object({ mediaType: text, bytes: whole, 'pages?': whole, sha256: text })), 'What would go out.'),
    decider: described(orNull(object({ id: text, name: text })), 'Who decides; null where the directory does not know the payer.'),
    channels: list(object({
      kind: oneOf(CHANNEL_KINDS), to: text, 'from?': date, 'until?': date, 'bytesMax?': whole, 'pagesMax?': whole, 'mediaTypes?': list(text), goes: yesNo, 'problem?': object({ code: text, detail: text, 'details?': anything }),
    })),
  }),
  Determination: object({ 'accepted?': described(yesNo, 'Of a modified one: a clinician accepted it.'), 'declined?': described(text, 'Of a modified one: a clinician declined it, and why.'), 'mistaken?': described(list(object({ was: anything, reason: text, by: text })), 'What had been recorded by mistake before, oldest first.'),
    decision: oneOf(DECISIONS), decidedOn: date, 'payerReference?': text, 'administrativeReference?': text, 'validFrom?': date, 'validTo?': date, 'targets?': list(ref('Target')), 'packetId?': described(text, 'The packet it is about.'),
    'units?': described(whole, 'Approved as a whole.'), 'items?': described(list(ref('DeterminedItem')), 'Line by line.'),
    'asked?': described(list(object({ 'system?': text, 'code?': text, text, 'dueOn?': date, 'line?': whole })), 'What a pended request waits for.'),
    'faults?': described(list(object({ 'system?': text, 'code?': text, 'text?': text, 'followUp?': text, 'element?': text })), 'Why the request was sent back.'),
    'reason?': text, 'reasons?': list(ref('PayerCode')), 'humanReviewed?': yesNo, 'channel?': oneOf(DECISION_CHANNELS), 'documentId?': text,
  }),
  Units: object(units),
  Authorization: object({
    authorizationId: text, episodeId: text, step, position: described(text, 'draft, requested, submitted, affirmed ...; a draft reads used when its step is done, superseded when its episode is closed; an approval past its last day reads expired.'), targets: list(ref('Target')), 'dateOfService?': date, determinations: list(ref('Determination')),
    'possible?': described(list(text), 'What may be done or told from there, as events of the map of an authorization: request, submit, affirm, deny, appeal, withdraw ...'), 'letterMaySet?': described(list(oneOf(LETTER_DEADLINES)), 'Days that a letter may set where it stands.'),
    'packetId?': text, 'policy?': ref('PolicyRef'), 'override?': object({ by: text, rationale: text, findings: kinds }), 'expedited?': yesNo, 'justification?': text,
    'channel?': described(text, 'Of the last submission.'), 'proof?': ref('Proof'), 'submittedOn?': date, 'submission?': described(ref('ElectronicSubmission'), 'What the service was told to send.'), 'calls?': described(list(ref('Call')), 'Conversations with the payer.'), 'stale?': described(text, 'The record changed under an issued packet: why.'),
    'issued?': described(list(object({ packetId: text, issuedOn: date })), 'Packets that were issued, oldest first; the last one counts.'), 'recordChanged?': described(yesNo, 'Something was recorded between the request and its submission.'),
    'disputed?': described(oneOf(['peer-to-peer', 'appealed', 'modified']), 'Of an approval in part: what is under way about the rest, `modified`: something else was approved in its place and waits for a clinician; the approved part holds.'),
    'letterDays?': described(list(object({ kind: oneOf(LETTER_DEADLINES), on: date, documentId: text, reason: text, by: text, 'was?': date })), 'Days that a letter set, of what is asked or decided now.'), 'expiredOn?': date, 'expiryAcknowledged?': object({ by: text, reason: text }),
    'scheduled?': described(object({ ...scheduled, 'performedBy?': described(text, 'The fact that documents it.') }), 'The day it is scheduled for.'),
    'unitsLeft?': described(object({ 'total?': ref('Units'), byCode: list(object({ code: text, ...units })) }), 'Where the payer named units: as a whole and by code. A documented procedure uses those of its lines.'),
    'notCovered?': described(list(object({ level: text, side: text, kinds })), 'Planned targets that it leaves out, and what is not met for them.'),
  }, 'A scheduler\'s key gets step, place, dates and determinations without reasons.'),
  AuthorizationList: object({ patientId: text, name: ref('Name'), version, items: list(ref('Authorization')) }),
  AuthorizationAnswer: object({ ...recorded, asOf: date, authorization: ref('Authorization'), episodes: list(ref('EpisodeStanding')) }),
  ClaimResponseAnswer: object({
    ...recorded, asOf: date, authorization: ref('Authorization'), 'dryRun?': yesNo, determination: ref('Determination'),
    deviations: described(list(object({ pointer: text, code: text, message: text })), 'Places of the message that are not as the guide says.'), episodes: list(ref('EpisodeStanding')),
  }, 'What was read of the payer\'s message, and the authorization with it recorded.'),
  ScheduleAnswer: object({
    ...recorded, asOf: date, episodeId: text, step, 'authorizationId?': text,
    scheduled: { ...object({ step, 'authorizationId?': text, ...scheduled }), nullable: true },
  }, 'The day that counts now; null once it is cancelled.'),
  CodeNeed: object({
    code: text, result: oneOf(NEEDS), program: described(orNull(text), 'The program that lists it, listed it, or would elsewhere.'), because: oneOf(['listed', 'exempt-hospital', 'place-outside', 'place-open', 'not-yet-listed', 'no-longer-listed', 'state-open', 'not-listed', 'no-list-on-file']),
    contested: described(yesNo, 'The sources do not agree about the place.'), sources: list(ref('Source')),
  }),
  AuthorizationNeed: object({
    patientId: text, episodeId: text, version, step, dateOfService: date, 'setting?': text, coverage: object({ payer: text, 'line?': text, 'state?': text }),
    result: described(oneOf(NEEDS), 'The strictest of the codes: exempt means do not submit; voluntary, a request or review before payment; unknown, no list on file answers.'), program: orNull(text), contested: yesNo, codes: list(ref('CodeNeed')),
    approvals: described(object({ result: oneOf(['valid', 'not-valid', 'review']), codes: list(object({ code: text, result: oneOf(['valid', 'not-valid', 'review']), because: text, 'payerReference?': text, 'unitsLeft?': described(whole, 'Where the approval names its units: those left for that day.') })) }), 'May that day be billed against what the payer has decided, as documented here.'),
  }),
  PacketModel: object({
    packetId: text, authorizationId: text, practice: object({ id: text, name: text }), patientVersion: whole, asOf: date, request: ref('PacketRequest'), parties: ref('PacketParties'), patient: object({ name: text, family: text, given: text, birthDate: date, ...person, 'memberId?': text }), 'coverSheet?': described(anything, 'The program\'s own first page, where it has one.'),
    'changes?': described(ref('PacketChanges'), 'Of a resubmission: what it says otherwise than the packet that was decided on.'), 'review?': ref('PacketReview'), 'signature?': anything, 'stale?': text,
    coverages: list(anything), policy: object({ title: text, ref: text, document: text, revision: text, confidence: text }), verdict: object({ result, sentence: text, dateOfService: date, targets: list(anything) }),
    'override?': ref('PacketOverride'), crosswalk: described(list(ref('CrosswalkRow')), 'One row per criterion, with the facts it rests on.'), narrative: list(object({ title: text, sentences: list(object({ text, factIds: list(text) })) })),
    evidence: list(ref('PacketEvidence')), relief: list(anything), gaps: list(ref('PacketGap')), notes: list(object({ text, source: ref('Source') })), documents: list(ref('PacketDocument')),
  }),
  PacketRequest: object({
    step, kind: text, 'region?': text, targets: list(object({ ...target, nerves: list(text) })), notCovered: list(anything), 'plannedOn?': date, 'technique?': text, 'approach?': text, 'guidance?': text, 'setting?': object({ code: text, name: text }),
    expedited: yesNo, 'justification?': text, diagnoses: list(text), lines: list(object({ code: text, modifiers: list(text), units: whole, label: text, role: oneOf(['primary', 'add-on']) })), claimType: oneOf(CLAIM_TYPES),
    'resubmissionOf?': object({ packetId: text, decision: text, decidedOn: date, 'payerReference?': text, 'reason?': text }), 'trialReference?': text,
  }, 'What is asked, line by line.'),
  PacketOverride: object({ by: text, rationale: text, kinds: list(object({ kind: oneOf(KINDS), title: text })) }),
  PacketEvidence: object({ factId: text, type: text, occurredOn: date, summary: text, description: described(text, 'The whole fact in one line.'), 'author?': text, 'document?': object({ documentId: text, 'page?': whole }) }),
  CrosswalkRow: object({
    criterion: text, kind: oneOf(KINDS), title: text, required: text, outcome: oneOf(['met', 'unmet', 'unknown', 'review']), finding: text, shown: described(text, 'What the record shows, without the question.'), targets: described(list(ref('Target')), 'Empty: the whole session.'),
    evidence: list(ref('PacketEvidence')), readsRequest: yesNo, marks: list(object({ mark: text, text })), source: ref('Source'),
  }),
  PacketGap: object({ criterion: text, kind: oneOf(KINDS), title: text, outcome: oneOf(['unmet', 'unknown', 'review']), targets: list(ref('Target')), finding: text, shown: text, toDocument: text, who: text, overridden: yesNo }),
  PacketDocument: object({ id: text, title: text, mediaType: text, pages: whole, bytes: whole, sha256: text, 'printed?': object({ sha256: text, mediaType: text }) }),
  PacketChanges: object({
    since: object({ packetId: text, asOf: date }), criteria: list(object({ title: text, where: text, 'before?': object({ outcome: text, finding: text }), 'after?': object({ outcome: text, finding: text }) })),
    evidence: list(object({ factId: text, occurredOn: date, 'before?': text, 'after?': text })), request: list(object({ name: text, before: text, after: text })), documents: list(object({ title: text, change: oneOf(['added', 'left-out']) })),
  }),
  PacketPages: object({
    patientId: text, packetId: text, version, exact: described(yesNo, 'The PDF is laid out so; false where it was signed under another version of the program.'),
    sections: list(object({ name: text, page: whole })), crosswalk: list(object({ criterion: text, targets: list(ref('Target')), page: orNull(whole) })),
    evidence: list(object({ factId: text, page: orNull(whole), documentPage: described(orNull(whole), 'Of the appended document that the fact names.') })), documents: list(object({ documentId: text, page: orNull(whole) })),
  }, 'Pages from 1 of the packet as PDF.'),
  PacketParties: object({
    'practice?': anything, 'practitioner?': anything, 'facility?': anything, 'payer?': anything, 'delegate?': anything, channels: list(anything), need: object({ result: oneOf(NEEDS), program: orNull(text) }),
    missing: described(list(object({ record: oneOf(['practice', 'practitioner', 'facility', 'payer']), 'id?': text, fields: described(list(text), 'One of these would do; none: no such entry is named.'), source: ref('Source') })), 'What the payer asks for and the directory does not have.'),
  }, 'Whom the request names, from the practice\'s directory.'),
  Packet: object({ patientId: text, packetId: text, state: oneOf(['draft', 'issued', 'superseded']), issuedAt: orNull(instant), stale: orNull(text), review: orNullOf('PacketReview'), signature: orNullOf('PacketSignature'), packet: ref('PacketModel') }),
  PacketReview: object({ by: text, on: date, 'note?': text }),
  PacketSignature: object({
    by: text, 'credentials?': text, on: date, 'rationale?': described(text, 'Why it goes out with gaps.'),
    manifest: described(object({ format: whole, patientVersion: whole, modelSha256: text, documents: list(object({ id: text, sha256: text })), pdf: object({ sha256: text, bytes: whole, pages: whole }) }), 'SHA-256 of all it consists of.'),
  }),
  PacketSigning: object({ ...recorded, asOf: date, packetId: text, review: orNullOf('PacketReview'), signature: orNullOf('PacketSignature') }),

  DenialFinding: object({
    criterion: text, kind: oneOf(KINDS), title: text, required: text, outcome: oneOf(['met', 'unmet', 'unknown', 'review']), finding: text, shown: described(text, 'What the record shows, without a verdict.'), targets: list(ref('Target')), readsRequest: yesNo,
    marks: list(object({ mark: text, text })), source: ref('Source'),
    evidence: list(object({
      factId: text, type: text, occurredOn: date, summary: text, description: text, 'author?': text, 'document?': object({ documentId: text, 'page?': whole }),
      wasSent: described(yesNo, 'It was in the packet that was denied.'), page: described(orNull(text), 'Where that packet holds it.'),
    })),
    notInRecord: described(orNull(text), 'What to document; null when the finding is met.'), who: orNull(text),
  }),
  DenialReasonExplained: object({
    bucket: oneOf(DENIAL_BUCKETS), 'kind?': described(oneOf(KINDS), 'Left out for an administrative subject.'), title: text, said: described(list(text), 'The payer\'s own words.'), readBy: described(text, '`examples`, or `person`.'), 'source?': ref('Source'),
    answer: described(oneOf(['record-answers', 'record-lacks', 'people-decide', 'not-asked', 'administrative']), 'record-answers: every finding is met; not-asked: the policy as it is read here does not ask this at this step.'),
    findings: list(ref('DenialFinding')), fix: text, who: text,
  }),
  ByLetter: object({ documentId: text, 'title?': text, reason: text }, 'The payer\'s letter states the day.'),
  AppealLevel: object({
    level: whole, name: text, dueOn: described(orNull(date), 'The last day; null while the decision it runs from is not there. A letter\'s own date goes before.'), arithmetic: text, 'decision?': described(text, 'How long the payer takes.'),
    'byLetter?': ref('ByLetter'), 'contested?': object({ dueOn: orNull(date), reading: text }), source: ref('Source'),
  }),
  AppealLadder: object({ id: text, title: text, appealable: yesNo, 'instead?': text, confidence: text, source: ref('Source'), levels: list(ref('AppealLevel')) }),
  Denial: object({
    patientId: text, authorizationId: text, version, asOf: date, decision: described(oneOf(['denied', 'partially-affirmed', 'modified']), 'modified: approved otherwise than asked, and not accepted.'), decidedOn: date, payer: text, payerReference: orNull(text), step, reason: described(orNull(text), 'Verbatim.'),
    result: oneOf(['read', 'to-a-person']), reasons: list(ref('DenialReasonExplained')), unread: described(list(text), 'Sentences that nothing was read from.'), next: text, packetId: described(text, 'The packet that was denied.'),
    peerToPeer: object({
      on: orNull(date), closesOn: described(orNull(date), 'The last day: of the letter, else of the directory\'s window.'), 'until?': described(date, 'The days up to this one may still lie in the window.'), 'because?': text, 'byLetter?': ref('ByLetter'),
      phone: described(orNull(text), 'As the directory says.'), toSay: list(text),
    }),
    appeal: { oneOf: [ref('AppealLadder'), object({ unknown: text, 'dueOn?': date, 'byLetter?': ref('ByLetter') })] }, appealOfClaim: { oneOf: [ref('AppealLadder'), object({ unknown: text })] },
  }),
  PeerToPeerCard: object({
    authorizationId: text, decidedOn: date, payer: text, 'payerReference?': text, 'otherwise?': described(yesNo, 'Approved otherwise than asked, and not accepted.'), 'peerToPeerOn?': date, practice: text, asOf: date, patient: object({ name: text, birthDate: date, 'memberId?': text }), procedure: text, targets: text, dateOfService: date, policy: text,
    packetId: text, reason: text, 'call?': object({ 'closesOn?': date, 'until?': date, 'because?': text, 'byLetter?': ref('ByLetter'), 'phone?': text }), unread: list(text), toSay: described(list(text), 'Three lines.'),
    criteria: list(object({ title: text, bucket: oneOf(DENIAL_BUCKETS), outcome: text, required: text, shown: text, evidence: list(object({ text, 'page?': text })), notInRecord: text })),
  }),
  PeerToPeerCardAnswer: object({ patientId: text, version, card: ref('PeerToPeerCard') }),
  AppealLetter: object({
    authorizationId: text, decidedOn: date, payer: text, 'payerReference?': text, 'otherwise?': described(yesNo, 'Approved otherwise than asked, and not accepted.'), 'peerToPeerOn?': date, practice: text, writtenOn: date, patient: object({ name: text, birthDate: date, 'memberId?': text }), subject: text,
    level: object({ level: whole, name: text, dueOn: orNull(date), arithmetic: text, 'byLetter?': ref('ByLetter'), 'contested?': object({ dueOn: orNull(date), reading: text }) }),
    sections: list(object({ title: text, sentences: list(object({ text, factIds: list(text), restsOn: oneOf(['facts', 'determination', 'policy', 'request']) })) })),
    evidence: list(anything), enclosed: list(text),
  }),
  AppealLetterAnswer: object({ patientId: text, version, letter: ref('AppealLetter') }),
  DenialReason: object({ reason: described(text, 'The payer\'s wording in small letters, without figures.'), bucket: oneOf(DENIAL_BUCKETS), kinds, subject: orNull(oneOf(ADMINISTRATIVE_SUBJECTS)), by: described(text, 'The key, by its id.'), at: instant }),
  DenialReasonList: object({ version: described(whole, 'Version of the practice\'s log.'), items: list(ref('DenialReason')) }),
  DenialReasonAnswer: object({ version: described(whole, 'Version of the practice\'s log.'), recordedAt: instant, denialReason: ref('DenialReason') }),
  DenialOutcomes: object(Object.fromEntries(DENIAL_OUTCOMES.map((outcome) => [outcome, whole])), 'still-denied: the payer\'s next decision was a denial, too; open: there is none yet.'),
  DenialStatistics: object({
    from: date, to: date, denials: described(whole, 'Each denial once.'), outcomes: ref('DenialOutcomes'),
    rows: list(ref('DenialCount')),
  }),
  DenialCount: object({ payer: text, 'line?': text, step, bucket: oneOf([...DENIAL_BUCKETS, 'to-a-person']), about: described(text, 'A kind of criterion, an administrative subject, or to-a-person.'), denials: whole, outcomes: ref('DenialOutcomes') }),

  Numbers: object({
    from: date, to: date, asOf: date,
    firstPass: described(object({ ...firstPass, rows: list(object({ payer: text, 'line?': text, step, ...firstPass })) }), 'By the payer\'s first decision about the first packet.'),
    stages: described(list(object({ stage: oneOf(STAGES_OF_DAYS), medianDays: orNull(number), cases: described(whole, 'What the median is of.'), outOfOrder: described(whole, 'Left out: the record puts the end before the beginning.') })), 'Days from the first time something happened to the first time what follows did.'),
    denials: object({ denials: whole, outcomes: ref('DenialOutcomes'), rows: list(ref('DenialCount')) }),
    approvals: described(object({ ...endings, rows: list(object({ payer: text, 'line?': text, step, ...endings })) }), 'Approvals that ended: a procedure was done under them, or their last day passed and none was.'),
    leaks: described(object({
      openEpisodes: whole, withNextStep: whole, blocked: described(whole, 'Something stands against the next step.'),
      kinds: described(list(object({ kind: oneOf(KINDS), episodes: whole })), 'Whatever the step: of `withNextStep` episodes.'),
      rows: list(object({ step, kind: oneOf(KINDS), episodes: whole, of: described(whole, 'Open episodes whose next step it is.') })),
    }), 'What stands against the next steps of open episodes, as last recorded; an episode is counted at each kind that does.'),
  }),

  PolicyAct: object({ by: described(text, 'The key, by its id.'), at: instant, reason: text, 'digest?': text, 'proposedBy?': text }),
  Policy: object({
    id: text, version: described(date, 'The day from which it is in force.'), 'title?': text, 'document?': text, 'revision?': text, 'pathway?': oneOf(['rfa', 'scs', 'epidural']), 'covers?': anything, 'effectiveFrom?': date, 'effectiveTo?': orNull(date),
    'confidence?': oneOf(['primary', 'secondary', 'unconfirmed']), 'replaces?': text, ...optional(review),
    origin: oneOf(['shipped', 'practice', 'pack']), 'pack?': object({ name: text, version: whole }),
    state: described(oneOf(['active', 'replaced', 'proposed', 'withdrawn', 'loaded']), 'Only `active` decides. `loaded`: a file that nobody has proposed; `replaced`: an active policy of the practice decides in its place.'),
    digest: described(orNull(text), 'SHA-256 of the complete file: of what is active, else proposed, else loaded.'), 'replacedBy?': text,
    'active?': ref('PolicyAct'), 'proposed?': ref('PolicyAct'), 'withdrawn?': ref('PolicyAct'),
    'file?': described(oneOf(['same', 'differs', 'missing']), 'How the file in the practice\'s directory stands to what was proposed or activated last. Its log decides, not the file.'),
  }),
  PolicyList: object({ version: described(whole, 'Version of the practice\'s log.'), asOf: date, items: list(ref('Policy')) }),
  PolicyCriterion: object({
    id: text, kind: oneOf(KINDS), title: text, text: described(text, 'What is asked, with its figures.'), required: described(anything, 'The figures as the file has them.'), scope: described(orNull(text), 'Of whom or where it is asked; null: of everybody.'),
    source: ref('Source'), sourceText: text, confidence, confidenceText: text, noFigureInSource: yesNo, asksForClinician: described(yesNo, 'What was imported meets it once a clinician has attested it.'),
    contested: described(list(object({ reading: text, source: ref('Source') })), 'Readings that contradict each other, each with its source.'),
  }),
  PolicyTables: object({
    version: practiceVersion, asOf: date, policy: ref('Policy'), content: policyContent, digest: described(text, 'SHA-256 of the complete file of this content.'), appliesTo: text, confidenceText: text,
    reading: described(list(text), 'How scores are read, one sentence each.'), parameters: anything,
    steps: list(object({ step, title: text, criteria: list(ref('PolicyCriterion')) })), notes: described(list(object({ text, source: ref('Source') })), 'Shown, and decide nothing.'),
  }),
  PolicyCases: object({
    version: practiceVersion, asOf: date, policy: ref('PolicyHead'),
    items: list(object({
      origin: described(oneOf(['practice', 'shipped']), 'shipped: what the program was tested with.'), 'file?': described(text, 'In the practice\'s folder of cases.'), title: text, step, dateOfService: date,
      result: described(text, 'What must come out: a result, or the code of an error.'), 'unmet?': kinds, 'unknown?': kinds, 'review?': kinds,
    })),
  }),
  PolicyHead: object({ id: text, version: date, content: policyContent, digest: text, title: text, document: text, revision: text, pathway: oneOf(['rfa', 'scs', 'epidural']), effectiveFrom: date, effectiveTo: orNull(date), confidence, appliesTo: text }),
  PolicyDifferences: object({
    version: practiceVersion, asOf: date, a: ref('PolicyHead'), b: ref('PolicyHead'),
    differences: described(list(object({ about: described(oneOf(['parameters', 'requirement', 'certainty']), 'certainty: what only became more or less certain.'), steps: described(list(step), 'None: the whole policy.'), text })), 'Empty where both ask the same.'),
  }),
  PolicyAnswer: object({ version: described(whole, 'Version of the practice\'s log; the ETag.'), recordedAt: instant, asOf: date, policy: ref('Policy') }),

  Address: object({ line: text, city: text, state: text, postalCode: text }),
  Practice: object({ name: text, ...reachable, 'tin?': text, 'contact?': text, missing: ref('MissingFields') }),
  Practitioner: object({ id: text, name: ref('Name'), ...reachable, 'credentials?': text, 'ptan?': text, 'tin?': text, missing: ref('MissingFields') }),
  Facility: object({
    id: text, name: text, ...reachable, 'ccn?': text, 'ptan?': text, 'tin?': text, placeOfService: text, 'typeOfBill?': text, 'criticalAccess?': yesNo,
    'exemptions?': list(object({ program: text, from: date, 'to?': date, notice: text })), missing: ref('MissingFields'),
  }),
  Payer: object({
    id: text, name: text, 'payerNumber?': text, 'npi?': text, 'address?': ref('Address'), missing: ref('MissingFields'),
    plans: list(object({
      'line?': text, 'state?': text, 'from?': date, 'to?': date, 'delegate?': described(text, 'Who decides: another payer of the directory.'), 'peerToPeer?': object({ count: whole, unit: oneOf(TIME_UNITS), 'phone?': text }),
      channels: list(object({ kind: oneOf(CHANNEL_KINDS), to: text, 'from?': date, 'until?': date, 'bytesMax?': whole, 'pagesMax?': whole, 'mediaTypes?': list(text) })),
    })),
  }),
  MissingFields: { ...list(object({ fields: described(list(text), 'One of these would do.'), 'program?': described(text, 'The program that asks for it; every payer when left out.') })), description: 'What payers ask for and the entry does not have.' },
  PracticeAnswer: object({ version: practiceVersion, 'recordedAt?': instant, 'asOf?': date, practice: described(orNullOf('Practice'), 'Null until it is recorded.') }),
  PractitionerList: entries('Practitioner'),
  FacilityList: entries('Facility'),
  PayerList: entries('Payer'),
  PractitionerAnswer: entry('practitioner', 'Practitioner'),
  FacilityAnswer: entry('facility', 'Facility'),
  PayerAnswer: entry('payer', 'Payer'),

  CodingFinding: object({
    kind: oneOf(CODING_RULES), outcome: oneOf(['met', 'unmet', 'unknown', 'review']), text: described(text, 'The finding in a sentence.'), codes: described(list(text), 'The codes it speaks of.'),
    found: anything, evidence: described(list(text), 'Facts that were read.'), missing: described(list(text), 'Codes of what to document or decide next.'), marks: list(oneOf(['unconfirmed'])), source: ref('Source'),
  }),
  NamedCode: object({ code: text, label: described(text, 'In our own words.'), 'descriptor?': described(text, 'The practice\'s own, where it loaded a licensed file.') }),
  ServiceLine: object({ code: text, label: text, 'descriptor?': text, modifiers: list(text), units: whole, diagnoses: described(list(text), 'Pointers, the accepted ones first.'), placeOfService: text, facts: described(list(text), 'Facts that it rests on.') }),
  OpenLine: object({ codes: described(list(ref('NamedCode')), 'What it may become; none for a service that is never billed.'), modifiers: list(text), units: whole, diagnoses: list(text), facts: list(text), because: list(oneOf(CODING_RULES)) }),
  CoverageBilled: object({ payer: text, 'line?': text, 'state?': text, order: whole }),
  ServiceLines: object({
    patientId: text, version, dateOfService: date, claimType: oneOf(CLAIM_TYPES), coverage: ref('CoverageBilled'), isPrimary: described(yesNo, 'The coverage is the first that pays on that day.'), otherCoverages: list(ref('CoverageBilled')),
    lines: described(list(ref('ServiceLine')), 'Ready to be billed.'), held: described(list(ref('OpenLine')), 'Waits for an answer.'), notBilled: described(list(ref('OpenLine')), 'Documented, and no line of its own.'),
    sessions: described(list(object({ region: text, purpose: oneOf(['diagnostic', 'therapeutic']), ordinal: whole })), 'Which session of facet injections of its purpose in its region, by the record.'), findings: list(ref('CodingFinding')),
  }),
  ClaimFinding: object({
    kind: oneOf(EDITS), severity: oneOf(['block', 'warn']), pointer: described(text, 'Into the claim: /lines/0/units.'), text: described(text, 'The finding in a sentence.'), toDo: described(text, 'What somebody does about it.'), because: list(text), evidence: list(text), marks: list(oneOf(['unconfirmed'])), source: ref('Source'),
  }),
  ClaimCheck: object({
    patientId: text, version, dateOfService: date, claimType: oneOf(CLAIM_TYPES), coverage: ref('CoverageBilled'), isPrimary: yesNo, otherCoverages: list(ref('CoverageBilled')),
    result: oneOf(['pass', 'warn', 'block']), findings: list(ref('ClaimFinding')),
    documentation: described(list(object({ step, facts: list(text), 'policy?': ref('PolicyRef'), 'result?': result, unmet: kinds, unknown: kinds, review: kinds, 'error?': text })), 'What the payer\'s policy says of each session of the day, or why none answers; it changes no result.'),
  }),
  DocumentationCheck: object(documented, 'Per code that the fact could support.'),
  DocumentationChecked: object({ patientId: text, version, factId: text, dateOfService: date, 'coverage?': ref('CoverageBilled'), ...documented }),

  PathwayMap: object({
    pathway: text, initial: text, states: list(object({ name: text, description: text, tags: list(text), final: yesNo, meta: anything, transitions: list(object({ event: text, 'guard?': text, to: text })) })),
  }),
  PatientExport: object({
    format: oneOf(['pathgate-patient']), exportedAt: instant, asOf: date, practice: object({ id: text, name: text }), patientId: text, version, name: orNullOf('Name'), birthDate: orNull(date), ...person, identifiers: list(ref('Identifier')), coverages: list(ref('Coverage')),
    facts: described(list(object({
      factId: text, fact: described({ ...anything, nullable: true }, 'As it counts now; null where it was retracted or moved away.'), version: whole,
      changes: list(object({ change: oneOf(['documented', 'observation-added', 'corrected', 'attested', 'retracted', 'moved']), recordedAt: instant, actor: text, actorName: orNull(text), text, data: anything })),
    })), 'Every fact there ever was, with what became of it.'),
    recorded: described(list(anything), 'Episodes with their plans and recorded assessments.'), standing: described(list(ref('EpisodeStanding')), 'As status answers on the day, with all findings.'),
    authorizations: described(list(anything), 'With every determination, call, submission and appeal.'), recordsRequests: list(anything), packets: described(list(anything), 'Each as it was issued, and the drafts.'),
    log: described(list(object({ version: whole, type: text, text, 'occurredOn?': date, recordedAt: instant, actor: text, actorName: orNull(text), data: anything })), 'Every event, but for what staff noted about their own work.'),
    documents: list(object({ documentId: text, title: text, mediaType: text, sha256: text, content: described(orNull(text), 'Base64.') })),
    accesses: described(list(object({ recordedAt: instant, actor: text, actorName: orNull(text), role: text, action: text, what: text, outcome: oneOf(['allowed', 'refused']) })), 'Who looked or wrote, newest first.'),
  }),
  Live: object({ status: oneOf(['live']) }),
  Readiness: object({ status: oneOf(['ready', 'not-ready']), checks: list(object({ name: text, ok: yesNo, 'remedy?': text })) }),
};
