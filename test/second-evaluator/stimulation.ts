/** Kinds about the trial of a stimulator. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf, hoursBetween } from './dates';
import { every, of, some, type Desk, type Verdict } from './record';
import { against, percent, presence } from './relief';

type Trial = FactOf<'scs-trial'>;
export interface TrialReliefAsked { painPercentMin?: number; analgesicRoute: boolean; analgesicPercentMin?: number; reviewBelowForIndications: string[] }

/** Of the asked region, begun before the service. */
function trials(desk: Desk): readonly Trial[] {
  const { region } = desk.question;
  return of(desk, 'scs-trial').filter((trial) => (region === undefined || trial.region === region) && dayOf(trial.occurredOn) < desk.service);
}

const dateIn = (instant: string): number => dayOf(instant.slice(0, 10));
const asOf = ({ question }: Desk): number => dayOf(question.asOf ?? question.dateOfService);

/** Undefined: nothing says that it ended. */
function isOver(desk: Desk, { endedAt, relief, analgesic, function: measure }: Trial): boolean | undefined {
  if (endedAt !== undefined) return dateIn(endedAt) <= Math.min(desk.service, asOf(desk));
  return relief?.end !== undefined || analgesic !== undefined || measure?.end !== undefined || undefined;
}

/** "With no trial on record every criterion that reads the trial's outcome is unmet", and so with one that has not ended. */
function ofLatest(desk: Desk, judge: (trial: Trial) => Verdict): Verdict {
  const trial = trials(desk).at(-1);
  if (trial === undefined || isOver(desk, trial) === false) return 'unmet';
  return isOver(desk, trial) === undefined ? 'unknown' : judge(trial);
}

export function trialRelief(desk: Desk, asked: TrialReliefAsked): Verdict {
  return ofLatest(desk, (trial) => reliefOf(desk, asked, trial));
}

function reliefOf(desk: Desk, asked: TrialReliefAsked, trial: Trial): Verdict {
  const pain = painOf(desk, asked.painPercentMin, trial);
  const routes = [pain];
  const less = percent(trial.analgesic?.baseline, trial.analgesic?.end);
  if (asked.analgesicRoute) routes.push(asked.analgesicPercentMin === undefined ? presence([less]) : against(less, undefined, asked.analgesicPercentMin));
  const verdict = some(routes);
  const indications = of(desk, 'indication').map(({ code }) => code as string);
  return verdict !== 'met' && pain !== 'unknown' && indications.some((code) => asked.reviewBelowForIndications.includes(code)) ? 'review' : verdict;
}

/** The recorded end, else the last day of the diary; two scores of that day on both sides of the figure are for people. */
function painOf(desk: Desk, least: number | undefined, trial: Trial): Verdict {
  const ends = trial.relief?.end === undefined ? lastScores(desk, trial) : [trial.relief.end];
  const reliefs = ends.map((end) => percent(trial.relief?.baseline, end)).filter((relief) => relief !== undefined);
  const stated = trial.relief?.statedPercent;
  const passes = (relief: number): boolean => (least === undefined ? relief > 0 : relief >= least);
  if (reliefs.length === 0) return stated === undefined ? 'unknown' : !passes(stated) ? 'unmet' : least === undefined ? 'met' : 'review';
  if (new Set([...reliefs, ...(stated === undefined ? [] : [stated])].map(passes)).size > 1) return 'review';
  return passes(reliefs[0]!) ? 'met' : 'unmet';
}

/** Of the day of the pull or the one before; a diary that stops earlier does not say how the trial ended. */
function lastScores(desk: Desk, { startedAt, endedAt, days = [] }: Trial): readonly number[] {
  const within = days.filter(({ on, score }) => score !== undefined && dayOf(on) >= dateIn(startedAt) && dayOf(on) <= asOf(desk) && (endedAt === undefined || dayOf(on) <= dateIn(endedAt)));
  const last = Math.max(...within.map(({ on }) => dayOf(on)));
  if (endedAt !== undefined && last < dateIn(endedAt) - 1) return [];
  return within.filter(({ on }) => dayOf(on) === last).map(({ score }) => score as number);
}

const LESS_IS_BETTER = ['ODI', 'NDI', 'RMDQ', 'PEG', 'PROMIS-PI', 'NRS', 'VAS', 'VRS'];
const MORE_IS_BETTER = /(minutes|hours|steps|meters|metres|distance|repetitions)$/;

/** "some functional improvement": less is better on a scale, more of what is counted; of another measure nobody said. */
export function trialFunction(desk: Desk): Verdict {
  return ofLatest(desk, functionOf);
}

/** Percent by which function is better, on a scale or of what is counted; undefined where that is not known. */
export function functionGain(measure: Trial['function']): number | undefined {
  const change = percent(measure?.baseline, measure?.value ?? measure?.end);
  const name = measure?.instrument ?? measure?.measure ?? '';
  if (change === undefined) return undefined;
  return LESS_IS_BETTER.includes(name) ? change : MORE_IS_BETTER.test(name) ? 0 - change : undefined;
}

function functionOf({ function: measure }: Trial): Verdict {
  const end = measure?.value ?? measure?.end;
  const name = measure?.instrument ?? measure?.measure ?? '';
  if (measure === undefined || end === undefined) return 'unknown';
  if (LESS_IS_BETTER.includes(name)) return end < measure.baseline ? 'met' : 'unmet';
  return !MORE_IS_BETTER.test(name) ? 'unknown' : end > measure.baseline ? 'met' : 'unmet';
}

/** Hours are elapsed time; days are elapsed 24-hour periods. */
export function trialDuration(desk: Desk, asked: { hoursOver?: number; daysMin?: number; daysMax?: number }): Verdict {
  const trial = trials(desk).at(-1);
  if (trial === undefined || isOver(desk, trial) === false) return 'unmet';
  if (trial.endedAt === undefined) return 'unknown';
  const hours = hoursBetween(trial.startedAt, trial.endedAt);
  const days = Math.floor(hours / 24);
  const fits = (asked.hoursOver === undefined || hours > asked.hoursOver) && (asked.daysMin === undefined || days >= asked.daysMin) && (asked.daysMax === undefined || days <= asked.daysMax);
  return fits ? 'met' : 'unmet';
}

/** At most so many of the region in a lifetime, and after a failed one (relief and function) only with circumstances, which are for people. */
export function trialLimit(desk: Desk, asked: { trialsMax: number }, relief: TrialReliefAsked | undefined): Verdict {
  const earlier = trials(desk);
  const last = earlier.at(-1);
  if (last === undefined) return 'met';
  const succeeded = relief === undefined || isOver(desk, last) !== true ? 'unknown' : every([reliefOf(desk, relief, last), functionOf(last)]);
  const verdict = earlier.length + 1 > asked.trialsMax ? 'unmet' : succeeded;
  return verdict !== 'met' && desk.question.exception?.kind === 'trial-limit' ? 'review' : verdict;
}

/** Of the recorded trials, at the implant: a cap, met where the record holds none. */
export function leadLimit(desk: Desk, asked: { leadsMax: number; contactsMax: number }): Verdict {
  const within = (value: number | undefined, most: number): Verdict => (value === undefined ? 'unknown' : value <= most ? 'met' : 'unmet');
  return every(trials(desk).flatMap(({ leads, contacts }) => [within(leads, asked.leadsMax), within(contacts, asked.contactsMax)]));
}
