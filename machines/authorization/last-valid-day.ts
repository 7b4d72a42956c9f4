/**
 * The last day of an approval: the payer's own, or that of the program which was asked. Pure. Where neither says one there is none, and
 * nothing makes such an approval end but people.
 */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { lastValidDay, programOf, type Program } from '../programs/payer-days';
import type { Coverage, Step } from '../criteria/types';
import { decisionThatCounts, type Decision } from './determination';

export interface LastValidDay {
  /** Every reading of the sources counts it. */
  readonly on: PlainDate;
  /** The last day that any reading counts; `on` where they agree. */
  readonly until: PlainDate;
  /** Left out: the payer stated the day itself. */
  readonly program?: Program;
  readonly decidedOn: PlainDate;
}

interface Approval {
  readonly step: Step;
  readonly dateOfService?: PlainDate;
  readonly asked?: Coverage & { readonly setting?: string };
  readonly position?: string;
  readonly determinations: readonly { readonly decision?: Decision; readonly decidedOn: PlainDate; readonly validTo?: PlainDate }[];
}

/** The program that was asked; undefined where none on file speaks of the step there. */
export function askedProgram({ asked, step, dateOfService }: Omit<Approval, 'determinations'>): Program | undefined {
  if (asked === undefined || dateOfService === undefined) return undefined;
  const program = programOf(asked, step, asked.setting, dateOfService);
  return typeof program === 'string' ? undefined : program;
}

export function lastValidDayOf(approval: Approval): LastValidDay | undefined {
  const last = decisionThatCounts(approval);
  if (last === undefined) return undefined;
  const { decidedOn, validTo } = last;
  if (validTo !== undefined) return { on: validTo, until: validTo, decidedOn };
  const program = askedProgram(approval);
  const on = lastValidDay({ decidedOn }, program);
  if (program === undefined || on === undefined) return undefined;
  return { on, until: toPlainDate(toDay(on) + program.validity.contestedDays), program, decidedOn };
}
