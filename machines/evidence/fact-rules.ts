/**
 * What fields of one fact owe each other: ranges by instrument, order of dates, claims against a baseline. Pure.
 * Impossible combinations only; a fact that is clinically insufficient is stored (docs/reading-policies.md).
 */
import { toEpochMinutes } from '../kernel/instant';
import type { Instrument, Observation, PainScale } from './fact';
import type { Report, Rule } from './shape';

interface Range {
  readonly min: number;
  readonly max: number;
}

export const INSTRUMENT_RANGES: Readonly<Record<Instrument, Range>> = {
  NRS: { min: 0, max: 10 },
  VAS: { min: 0, max: 100 },
  VRS: { min: 0, max: 10 },
  ODI: { min: 0, max: 100 },
  NDI: { min: 0, max: 100 },
  RMDQ: { min: 0, max: 24 },
  PEG: { min: 0, max: 10 },
  'PROMIS-PI': { min: 20, max: 80 },
};
export const PAIN_SCALES: readonly PainScale[] = ['NRS', 'VAS', 'VRS'];

/** Refuses a figure outside its instrument's range; an instrument without a known range is not judged. */
export function checkRange(instrument: unknown, figure: unknown, field: string, report: Report): void {
  if (typeof instrument !== 'string' || typeof figure !== 'number' || !Object.hasOwn(INSTRUMENT_RANGES, instrument)) return;
  const { min, max } = INSTRUMENT_RANGES[instrument as Instrument];
  if (figure < min || figure > max) report(field, 'out-of-range', `must be between ${min} and ${max} for ${instrument}`);
}

export const scoreRule: Rule = (value, report) => checkRange(value.instrument, value.value, 'value', report);

export const functionRule: Rule = (value, report) => {
  for (const field of ['baseline', 'value', 'end']) checkRange(value.instrument ?? value.measure, value[field], field, report);
};

/** A block's or an epidural's series, a trial's pair, an ablation's pair: all against one baseline on one scale. */
export const reliefRule: Rule = (value, report) => {
  for (const field of ['baseline', 'score', 'end']) checkRange(value.scale, value[field], field, report);
  const observations = (value.observations ?? []) as readonly (Observation | undefined)[];
  observations.forEach((entry, index) => checkRange(value.scale, entry?.score, `observations/${index}/score`, report));
  const claimed = ['statedPercent', 'durationHours'].some((field) => Number(value[field] ?? 0) > 0);
  if (value.baseline === 0 && claimed) {
    report('baseline', 'relief-without-baseline', 'is 0, so no relief can be claimed: correct the baseline, or leave out the stated relief and its duration');
  }
};

export const ablationOutcomeRule: Rule = (value, report) => {
  reliefRule(value, report);
  checkOrder(value, 'ablationOn', 'occurredOn', 'occurredOn', report);
  checkOrder(value, 'ablationOn', 'sustainedUntil', 'sustainedUntil', report);
};

export const onsetRule: Rule = (value, report) => checkOrder(value, 'onsetOn', 'occurredOn', 'onsetOn', report);
export const careRule: Rule = (value, report) => checkOrder(value, 'startedOn', 'endedOn', 'endedOn', report);
export const validityRule: Rule = (value, report) => checkOrder(value, 'validFrom', 'validTo', 'validTo', report);

export const trialRule: Rule = (value, report) => {
  const { startedAt, endedAt } = value;
  if (typeof startedAt === 'string' && typeof endedAt === 'string' && toEpochMinutes(endedAt) <= toEpochMinutes(startedAt)) {
    report('endedAt', 'end-before-start', 'must lie after startedAt');
  }
  const scale = (value.relief as { readonly scale?: unknown } | undefined)?.scale;
  const days = (value.days ?? []) as readonly ({ readonly score?: unknown; readonly scoreStimulationOff?: unknown; readonly worstScore?: unknown } | undefined)[];
  days.forEach((day, index) => {
    checkRange(scale, day?.score, `days/${index}/score`, report);
    checkRange(scale, day?.scoreStimulationOff, `days/${index}/scoreStimulationOff`, report);
    checkWorst(day ?? {}, scale, `days/${index}/`, report);
  });
};

/** The strongest pain of a day is not weaker than that of most of it. */
export function checkWorst({ score, worstScore }: { readonly score?: unknown; readonly worstScore?: unknown }, scale: unknown, prefix: string, report: Report): void {
  checkRange(scale, worstScore, `${prefix}worstScore`, report);
  if (typeof score === 'number' && typeof worstScore === 'number' && worstScore < score) report(`${prefix}worstScore`, 'worst-below-score', 'must not be below the score of the day');
}

export const targetsRule: Rule = (value, report) => checkDistinctTargets((value.targets ?? []) as readonly unknown[], 'targets/', report);

/** The same joint and side twice is one target written twice. `prefix` leads to an entry's index. */
export function checkDistinctTargets(targets: readonly unknown[], prefix: string, report: Report): void {
  const seen = new Set<string>();
  targets.forEach((entry, index) => {
    const target = entry as { readonly level?: unknown; readonly side?: unknown } | undefined;
    if (target?.level === undefined) return;
    const name = `${String(target.level)} ${String(target.side)}`;
    if (seen.has(name)) report(`${prefix}${index}`, 'duplicate-target', 'names a joint and side that the list already holds; leave it out');
    seen.add(name);
  });
}

function checkOrder(value: Readonly<Record<string, unknown>>, first: string, second: string, faulty: string, report: Report): void {
  const [from, to] = [value[first], value[second]];
  if (typeof from !== 'string' || typeof to !== 'string' || from <= to) return;
  if (faulty === first) report(faulty, 'after-occurred', `must not lie after ${second}`);
  else report(faulty, 'end-before-start', `must not lie before ${first}`);
}
