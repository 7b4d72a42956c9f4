/** What is counted of one authorization. Data only. */
import type { PlainDate } from '../kernel/calendar';
import type { Step } from '../criteria/types';
import type { AuthorizationState } from '../authorization';
import type { PatientEvent, PatientState } from '../patient';

/** Both days included. */
export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** Whom the authorization was asked of, and for which step. */
export interface CaseOf {
  readonly payer: string;
  readonly line?: string;
  readonly step: Step;
}

/** One patient: as folded, and the events whose day of recording is counted from. */
export interface PatientHistory {
  readonly patient: Pick<PatientState, 'chart' | 'authorizations' | 'episodes' | 'coverages'>;
  readonly recorded: readonly Recorded[];
}

export interface Recorded {
  readonly event: PatientEvent;
  /** The practice's day on which it was recorded. */
  readonly on: PlainDate;
}

/** As count-denials names it where no coverage stood when it was asked. */
export function caseOf({ asked, step }: AuthorizationState): CaseOf {
  const { payer = 'unknown', line } = asked ?? {};
  return { payer, ...(line !== undefined && { line }), step };
}

export function isWithin({ from, to }: Period, day: PlainDate): boolean {
  return from <= day && day <= to;
}
