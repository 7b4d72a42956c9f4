/** Kinds about the trial of a stimulator. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf, hoursBetween } from './dates';
import { askedRegions } from './places';
import { every, of, some, type Desk, type Verdict } from './record';
import { percent, reliefVerdict } from './relief';

type Trial = FactOf<'scs-trial'>;
interface ReliefAsked { painPercentMin?: number; analgesicRoute: boolean; analgesicPercentMin?: number; reviewBelowForIndications: string[] }

export function trialsOf(desk: Desk): readonly Trial[] {
  const regions = askedRegions(desk);
  return of(desk, 'scs-trial').filter(({ region, occurredOn }) => (regions.length === 0 || regions.includes(region)) && dayOf(occurredOn) <= desk.service);
}

export function trialRelief(desk: Desk, asked: ReliefAsked): Verdict {
  const trial = trialsOf(desk).at(-1);
  return trial === undefined ? 'unmet' : reliefOf(desk, asked, trial);
}

function reliefOf(desk: Desk, asked: ReliefAsked, trial: Trial): Verdict {
  const routes = [reliefVerdict(percent(trial.relief?.baseline, endOf(trial)), trial.relief?.statedPercent, asked.painPercentMin)];
  if (asked.analgesicRoute) routes.push(reliefVerdict(percent(trial.analgesic?.baseline, trial.analgesic?.end), undefined, asked.analgesicPercentMin));
  const verdict = some(routes);
  const mayShowLess = of(desk, 'indication').some(({ code }) => asked.reviewBelowForIndications.includes(code));
  return verdict === 'unmet' && mayShowLess ? 'review' : verdict;
}

/** `end`, or derived from the days: the score of the last day that has one. */
function endOf(trial: Trial): number | undefined {
  if (trial.relief?.end !== undefined) return trial.relief.end;
  return [...(trial.days ?? [])].filter(({ score }) => score !== undefined).sort((a, b) => dayOf(a.on) - dayOf(b.on)).at(-1)?.score;
}

/** "some functional improvement": less is better on a disability scale, more in a measure. */
export function trialFunction(desk: Desk): Verdict {
  const trial = trialsOf(desk).at(-1);
  if (trial === undefined) return 'unmet';
  const measure = trial.function;
  const end = measure?.end ?? measure?.value;
  if (measure === undefined || end === undefined) return 'unknown';
  return (measure.instrument !== undefined ? end < measure.baseline : end > measure.baseline) ? 'met' : 'unmet';
}

/** Hours are elapsed time; days are elapsed 24-hour periods. */
export function trialDuration(desk: Desk, asked: { hoursOver?: number; daysMin?: number; daysMax?: number }): Verdict {
  const trial = trialsOf(desk).at(-1);
  if (trial === undefined) return 'unmet';
  if (trial.endedAt === undefined) return 'unknown';
  const hours = hoursBetween(trial.startedAt, trial.endedAt);
  const days = Math.floor(hours / 24);
  const fits = (asked.hoursOver === undefined || hours > asked.hoursOver) && (asked.daysMin === undefined || days >= asked.daysMin) && (asked.daysMax === undefined || days <= asked.daysMax);
  return fits ? 'met' : 'unmet';
}

/** At most so many of the region in a lifetime, and none after a failed one without extenuating circumstances, which are for people. */
export function trialLimit(desk: Desk, asked: { trialsMax: number }, relief: ReliefAsked | undefined): Verdict {
  const trials = trialsOf(desk);
  const failed = trials.some((trial) => relief !== undefined && reliefOf(desk, relief, trial) === 'unmet');
  if (trials.length + 1 <= asked.trialsMax && !failed) return 'met';
  const excepted = [desk.question.exception, ...trials.map(({ exception }) => exception)].some((exception) => exception?.kind === 'trial-limit');
  return excepted ? 'review' : 'unmet';
}

/** Of the recorded trials, at the implant: a cap, met where the record holds none. */
export function leadLimit(desk: Desk, asked: { leadsMax: number; contactsMax: number }): Verdict {
  const within = (value: number | undefined, most: number): Verdict => (value === undefined ? 'unknown' : value <= most ? 'met' : 'unmet');
  return every(trialsOf(desk).flatMap(({ leads, contacts }) => [within(leads, asked.leadsMax), within(contacts, asked.contactsMax)]));
}
