/** Kinds of epidurals: why, on what study, at which levels, with contrast, how soon after the last one, and what that one gave. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf, plusMonths } from './dates';
import { askedRegions, COLUMN, regionOfTarget, touches } from './places';
import { every, of, ofLastDay, some, type Desk, type Joint, type Verdict } from './record';
import { against, percent, presence } from './relief';
import { functionGain } from './stimulation';

type Epidural = FactOf<'epidural'>;
const WEEK = 7 * 1440;

/** Those of stimulation are none for an epidural. */
const INDICATIONS: readonly string[] = ['radiculopathy', 'neurogenic-claudication', 'post-laminectomy-syndrome', 'acute-herpes-zoster'];

export function epiduralIndication(desk: Desk, { codes }: { codes?: string[] }): Verdict {
  const recorded = of(desk, 'indication').filter(({ code }) => INDICATIONS.includes(code));
  return recorded.length === 0 ? 'unknown' : some(recorded.map(({ code }) => (codes?.includes(code) ?? true ? 'met' : 'unmet')));
}

/** The latest study whose reader says whether it agrees; two of one day: the worse. */
export function concordantImaging(desk: Desk, { modalities, withinMonths }: { modalities?: string[]; withinMonths?: number }, target: Joint | undefined): Verdict {
  const studies = of(desk, 'imaging').filter(({ region, modality }) => region === regionOfTarget(desk, target) && (modalities?.includes(modality) ?? true));
  const latest = ofLastDay(studies, ({ concordant }) => concordant !== undefined);
  if (latest.length === 0) return 'unknown';
  if (withinMonths !== undefined && dayOf(latest[0]!.occurredOn) < plusMonths(desk.service, -withinMonths)) return 'unknown';
  return latest.every(({ concordant }) => concordant) ? 'met' : 'unmet';
}

export function epiduralLevels(desk: Desk, asked: { transforaminalMax: number; otherMax: number; contiguous?: boolean }): Verdict {
  const { approach, targets } = desk.question;
  const rows = [...new Set(targets.map(({ level }) => COLUMN.indexOf(level)))].sort((a, b) => a - b);
  if (approach === undefined) return 'unknown';
  if (approach !== 'transforaminal') return rows.length > asked.otherMax ? 'unmet' : 'met';
  if (rows.length === 0) return 'unknown';
  const hasGap = rows.some((row, at) => at > 0 && row - rows[at - 1]! !== 1);
  return rows.length > asked.transforaminalMax || (asked.contiguous && hasGap) ? 'unmet' : 'met';
}

export function epiduralContrast({ question: { contrast, exception } }: Desk): Verdict {
  if (contrast === undefined) return 'unknown';
  return contrast ? 'met' : exception?.kind === 'epidural-contrast' ? 'review' : 'unmet';
}

/** By its region, else its levels; one that records neither may have been of this region and counts. */
export function isOfRegion(desk: Desk, { region, targets = [] }: Epidural, asked: string): boolean {
  if (region !== undefined) return region === asked;
  return targets.length === 0 || touches(desk, targets, asked);
}

/** Before the service: one of that day is the requested one. */
function earlier(desk: Desk): readonly Epidural[] {
  return of(desk, 'epidural').filter((one) => dayOf(one.occurredOn) < desk.service && askedRegions(desk).some((region) => isOfRegion(desk, one, region)));
}

/** A source that does not say of which region leaves the others to people. */
export function epiduralSpacing(desk: Desk, { daysMin, regionNotStated }: { daysMin: number; regionNotStated?: boolean }): Verdict {
  const isFar = ({ occurredOn }: Epidural): boolean => desk.service - dayOf(occurredOn) >= daysMin;
  if (!earlier(desk).every(isFar)) return 'unmet';
  const elsewhere = of(desk, 'epidural').filter((one) => dayOf(one.occurredOn) <= desk.service && !askedRegions(desk).some((region) => isOfRegion(desk, one, region)));
  return regionNotStated && !elsewhere.every(isFar) ? 'review' : 'met';
}

interface RepeatAsked { reliefPercentMin?: number; weeksMin?: number; sustainedHoursMin?: number; functionPercentMin?: number; gainToo?: boolean }

/** A first one repeats nothing. */
export function epiduralRepeat(desk: Desk, asked: RepeatAsked): Verdict | undefined {
  const last = ofLastDay(earlier(desk), () => true);
  return last.length === 0 ? undefined : every(last.map((one) => outcome(one, asked)));
}

function outcome({ relief, function: measure, analgesic }: Epidural, asked: RepeatAsked): Verdict {
  const better = functionGain(measure);
  const byFunction: Verdict = asked.functionPercentMin === undefined ? 'unmet' : better === undefined ? 'unknown' : better >= asked.functionPercentMin ? 'met' : 'unmet';
  const enough = some([reliefOf(relief, asked), byFunction]);
  return asked.gainToo ? every([enough, some([presence([better]), presence([percent(analgesic?.baseline, analgesic?.end)])])]) : enough;
}

function reliefOf(relief: Epidural['relief'], { reliefPercentMin: least, weeksMin, sustainedHoursMin }: RepeatAsked): Verdict {
  const seen = [...relief?.observations ?? []].sort((a, b) => a.minutes - b.minutes).map(({ minutes, score }) => ({ minutes, relief: percent(relief?.baseline, score) }))
    .filter((one): one is { minutes: number; relief: number } => one.relief !== undefined);
  // Lasting relief, without a figure in the source: what is followed for less is neither shown nor disproved.
  const lasting = (least: number): Verdict => sustainedHoursMin === undefined || held(relief?.durationHours, seen, least, sustainedHoursMin * 60) === 'met' ? 'met' : 'review';
  if (least === undefined) return every([presence([seen.at(-1)?.relief, relief?.statedPercent]), lasting(Number.MIN_VALUE)]);
  const verdict = against(seen.at(-1)?.relief, relief?.statedPercent, least);
  if (weeksMin === undefined || verdict === 'unmet') return every([verdict, lasting(least)]);
  return every([verdict, held(relief?.durationHours, seen, least, weeksMin * WEEK)]);
}

/** The recorded duration, else the last score with none below before it. */
function held(hours: number | undefined, seen: readonly { minutes: number; relief: number }[], least: number, minutes: number): Verdict {
  if (hours !== undefined) return hours * 60 >= minutes ? 'met' : 'unmet';
  if (seen.length === 0) return 'unknown';
  const firstBelow = seen.findIndex((one) => one.relief < least);
  const last = (firstBelow < 0 ? seen : seen.slice(0, firstBelow)).at(-1);
  return last !== undefined && last.minutes >= minutes ? 'met' : 'unmet';
}
