/**
 * How long a payer takes to decide and how long its approval holds: dated, cited data and plain arithmetic. Pure.
 * Says what is known, not whether a request is required: a program that is not here is not known here.
 */
import type { Region } from '../kernel/anatomy';
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import type { Coverage, Source, Step } from '../criteria/types';
import medicareOpd from './medicare-opd.json';

/** The codes that a request for one session names: of the first level, and of every further one where it has its own. */
export interface ServiceCodes {
  readonly first: string;
  readonly further?: string;
}

/** One service that the program speaks of, with the steps that are this service. */
export interface Service {
  readonly steps: readonly string[];
  /** First date of service. */
  readonly from: PlainDate;
  readonly codes: { readonly [R in Region]?: ServiceCodes };
  /** One request for both where both are done in its settings. */
  readonly servedByApprovalOf?: string;
  readonly source: string;
}

export interface Program {
  readonly id: string;
  readonly title: string;
  readonly covers: { readonly payer: string; readonly line: string };
  /** Places of service that it speaks of, and those that it is known not to speak of; of any other it cannot be told. */
  readonly places: { readonly within: readonly string[]; readonly outside: readonly string[]; readonly source: string };
  readonly services: readonly Service[];
  /** From which day on the payer has so many days from the request. */
  readonly decision: readonly { readonly from: PlainDate; readonly calendarDays: number; readonly source: string }[];
  /** The day of the decision counts as the first; of `contestedDays` more the sources do not agree (docs/reading-policies.md, C5). */
  readonly validity: { readonly days: number; readonly contestedDays: number; readonly source: string };
  readonly sources: Readonly<Record<string, Source>>;
}

export const PROGRAMS: readonly Program[] = [medicareOpd];

/** What the program says of a step on a day, wherever it is done. */
export function serviceOf({ services }: Program, step: Step, dateOfService: PlainDate): Service | undefined {
  return services.find(({ steps, from }) => steps.includes(step) && from <= dateOfService);
}

/**
 * The program that speaks of a step at a place of service on a day; undefined where none is known. `place-outside`: one speaks of the
 * step, and not at this place; `place-open`: whether it does cannot be told, because none is stated or its sources do not name it.
 */
export function programOf(coverage: Coverage | undefined, step: Step, setting: string | undefined, dateOfService: PlainDate): Program | 'place-outside' | 'place-open' | undefined {
  const program = coverage && PROGRAMS.find((one) => one.covers.payer === coverage.payer && one.covers.line === coverage.line && serviceOf(one, step, dateOfService) !== undefined);
  if (program === undefined || program.places.within.includes(setting ?? '')) return program;
  return program.places.outside.includes(setting ?? '') ? 'place-outside' : 'place-open';
}

/** The day by which the payer must have decided on a request of that day. */
export function decidedBy({ decision }: Program, requestedOn: PlainDate): PlainDate | undefined {
  const days = decision.findLast(({ from }) => from <= requestedOn)?.calendarDays;
  return days === undefined ? undefined : toPlainDate(toDay(requestedOn) + days);
}

/** The last day for which a request must be sent so that the payer has decided by the day of service. */
export function requestBy({ decision }: Program, dateOfService: PlainDate): PlainDate | undefined {
  for (const { from, calendarDays } of [...decision].reverse()) {
    const day = toPlainDate(toDay(dateOfService) - calendarDays);
    if (from <= day) return day;
  }
  return undefined;
}

export interface Approval {
  readonly decidedOn: PlainDate;
  /** The payer's own dates; a last day of its own overrides the program's arithmetic. */
  readonly validFrom?: PlainDate | undefined;
  readonly validTo?: PlainDate | undefined;
}

/** Does an approval hold on a day: `contested` where the sources count differently. Without a program and a last day of its own it has no end. */
export function approvalOn({ decidedOn, validFrom, validTo }: Approval, program: Program | undefined, date: PlainDate): 'valid' | 'contested' | 'not-yet' | 'lapsed' {
  if (date < (validFrom ?? decidedOn)) return 'not-yet';
  if (validTo !== undefined) return date <= validTo ? 'valid' : 'lapsed';
  if (program === undefined) return 'valid';
  const { days, contestedDays } = program.validity;
  const day = toDay(date) - toDay(decidedOn) + 1;
  return day <= days ? 'valid' : day <= days + contestedDays ? 'contested' : 'lapsed';
}

/** The last day that every reading counts. */
export function lastValidDay({ decidedOn, validTo }: Approval, program: Program | undefined): PlainDate | undefined {
  if (validTo !== undefined || program === undefined) return validTo;
  return toPlainDate(toDay(decidedOn) + program.validity.days - 1);
}
