/**
 * May this step be booked for that day? `yes` only where the documentation meets the policy and an approval, where one is known to be
 * needed, holds on the day. Pure; nothing is recorded. Asked of the record as it is, a day ahead included.
 */
import type { Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import { isAssessed, type NotAssessed } from '../criteria/recorded';
import type { Assessment, Policy, Result, Step } from '../criteria/types';
import { programOf, requestBy, type Program } from '../programs/payer-days';
import { assessStep, coverageOn, earliestDate, roomOf, type EpisodeState, type PatientState } from '../patient';
import { firstEligible, stretches } from './earliest';
import { hasApproval, payerReasons, whenDecided, type PayerReason } from './payer';

export interface Booking {
  readonly step: Step;
  readonly date: PlainDate;
  /** Left out: as the episode plans. */
  readonly targets?: readonly Target[] | undefined;
  readonly setting?: string | undefined;
}

export interface BookingGiven {
  /** The practice's today. */
  readonly asOf: PlainDate;
  readonly policies: readonly Policy[];
}

/** Why not, or why people decide. `documentation-...`: the findings say it; the others are the payer's or the calendar's. */
export type BookingReason =
  | { readonly code: 'date-past' | 'session-done-that-day' }
  | { readonly code: 'not-assessed'; readonly error: string }
  | { readonly code: 'documentation-does-not-meet' | 'documentation-cannot-tell' | 'documentation-review'; readonly result: Result }
  | PayerReason
  | { readonly code: 'other-session-that-day'; readonly episodeId: string };

export interface BookingAnswer {
  readonly step: Step;
  readonly date: PlainDate;
  readonly answer: 'yes' | 'no' | 'review';
  readonly why: readonly BookingReason[];
  /** The first day from today on that would be answered `yes`, or that only waits for the payer; null where facts must be documented first. */
  readonly firstAllowedOn: PlainDate | null;
  /** Where the payer decides before the service and no approval is on record: the last day for the request. */
  readonly payer?: { readonly program: string; readonly requestBy: PlainDate };
  readonly assessment: Assessment | NotAssessed;
}

const NO: readonly BookingReason['code'][] = ['date-past', 'session-done-that-day', 'not-assessed', 'documentation-does-not-meet', 'documentation-cannot-tell', 'targets-not-covered-by-approval', 'payer-denied', 'approval-not-yet', 'approval-lapsed'];

export function mayIBook(patient: PatientState, planned: EpisodeState, { step, date, targets, setting }: Booking, { asOf, policies }: BookingGiven): BookingAnswer {
  const episode = asAsked(planned, targets, setting);
  const visibleOn = date < asOf ? date : asOf;
  const assessment = assessStep(patient, episode, step, date, visibleOn, policies);
  const program = programOf(coverageOn(patient, date), step, episode.plan.setting, date);
  const why: BookingReason[] = [];
  const from = earliestDate(patient, episode, asOf);
  if (date < from) why.push({ code: date < asOf ? 'date-past' : 'session-done-that-day' });
  if (!isAssessed(assessment)) why.push({ code: 'not-assessed', error: assessment.error });
  else if (assessment.result === 'cannot-tell') why.push({ code: 'documentation-cannot-tell', result: assessment.result });
  else if (assessment.result === 'review') why.push({ code: 'documentation-review', result: assessment.result });
  else if (assessment.result !== 'eligible') why.push({ code: 'documentation-does-not-meet', result: assessment.result });
  why.push(...payerReasons(patient, episode, step, date, asOf, program));
  const other = otherSession(patient, episode, step, date);
  if (other !== undefined) why.push({ code: 'other-session-that-day', episodeId: other });
  const answer = why.some(({ code }) => NO.includes(code)) ? 'no' : why.length > 0 ? 'review' : 'yes';
  return { step, date, answer, why, firstAllowedOn: answer === 'yes' ? date : firstAllowed(patient, episode, step, from, policies), assessment,
    ...payerOf(patient, episode, step, date, program) };
}

function payerOf(patient: PatientState, episode: EpisodeState, step: Step, date: PlainDate, program: Program | undefined): Pick<BookingAnswer, 'payer'> {
  if (program === undefined || hasApproval(patient, episode, step, program)) return {};
  const by = requestBy(program, date);
  return by === undefined ? {} : { payer: { program: program.id, requestBy: by } };
}

function asAsked(episode: EpisodeState, targets: readonly Target[] | undefined, setting: string | undefined): EpisodeState {
  if (targets === undefined && setting === undefined) return episode;
  return { ...episode, plan: { ...episode.plan, ...(targets !== undefined && { targets }), ...(setting !== undefined && { setting }) } };
}

/** Two procedures on one day are one request's date of service twice: people decide. */
function otherSession(patient: PatientState, episode: EpisodeState, step: Step, date: PlainDate): string | undefined {
  if (roomOf(episode.pathway).procedureOf[step] === undefined) return undefined;
  return patient.episodes.find(({ id, closed, plan }) => id !== episode.id && closed === undefined && plan.plannedOn === date)?.id;
}

/** The documentation meets the policy, and the payer's approval holds or can be had by then. */
function firstAllowed(patient: PatientState, episode: EpisodeState, step: Step, from: PlainDate, policies: readonly Policy[]): PlainDate | null {
  const all = stretches(patient, episode, { step, from, policies });
  const documented = firstEligible(all);
  if (documented === null) return null;
  const program = programOf(coverageOn(patient, documented), step, episode.plan.setting, documented);
  const [reason] = payerReasons(patient, episode, step, documented, from, program);
  if (reason === undefined) return documented;
  const by = whenDecided(reason, program, from);
  return by === undefined ? null : firstEligible(all, by);
}
