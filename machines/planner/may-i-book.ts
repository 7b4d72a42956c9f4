/**
 * May this step be booked for that day? `yes` only where the documentation meets the policy and an approval, where one is known to be
 * needed, holds on the day. Pure; nothing is recorded. Asked of the record as it is, a day ahead included.
 */
import type { Target } from '../kernel/anatomy';
import { toDay, type PlainDate } from '../kernel/calendar';
import { isAssessed, type NotAssessed } from '../criteria/recorded';
import type { Assessment, Policy, Result, Step } from '../criteria/types';
import { assessStep, DAYS_AHEAD_MAX, earliestDate, isOnMap, meaningOf, openSchedules, roomOf, standingOf, type EpisodeState, type PatientState } from '../patient';
import { firstDay, isMet, stretches, type Found } from './earliest';
import { clearedByPayer, PAYER_FORBIDS, payerOn, type ClearedDay, type PayerReason } from './payer';
import { hasSessionOn } from './sessions';

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
  | { readonly code: 'date-past' | 'date-far' | 'session-done-that-day' }
  /** Not one from where the episode stands; or one that nothing proposes there: possible (another block beside two good ones), or on no map (a therapeutic block). */
  | { readonly code: 'step-not-next' | 'step-not-proposed'; readonly position: string; readonly possible: readonly Step[] }
  | { readonly code: 'not-assessed'; readonly error: string }
  | { readonly code: 'documentation-does-not-meet' | 'documentation-cannot-tell' | 'documentation-review'; readonly result: Result }
  | PayerReason
  /** Without an episode: a session is on record that day. */
  | { readonly code: 'other-session-that-day'; readonly episodeId?: string };

export interface BookingAnswer {
  readonly step: Step;
  readonly date: PlainDate;
  readonly answer: 'yes' | 'no' | 'review';
  readonly why: readonly BookingReason[];
  /** The first day from today on, free of the patient's other sessions, for which the documentation and the payer allow it; null where none can be foreseen. */
  readonly firstAllowedOn: PlainDate | null;
  /** `firstAllowedOn` holds if a request is sent on this day and approved. */
  readonly assumesRequestOn?: PlainDate;
  /** Where the payer decides before the service and neither an approval nor a request serves: the last day for a request. */
  readonly payer?: { readonly program: string; readonly requestBy: PlainDate };
  readonly assessment: Assessment | NotAssessed;
}

/** These forbid a day; the others are for people to decide. */
export const BOOKING_FORBIDS: readonly BookingReason['code'][] = [
  'date-past', 'session-done-that-day', 'step-not-next', 'not-assessed', 'documentation-does-not-meet', 'documentation-cannot-tell', ...PAYER_FORBIDS,
];

export function mayIBook(patient: PatientState, planned: EpisodeState, { step, date, targets, setting }: Booking, { asOf, policies }: BookingGiven): BookingAnswer {
  const episode = asAsked(planned, targets, setting);
  const assessment = assessStep(patient, episode, step, date, date < asOf ? date : asOf, policies);
  const from = earliestDate(patient, episode, asOf);
  const payer = payerOn(patient, episode, step, date, { asOf, requestOn: asOf });
  const sessions = otherSessions(patient, planned, step, asOf);
  const notNext = standsAgainst(patient, planned, step, { asOf, policies });
  const why: readonly BookingReason[] = [
    ...dayReasons(date, asOf, from), ...(notNext === undefined ? [] : [notNext]), ...documentationReasons(assessment), ...payer.reasons,
    ...(date < from ? [] : sessionReasons(sessions, date)),
  ];
  const answer = why.some(({ code }) => BOOKING_FORBIDS.includes(code)) ? 'no' : why.length > 0 ? 'review' : 'yes';
  const first = notNext?.code !== 'step-not-next' ? firstAllowed(patient, episode, step, { asOf, policies }, new Set(sessions.map(({ on }) => on))) : undefined;
  return {
    step, date, answer, why, firstAllowedOn: first?.day.on ?? null, assessment,
    ...(first?.isAfterRequest === true && { assumesRequestOn: asOf }), ...(payer.request !== undefined && { payer: payer.request }),
  };
}

function dayReasons(date: PlainDate, asOf: PlainDate, from: PlainDate): readonly BookingReason[] {
  if (date < from) return [{ code: date < asOf ? 'date-past' : 'session-done-that-day' }];
  return toDay(date) - toDay(asOf) > DAYS_AHEAD_MAX ? [{ code: 'date-far' }] : [];
}

function sessionReasons(sessions: readonly OtherSession[], date: PlainDate): readonly BookingReason[] {
  const other = sessions.find(({ on }) => on === date);
  return other === undefined ? [] : [{ code: 'other-session-that-day', ...(other.episodeId !== undefined && { episodeId: other.episodeId }) }];
}

/** The policy may be met by a record whose episode stands elsewhere: a step that drafting refuses is refused here too. */
function standsAgainst(patient: PatientState, episode: EpisodeState, step: Step, given: BookingGiven): BookingReason | undefined {
  const { pathway } = episode;
  // Where an episode stands is its own: the others need not be asked.
  const position = standingOf({ ...patient, episodes: [episode] }, given)[0]?.position ?? '';
  const { ahead, possible } = meaningOf(pathway, position);
  if (ahead.includes(step)) return undefined;
  return { code: possible.includes(step) || !isOnMap(pathway, step) ? 'step-not-proposed' : 'step-not-next', position, possible: [...ahead, ...possible] };
}

function documentationReasons(assessment: Assessment | NotAssessed): readonly BookingReason[] {
  if (!isAssessed(assessment)) return [{ code: 'not-assessed', error: assessment.error }];
  const { result } = assessment;
  switch (result) {
    case 'eligible': return [];
    case 'cannot-tell': return [{ code: 'documentation-cannot-tell', result }];
    case 'review': return [{ code: 'documentation-review', result }];
    default: return [{ code: 'documentation-does-not-meet', result }];
  }
}

function asAsked(episode: EpisodeState, targets: readonly Target[] | undefined, setting: string | undefined): EpisodeState {
  if (targets === undefined && setting === undefined) return episode;
  return { ...episode, plan: { ...episode.plan, ...(targets !== undefined && { targets }), ...(setting !== undefined && { setting }) } };
}

interface OtherSession {
  readonly on: PlainDate;
  /** Of a planned one. */
  readonly episodeId?: string;
}

/** Two procedures on one day are one request's date of service twice: people decide. */
function otherSessions(patient: PatientState, { id: own, pathway }: EpisodeState, step: Step, asOf: PlainDate): readonly OtherSession[] {
  if (roomOf(pathway).procedureOf[step] === undefined) return [];
  const planned = patient.episodes.filter(({ id, closed }) => id !== own && closed === undefined).flatMap((episode) =>
    daysOf(patient, episode).map((on) => ({ on, episodeId: episode.id })));
  return hasSessionOn(patient, asOf) ? [...planned, { on: asOf }] : planned;
}

/** Scheduled days, and the planned one where nothing is scheduled. */
function daysOf(patient: PatientState, episode: EpisodeState): readonly PlainDate[] {
  const scheduled = openSchedules(patient, episode).map(({ on }) => on);
  return scheduled.length > 0 || episode.plan.plannedOn === undefined ? scheduled : [episode.plan.plannedOn];
}

/** The documentation meets the policy, and the payer's approval holds or can be had by then. */
function firstAllowed(patient: PatientState, episode: EpisodeState, step: Step, { asOf, policies }: BookingGiven, taken: ReadonlySet<PlainDate>): ClearedDay<Found> | undefined {
  const from = earliestDate(patient, episode, asOf);
  const all = stretches(patient, episode, { step, from, policies });
  const cleared = clearedByPayer((notBefore) => firstDay(all, isMet, notBefore, taken), from, (on) => payerOn(patient, episode, step, on, { asOf, requestOn: asOf }));
  return cleared?.isOpen === true ? undefined : cleared;
}
