/** Which coverage pays first on a day. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { PatientCoverage } from './events';

/** Coverages in force on the date, the one that pays first first. */
export function coveragesOn({ coverages }: { readonly coverages: readonly PatientCoverage[] }, date: PlainDate): readonly PatientCoverage[] {
  return coverages.filter((coverage) => isInForce(coverage, date)).sort((a, b) => a.order - b.order);
}

/** The coverage of lowest order in force on the date (both ends included); undefined when none is. */
export function coverageOn({ coverages }: { readonly coverages: readonly PatientCoverage[] }, date: PlainDate): PatientCoverage | undefined {
  let first: PatientCoverage | undefined;
  for (const coverage of coverages) {
    if (isInForce(coverage, date) && (first === undefined || coverage.order < first.order)) first = coverage;
  }
  return first;
}

function isInForce({ from, to }: PatientCoverage, date: PlainDate): boolean {
  return (from === undefined || from <= date) && (to === undefined || date <= to);
}
