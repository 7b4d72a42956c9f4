/** The yearly cycle of a facility's exemption from a program, from the practice's directory. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { Directory } from '../directory';
import { clockSource, EXEMPTION } from './read-clocks';
import type { Deadline, PracticeDeadline } from './deadline';
import { dated, sourceOf } from './of-request';

/** What is still to come of this year and the next, as far as the exemption lasts; the day on which it ends, whenever that is. */
export function exemptionDeadlines({ facilities }: Directory, asOf: PlainDate): readonly Deadline[] {
  const years = [Number(asOf.slice(0, 4)), Number(asOf.slice(0, 4)) + 1];
  return facilities.flatMap(({ id: facilityId, name, exemptions = [] }) => exemptions.flatMap(({ program, from, to, notice }): readonly Deadline[] => {
    const yearly = (kind: PracticeDeadline, day: string, what: string): readonly Deadline[] => years.map((year) => `${year}-${day}`)
      .filter((on) => program === EXEMPTION.program && on >= asOf && on >= from && (to === undefined || on <= to))
      .map((on) => ({ facilityId, ...dated(kind, on, `${name} is exempt (${notice}): ${what} ${on}.`, [{ from: on, fromWhat: 'day of the yearly cycle', rule: program, ...sourceOf(clockSource(EXEMPTION.source)) }]) }));
    return [
      ...yearly('exemption-sample', EXEMPTION.sampleFrom, 'a sample of its claims is asked for from'),
      ...yearly('exemption-opt-out', EXEMPTION.optOutBy, 'it may opt out for the coming year until'),
      ...(to === undefined ? [] : [{ facilityId, ...dated('exemption-ends', to, `${name} is exempt to ${to} (${notice}): after it requests are sent again.`, [{ from: to, fromWhat: 'last day of the exemption', rule: 'notice' }]) }]),
    ];
  })).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
