/**
 * One day that somebody must not miss, with its arithmetic. Pure. A deadline holds days only, so that a stored one says the same
 * whenever it is read; how near it is, is told from the day it is read on.
 */
import { TIME_UNITS, toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import type { ActorId, AuthorizationId, EpisodeId, RecordsRequestId } from '../kernel/ids';
import type { Source, Step } from '../criteria/types';
import { AUTHORIZATION_DEADLINES } from '../authorization';
import { REMINDERS } from './read-clocks';

/** Of the practice's directory, not of a patient. */
export const PRACTICE_DEADLINES = ['exemption-sample', 'exemption-opt-out', 'exemption-ends'] as const;
export type PracticeDeadline = (typeof PRACTICE_DEADLINES)[number];
export const PATIENT_DEADLINES = [...AUTHORIZATION_DEADLINES, 'records-chase'] as const;
export type PatientDeadline = (typeof PATIENT_DEADLINES)[number];
export type DeadlineKind = PatientDeadline | PracticeDeadline;

export const DEADLINE_STATES = ['due-later', 'due-soon', 'due-today', 'contested', 'overdue'] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];

/** A payer's clock counts by the day; what a policy asks may take weeks, months and years. */
export const PART_UNITS = [...TIME_UNITS, 'weeks', 'months', 'years'] as const;
export type PartUnit = (typeof PART_UNITS)[number];

/** One term of a sum: from which day, how many, by which rule. A day that was stated or planned has no count. */
export interface ArithmeticPart {
  readonly from: PlainDate;
  readonly fromWhat: string;
  readonly count?: number;
  readonly unit?: PartUnit;
  /** `practice-reminder`: no payer's rule. */
  readonly rule: string;
  readonly source?: Source;
}

export interface Arithmetic {
  readonly sentence: string;
  readonly parts: readonly ArithmeticPart[];
}

export interface Deadline {
  readonly kind: DeadlineKind;
  readonly on: PlainDate;
  /** The sources do not agree about the days after `on` up to this one. */
  readonly until?: PlainDate;
  readonly arithmetic: Arithmetic;
  /** A letter's own day stands in place of the arithmetic, and here is the letter. */
  readonly overriddenBy?: { readonly documentId: string; readonly date: PlainDate; readonly by: ActorId };
  readonly authorizationId?: AuthorizationId;
  readonly episodeId?: EpisodeId;
  readonly recordsRequestId?: RecordsRequestId;
  readonly facilityId?: string;
  readonly payer?: string;
  readonly step?: Step;
}

/** Days on which it is to be said again that the day comes near, the first one first. */
export function warnDays({ kind, on }: Pick<Deadline, 'kind' | 'on'>): readonly PlainDate[] {
  const days = REMINDERS.warnDaysBefore[kind] ?? REMINDERS.warnDaysBefore['otherwise'] ?? [];
  return [...days].sort((a, b) => b - a).map((before) => toPlainDate(toDay(on) - before));
}

export function deadlineState(deadline: Pick<Deadline, 'kind' | 'on' | 'until'>, asOf: PlainDate): DeadlineState {
  const { kind, on, until } = deadline;
  // A lapse is on record: a clock that went back does not undo it.
  if (kind === 'expired') return 'overdue';
  if (asOf === on) return 'due-today';
  if (asOf > on) return until !== undefined && asOf <= until ? 'contested' : 'overdue';
  return asOf >= (warnDays(deadline)[0] ?? on) ? 'due-soon' : 'due-later';
}
