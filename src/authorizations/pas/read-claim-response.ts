/**
 * A payer's answer in FHIR (Da Vinci PAS) as a determination. Pure; reads leniently, notes what deviates, guesses nothing: what cannot be
 * read as a decision is `review`, for a person. The decision is the fold of the lines; that the answer is `complete` says nothing.
 */
import { APPROVING_OUTCOMES, DECISION_OF, foldOutcomes, type Decision, type DeterminationContent, type PayerCode, type RequestFault } from '../../../machines/authorization';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { aboutOf, type About } from './about';
import { findAnswer, referredTo, resourcesOf, type FoundAnswer } from './find-answer';
import { at, codingsOf, dateIn, Deviations, extensionsOf, extensionValue, lineIn, listAt, textIn, wholeIn, type Deviation, type Json } from './lenient';
import { readAsked } from './read-asked';
import { codeOf, readItems, unitsOf, validityOf, type AskedLines, type ReadItem, type Validity } from './read-items';
import { CONTACT_PAYER, readNumber, reviewActionOf, type ReviewAction } from './review-action';

export interface ReadAnswer {
  readonly determination: DeterminationContent;
  readonly deviations: readonly Deviation[];
  /** Whom it says it is about, as far as it says. */
  readonly about: About;
}

export interface Received {
  /** The practice's day on which it came. */
  readonly receivedOn: PlainDate;
  /** The practice's day of an instant; undefined of what is none. */
  readonly dayOf: (instant: string) => PlainDate | undefined;
}

const LINES_MAX = 50;
const TEXT_CHARS_MAX = 2000;
const FAULTS_MAX = 50;
const REASONS_MAX = 50;

/** Codes `claim-response-missing`, `claim-response-ambiguous`, `answer-not-final`. */
export function readClaimResponse(message: unknown, received: Received): ReadAnswer | Rejection {
  const deviations = new Deviations();
  if (at(message, 'resourceType') === 'OperationOutcome') return readRefusal(message, received);
  const found = findAnswer(message, deviations);
  if (isRejection(found)) return found;
  const { response } = found;
  const [status, outcome] = [at(response, 'status'), at(response, 'outcome')];
  if (status === 'draft' || status === 'entered-in-error' || (outcome === 'queued' && listAt(response, 'item').length === 0)) return NOT_FINAL;
  const items = readItems(response, askedLines(found), deviations);
  const whole = reviewActionOf(response, '', deviations);
  const faults = listAt(response, 'error').slice(0, FAULTS_MAX).map(faultOf);
  const decision = status === 'cancelled' ? 'cancelled' : decisionOf({ outcome, items, whole, faults }, deviations);
  const validity = overall([...items.filter(({ item }) => APPROVING_OUTCOMES.includes(item.outcome)).map((one) => one.validity), validityOf(response, '', deviations)], deviations);
  const isApproval = decision === 'affirmed' || decision === 'partially-affirmed' || decision === 'modified';
  const determination: DeterminationContent = {
    // An approval whose days cannot be read is no approval that anything may rest on.
    decision: isApproval && validity.isUnreadable === true ? 'review' : decision,
    decidedOn: decidedOn(message, response, validity, received, deviations), ...numbersOf(response, items, whole, isApproval, deviations),
    ...(isApproval && validity.from !== undefined && { validFrom: validity.from }), ...(isApproval && validity.to !== undefined && { validTo: validity.to }),
    ...(items.length > 0 && { items: items.map(itemOf(items)) }), ...askedOf(found, items, whole, deviations), ...(faults.length > 0 && { faults }), ...reasonsOf(response, items, whole),
    ...humanReview(response), channel: 'parsed',
  };
  return { determination, deviations: deviations.all, about: aboutOf(found) };
}

const NOT_FINAL = reject('answer-not-final', 'The payer has the request and has not decided: there is nothing to record. Wait for its answer, or ask.');

interface Said {
  readonly outcome: unknown;
  readonly items: readonly ReadItem[];
  readonly whole: ReviewAction | undefined;
  readonly faults: readonly RequestFault[];
}

function decisionOf({ outcome, items, whole, faults }: Said, deviations: Deviations): Decision {
  const outcomes = items.length > 0 ? items.map(({ item }) => item.outcome) : whole === undefined ? [] : [whole.outcome];
  const decides = outcomes.some((one) => one !== 'review');
  if ((outcome === 'error' || faults.length > 0) && !decides) return 'rejected';
  if (outcome === 'error' || faults.length > 0) {
    deviations.note('/error', 'error-beside-decision', 'the answer reports an error and decides');
    return 'review';
  }
  if (items.length > 0 && whole !== undefined && whole.outcome !== foldOutcomes(outcomes) && !outcomes.includes(whole.outcome)) {
    deviations.note('/adjudication', 'whole-differs', 'the answer as a whole does not say what its lines say');
    return 'review';
  }
  const decision = DECISION_OF[foldOutcomes(outcomes)];
  if (decision === 'modified' && items.length === 0) {
    deviations.note('/adjudication', 'modification-open', 'the answer is modified, and no line says to what');
    return 'review';
  }
  if (outcomes.length === 0) deviations.note('', 'no-decision', 'the answer decides nothing that can be read');
  return decision;
}

/** The latest start and the earliest end, so that no day is promised that one line does not have. */
function overall(validities: readonly Validity[], deviations: Deviations): Validity {
  const [froms, tos, issued] = [validities.flatMap(({ from }) => from ?? []), validities.flatMap(({ to }) => to ?? []), validities.flatMap(({ issuedOn }) => issuedOn ?? [])].map((days) => [...new Set(days)].sort());
  if ((froms?.length ?? 0) > 1 || (tos?.length ?? 0) > 1) deviations.note('', 'periods-differ', 'the lines have different periods: the days that all of them have count');
  const [from, to, issuedOn] = [froms?.at(-1), tos?.[0], issued?.at(-1)];
  const isUnreadable = validities.some((one) => one.isUnreadable === true) || (from !== undefined && to !== undefined && to < from);
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(issuedOn !== undefined && { issuedOn }), ...(isUnreadable && { isUnreadable: true }) };
}

/** The day of issue; else when the answer was made; else when it came. A day to come is the payer's slip or another clock's: then the day on which it came. */
function decidedOn(message: unknown, response: Json, { issuedOn }: Validity, { receivedOn, dayOf }: Received, deviations: Deviations): PlainDate {
  const made = [at(response, 'created'), at(message, 'timestamp')].map((value) => (typeof value === 'string' ? dateIn(value) ?? dayOf(value) : undefined)).find((day) => day !== undefined);
  const day = issuedOn ?? made;
  if (day !== undefined && day <= receivedOn) return day;
  deviations.note('/created', day === undefined ? 'day-missing' : 'day-to-come', 'the day of the decision is not stated or has not come: the day on which it was received counts');
  return receivedOn;
}

function numbersOf(response: Json, items: readonly ReadItem[], whole: ReviewAction | undefined, isApproval: boolean, deviations: Deviations): Pick<DeterminationContent, 'payerReference' | 'administrativeReference'> {
  const base = at(response, 'preAuthRef') === undefined ? undefined : readNumber(at(response, 'preAuthRef'), '/preAuthRef', deviations);
  const approved = items.filter(({ item }) => APPROVING_OUTCOMES.includes(item.outcome)).flatMap(({ number }) => number ?? []);
  const others = items.filter(({ item }) => !APPROVING_OUTCOMES.includes(item.outcome)).flatMap(({ number, administrativeReference }) => administrativeReference ?? number ?? []);
  const numbers = [...new Set([...approved, ...(approved.length === 0 && isApproval && whole?.number !== undefined ? [whole.number] : [])])];
  if (numbers.length > 1) deviations.note('', 'numbers-differ', 'the lines have numbers of their own');
  if (base !== undefined && numbers.length > 0 && !numbers.includes(base)) deviations.note('/preAuthRef', 'numbers-differ', 'the number of the whole is another than that of its lines');
  const payerReference = numbers[0] ?? (isApproval ? base : undefined);
  const administrativeReference = others[0] ?? (isApproval ? undefined : whole?.number ?? base);
  return { ...(payerReference !== undefined && { payerReference }), ...(administrativeReference !== undefined && { administrativeReference }) };
}

/** A line's own number only where they differ. */
function itemOf(items: readonly ReadItem[]): (one: ReadItem) => ReadItem['item'] {
  const numbers = new Set(items.filter(({ item }) => APPROVING_OUTCOMES.includes(item.outcome)).flatMap(({ number }) => number ?? []));
  return ({ item, number }) => (numbers.size > 1 && number !== undefined && APPROVING_OUTCOMES.includes(item.outcome) ? { ...item, payerReference: number } : item);
}

function askedOf(found: FoundAnswer, items: readonly ReadItem[], whole: ReviewAction | undefined, deviations: Deviations): Pick<DeterminationContent, 'asked'> {
  const communications = referredTo(found, listAt(found.response, 'communicationRequest'), 'CommunicationRequest', deviations);
  const calls = [...items.map(({ action, item }) => ({ action, line: item.line })), { action: whole?.action, line: undefined }].filter(({ action }) => action?.code === CONTACT_PAYER)
    .map(({ action, line }) => ({ ...(action?.system !== undefined && { system: action.system }), code: CONTACT_PAYER, text: 'The payer asks to be contacted.', ...(line !== undefined && { line }) }));
  const asked = [...calls, ...readAsked(communications, resourcesOf(found, 'Task'))].slice(0, LINES_MAX);
  return asked.length === 0 ? {} : { asked };
}

function reasonsOf(response: Json, items: readonly ReadItem[], whole: ReviewAction | undefined): Pick<DeterminationContent, 'reason' | 'reasons'> {
  const notes = listAt(response, 'processNote').flatMap((note) => textIn(at(note, 'text'), TEXT_CHARS_MAX) ?? []);
  const reason = textIn([...new Set(notes.length > 0 ? notes : [at(response, 'disposition')])].filter((each) => typeof each === 'string').join('\n'), TEXT_CHARS_MAX);
  const seen = new Map<string, PayerCode>();
  for (const code of [...(whole?.reasons ?? []), ...items.flatMap(({ item }) => item.reasons ?? [])]) seen.set(JSON.stringify(code), code);
  return { ...(reason !== undefined && { reason }), ...(seen.size > 0 && { reasons: [...seen.values()].slice(0, REASONS_MAX) }) };
}

/** Code, what to do next, and where: of one error of an answer. */
function faultOf(error: unknown): RequestFault {
  const [coding] = codingsOf(at(error, 'code'));
  const followUp = codeOf(extensionValue(error, 'errorFollowupAction'));
  const elements = [...extensionsOf(error, 'errorElement').map((element) => extensionValue(element, 'error')), extensionValue(error, 'errorPath')].flatMap((each) => lineIn(each, TEXT_CHARS_MAX) ?? []);
  return { ...coding, ...(followUp !== undefined && { followUp }), ...(elements.length > 0 && { element: elements.join(' ').slice(0, TEXT_CHARS_MAX) }) };
}

/** The request was not taken at all. Trouble of the payer's system is no answer. */
function readRefusal(outcome: unknown, { receivedOn }: Received): ReadAnswer | Rejection {
  const issues = listAt(outcome, 'issue').filter((issue) => ['error', 'fatal'].includes(String(at(issue, 'severity'))));
  if (issues.length === 0 || issues.some((issue) => PASSING.includes(String(at(issue, 'code'))))) return NOT_FINAL;
  const faults = issues.slice(0, FAULTS_MAX).map((issue): RequestFault => {
    const code = lineIn(at(issue, 'code'), LINES_MAX);
    const text = codingsOf(at(issue, 'details')).find((each) => each.text !== undefined)?.text ?? textIn(at(issue, 'diagnostics'), TEXT_CHARS_MAX);
    const element = lineIn(listAt(issue, 'expression')[0] ?? listAt(issue, 'location')[0], TEXT_CHARS_MAX);
    return { ...(code !== undefined && { code }), ...(text !== undefined && { text }), ...(element !== undefined && { element }) };
  });
  return { determination: { decision: 'rejected', decidedOn: receivedOn, faults, channel: 'parsed' }, deviations: [], about: {} };
}

const PASSING: readonly string[] = ['transient', 'lock-error', 'no-store', 'exception', 'timeout', 'incomplete', 'throttled', 'security', 'login', 'unknown', 'expired', 'forbidden', 'suppressed'];

function askedLines(found: FoundAnswer): AskedLines {
  const claims = resourcesOf(found, 'Claim');
  // Where an update came along, its lines are those of the request before it.
  return new Map(claims.slice(0, 1).flatMap((claim) => listAt(claim, 'item')).flatMap((item) => {
    const line = wholeIn(at(item, 'sequence'), LINES_MAX);
    const code = codeOf(at(item, 'productOrService'));
    const units = unitsOf(at(item, 'quantity'), '', new Deviations());
    return line === undefined || line === 0 ? [] : [[line, { ...(code !== undefined && { code }), ...(units !== undefined && { units }) }] as const];
  }));
}

function humanReview(response: Json): Pick<DeterminationContent, 'humanReviewed'> {
  const [reviewer] = extensionsOf(response, 'claimResponseReviewer');
  const flag = extensionValue(reviewer, 'wasHumanReviewedFlag');
  return typeof flag === 'boolean' ? { humanReviewed: flag } : {};
}
