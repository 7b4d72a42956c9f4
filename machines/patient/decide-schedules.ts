/**
 * Giving a procedure a day, another day, or none. Pure. The gate and the payer's calendar are the planner's, whose answer for this very
 * record comes with the command; here it is judged, beside what the approval itself says: its days, its targets, its units.
 * Codes `not-approved`, `procedure-scheduled`, `procedure-not-scheduled`, `targets-not-approved`, `no-units-left`, `not-bookable`.
 */
import { isSameTarget, type Target } from '../kernel/anatomy';
import { unreachable } from '../kernel/assert';
import { toDay, type PlainDate } from '../kernel/calendar';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import type { Step } from '../criteria/types';
import { DAYS_AHEAD_MAX, isApproved, isRequested, lastDetermination, type AuthorizationState } from '../authorization';
import { EMPTY_DIRECTORY } from '../directory';
import { approvalOn, programOf } from '../programs/payer-days';
import { coverageOn } from './coverage';
import { openEpisode, placedPlan } from './decide-episodes';
import { findAuthorization } from './decide-requests';
import type { Given, PatientCommand, PatientEvent } from './events';
import type { EpisodeState, PatientState } from './patient';
import { isUsed, liveAuthorizations } from './position';
import { openScheduleOf } from './schedules';
import { isSpent, unitsLeft } from './units';

export type ScheduleCommand = Extract<PatientCommand, { type: 'ScheduleProcedure' | 'RescheduleProcedure' | 'CancelProcedure' }>;
type Booked = Exclude<ScheduleCommand, { type: 'CancelProcedure' }>;

export interface Subject {
  readonly episode: EpisodeState;
  readonly step: Step;
  readonly authorization?: AuthorizationState;
}

/** The episode and step that are meant, by their authorization or by themselves. */
export function subjectOf(patient: PatientState, { of }: Pick<ScheduleCommand, 'of'>): Subject | Rejection {
  if ('episodeId' in of) {
    const episode = openEpisode(patient, of.episodeId);
    return isRejection(episode) ? episode : { episode, step: of.step };
  }
  const authorization = findAuthorization(patient, of.authorizationId);
  if (isRejection(authorization)) return authorization;
  const episode = openEpisode(patient, authorization.episodeId);
  return isRejection(episode) ? episode : { episode, step: authorization.step, authorization };
}

export function decideSchedule(command: ScheduleCommand, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  const subject = subjectOf(patient, command);
  if (isRejection(subject)) return subject;
  const { episode: { id: episodeId }, step, authorization } = subject;
  const open = openScheduleOf(patient, subject.episode, step);
  const about = { episodeId, step, ...(authorization !== undefined && { authorizationId: authorization.id }) };
  switch (command.type) {
    case 'CancelProcedure':
      if (open === undefined) return NOT_SCHEDULED;
      if (command.reason.trim() === '') return reject('reason-required', 'Say why it is cancelled.', { pointer: '/reason' });
      return [{ type: 'ProcedureCancelled', ...about, reason: command.reason }];
    case 'ScheduleProcedure':
      if (open !== undefined) return reject('procedure-scheduled', `It is scheduled for ${open.on}: reschedule it.`, { details: { on: open.on } });
      return book(command, subject, patient, given, (booked) => ({ type: 'ProcedureScheduled', ...about, ...booked }));
    case 'RescheduleProcedure':
      if (open === undefined) return NOT_SCHEDULED;
      if (isSameBooking(open, command)) return reject('procedure-scheduled', 'It is scheduled exactly so: nothing has changed.', { details: { on: open.on } });
      return book(command, subject, patient, given, (booked) => ({ type: 'ProcedureRescheduled', ...about, ...booked }));
    default:
      return unreachable(command);
  }
}

const NOT_SCHEDULED = reject('procedure-not-scheduled', 'It is not scheduled, or it is done: schedule it first.');

type BookedDay = Pick<Extract<PatientEvent, { type: 'ProcedureScheduled' }>, 'on' | 'targets' | 'facilityId' | 'practitionerId' | 'accepted'>;

function book(command: Booked, subject: Subject, patient: PatientState, given: Given, eventOf: (booked: BookedDay) => PatientEvent): readonly PatientEvent[] | Rejection {
  const { on, facilityId, practitionerId } = command;
  const targets = targetsOf(command, subject);
  const placed = placeOf(command, subject, given);
  if (isRejection(placed)) return placed;
  const refused = refuseDay(on, given.asOf) ?? refuseApproval(subject, patient, targets, on) ?? refuseTargets(subject, targets);
  if (refused !== undefined) return refused;
  const because = [...new Set([...approvalSays(subject, patient, placed.setting, on), ...command.booking.because])];
  const open = because.filter((code) => !isAccepted(command, code));
  if (open.length > 0) {
    return reject('not-bookable', sentenceOf(open, command), { pointer: '/date', details: {
      because: open, firstAllowedDate: command.booking.firstAllowedOn, ...(command.booking.assumesRequestOn !== undefined && { assumesRequestOn: command.booking.assumesRequestOn }),
    } });
  }
  return [eventOf({ on, targets, ...(facilityId !== undefined && { facilityId }), ...(practitionerId !== undefined && { practitionerId }), ...(because.length > 0 && { accepted: because }) })];
}

/** What the command names; else what was approved; else what is planned. */
export function targetsOf({ targets }: Pick<Booked, 'targets'>, { episode, authorization }: Subject): readonly Target[] {
  return targets ?? (authorization === undefined ? episode.plan.targets : approvedTargets(authorization));
}

function approvedTargets(authorization: AuthorizationState): readonly Target[] {
  return lastDetermination(authorization)?.targets ?? authorization.targets;
}

/** Where it is done: the facility's own place of service, else the planned one. */
export function placeOf({ facilityId, practitionerId }: Pick<Booked, 'facilityId' | 'practitionerId'>, { episode: { plan } }: Subject, { directory = EMPTY_DIRECTORY }: Pick<Given, 'directory'>): { readonly setting?: string } | Rejection {
  const placed = placedPlan({ targets: [], ...(facilityId === undefined ? plan.setting !== undefined && { setting: plan.setting } : { facilityId }), ...(practitionerId !== undefined && { practitionerId }) }, directory);
  if (isRejection(placed)) return placed;
  return placed.setting === undefined ? {} : { setting: placed.setting };
}

function refuseDay(on: PlainDate, asOf: PlainDate): Rejection | undefined {
  if (on < asOf) return reject('date-of-service-past', 'That day has passed: name one to come.', { pointer: '/date', details: { asOf } });
  if (toDay(on) - toDay(asOf) <= DAYS_AHEAD_MAX) return undefined;
  return reject('date-of-service-far', `That day is more than ${DAYS_AHEAD_MAX} days ahead: schedule when it is nearer.`, { pointer: '/date', details: { asOf } });
}

function refuseApproval({ episode, step, authorization }: Subject, patient: PatientState, targets: readonly Target[], on: PlainDate): Rejection | undefined {
  if (authorization === undefined) {
    const out = liveAuthorizations(patient, episode).findLast((one) => one.step === step && isRequested(one));
    return out === undefined ? undefined : reject('authorization-exists', `The payer was asked for ${step}: schedule on that authorization.`, { details: { authorizationId: out.id, position: out.position } });
  }
  if (!isApproved(authorization)) return reject('not-approved', `The authorization is ${authorization.position}: schedule once it is approved.`, { details: { position: authorization.position } });
  // Of a program one request is for one date of service, whatever its units.
  const program = programOf(coverageOn(patient, on), step, authorization.asked?.setting, on);
  const isDone = typeof program === 'object' ? isUsed(patient, episode, authorization) : isSpent(patient, episode, authorization);
  if (!isDone && hasUnitsFor(patient, authorization, targets)) return undefined;
  const left = unitsLeft(patient, authorization);
  return reject('no-units-left', 'The approval is used up, or has fewer units left than this takes: request again.', { details: { ...(left !== undefined && { unitsLeft: left }) } });
}

/** Each further level takes one unit more, whether units are of codes or of the whole; sides are the payer's to count. */
function hasUnitsFor(patient: PatientState, authorization: AuthorizationState, targets: readonly Target[]): boolean {
  const left = unitsLeft(patient, authorization);
  const levels = new Set(targets.map(({ level }) => level)).size;
  return left?.total === undefined || left.total.left >= Math.max(1, levels);
}

function refuseTargets({ authorization }: Subject, targets: readonly Target[]): Rejection | undefined {
  if (authorization === undefined) return undefined;
  const approved = approvedTargets(authorization);
  const strange = targets.findIndex((target) => !approved.some((one) => isSameTarget(one, target)));
  if (strange >= 0) return reject('targets-not-approved', 'The payer did not approve that: schedule targets of the approval, or request again.', { pointer: `/targets/${strange}`, details: { approved } });
  return targets.length === 0 && approved.length > 0 ? reject('targets-missing', 'Name the targets that will be treated.', { pointer: '/targets' }) : undefined;
}

/** The approval's own place, payer and days: another approval of the step may hold where this one does not. */
function approvalSays({ step, authorization }: Subject, patient: PatientState, setting: string | undefined, on: PlainDate): readonly string[] {
  const decision = authorization === undefined ? undefined : lastDetermination(authorization);
  if (decision === undefined || decision.decision === 'not-required') return [];
  const coverage = coverageOn(patient, on);
  const spoken = programOf(coverage, step, setting, on);
  const other = isAskedOf(authorization, coverage, setting) ? [] : ['approval-for-other-payer-or-place'];
  switch (approvalOn(decision, typeof spoken === 'object' ? spoken : undefined, on)) {
    case 'not-yet': return [...other, 'approval-not-yet'];
    case 'lapsed': return [...other, 'approval-lapsed'];
    case 'contested': return [...other, 'approval-day-contested'];
    case 'valid': return other;
  }
}

/** Of this payer, for this place of service; an old request does not say. */
function isAskedOf(authorization: AuthorizationState | undefined, coverage: ReturnType<typeof coverageOn>, setting: string | undefined): boolean {
  const asked = authorization?.asked;
  return asked === undefined || (asked.payer === coverage?.payer && asked.line === coverage.line && asked.setting === setting);
}

/** A contested day on the word that it is meant; what people decide on the word that they have. */
function isAccepted({ acceptContestedDay, acceptReview, booking }: Booked, code: string): boolean {
  return code === CONTESTED ? acceptContestedDay === true : acceptReview === true && isForPeople(code, booking);
}

const CONTESTED = 'approval-day-contested';

/** What forbids the day, nobody's word lifts. */
function isForPeople(code: string, { forbids }: Booked['booking']): boolean {
  return !forbids.includes(code) && code !== 'approval-not-yet' && code !== 'approval-lapsed';
}

function sentenceOf(open: readonly string[], { booking }: Booked): string {
  const first = booking.firstAllowedOn === null ? 'no day can be foreseen' : `the first day that is allowed is ${booking.firstAllowedOn}`;
  const decided = open.filter((code) => code !== CONTESTED);
  if (decided.length === 0) return `Whether the approval holds that day the sources count differently: ${first}; or schedule it with acceptContestedDay.`;
  if (!decided.every((code) => isForPeople(code, booking))) return `It cannot be scheduled for that day: ${first}.`;
  return `People decide about that day first: ${first}; or schedule it with acceptReview${decided.length < open.length ? ' and acceptContestedDay' : ''}.`;
}

function isSameBooking(open: { readonly on: PlainDate; readonly facilityId?: string; readonly practitionerId?: string; readonly targets: readonly Target[] }, { on, facilityId, practitionerId, targets }: Booked): boolean {
  return open.on === on && open.facilityId === facilityId && open.practitionerId === practitionerId
    && (targets === undefined || (targets.length === open.targets.length && targets.every((target) => open.targets.some((one) => isSameTarget(one, target)))));
}
