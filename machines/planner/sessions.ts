/** The patient's sessions of a day, whichever episode they belong to. Pure. */
import { toDay, type PlainDate } from '../kernel/calendar';
import type { ChartFact } from '../evidence/chart';
import type { FactType } from '../evidence/fact';
import type { PatientState } from '../patient';

/** Procedures that take a date of service. */
const PROCEDURES: readonly FactType[] = ['block', 'ablation', 'epidural', 'scs-trial', 'implant', 'revision'];

/** One is on record for that day. */
export function hasSessionOn({ chart }: PatientState, date: PlainDate): boolean {
  const day = toDay(date);
  return PROCEDURES.some((type) => ((chart[type] ?? []) as readonly ChartFact[]).some((fact) => fact.day === day));
}
