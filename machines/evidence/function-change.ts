import type { FunctionMeasure } from './fact';

/** Scales on which a lower number is better; a measure counted in minutes, hours, steps or metres is better when higher. */
const LOWER_IS_BETTER: readonly string[] = ['ODI', 'NDI', 'RMDQ', 'PEG', 'PROMIS-PI', 'NRS', 'VAS', 'VRS'];
const HIGHER_IS_BETTER = /(minutes|hours|steps|meters|metres|distance|repetitions)$/;

/** How far function moved, in percent of its baseline, whatever the direction; undefined without a later value or a baseline above zero. */
export function functionGainPercent(measure: FunctionMeasure): number | undefined {
  const later = measure.value ?? measure.end;
  return later === undefined || measure.baseline <= 0 ? undefined : (Math.abs(later - measure.baseline) / measure.baseline) * 100;
}

/** Which way function moved; undefined when it cannot be told (no later value, or a measure whose direction is not known). */
export function functionChange(measure: FunctionMeasure): 'improved' | 'same' | 'worse' | undefined {
  const name = measure.instrument ?? measure.measure;
  const later = measure.value ?? measure.end;
  if (name === undefined || later === undefined) return undefined;
  const isLowerBetter = LOWER_IS_BETTER.includes(name);
  if (!isLowerBetter && !HIGHER_IS_BETTER.test(name)) return undefined;
  if (later === measure.baseline) return 'same';
  return later < measure.baseline === isLowerBetter ? 'improved' : 'worse';
}
