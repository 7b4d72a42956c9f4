import { functionChange, functionGainPercent } from '../../evidence/function-change';
import { epiduralRelief, isEpiduralOf } from '../../evidence/epidural';
import type { Epidural } from '../../evidence/fact';
import { HOURS_PER_DAY, MINUTES_PER_HOUR, reliefPercent } from '../../kernel/quantities';
import { all, any, type Outcome } from '../../kernel/outcome';
import { finding, type CriterionKind } from '../evaluation';
import type { RequiredOf } from '../required';

const MINUTES_PER_WEEK = 7 * HOURS_PER_DAY * MINUTES_PER_HOUR;

type Required = RequiredOf['epidural-repeat'];

/** What the last epidural of the region achieved; the first one asks for nothing. */
export const epiduralRepeat: CriterionKind<'epidural-repeat'> = {
  kind: 'epidural-repeat',
  shape: { reliefPercentMin: { optional: 'percent' }, weeksMin: { optional: 'count' }, sustainedHoursMin: { optional: 'count' }, functionPercentMin: { optional: 'percent' }, gainToo: { optional: 'boolean' } },
  reads: ['epidural.analgesic', 'epidural.function', 'epidural.occurredOn', 'epidural.region', 'epidural.relief', 'epidural.targets', 'question.targets'],
  evaluate(criterion, on) {
    const { required } = criterion;
    const earlier = on.facts('epidural').filter(({ day, fact }) => day < on.dateOfService && isEpiduralOf(fact, on.spinalRegion));
    const last = earlier[earlier.length - 1];
    if (last === undefined) return undefined;
    // Two of one day: the worse, whichever was recorded last.
    const ofThatDay = earlier.filter(({ day }) => day === last.day);
    const outcome = all(ofThatDay.map((one) => response(one.fact, required)));
    const { fact } = ofThatDay.find((one) => response(one.fact, required) === outcome) ?? last;
    const relief = epiduralRelief(fact);
    const isDiscordant = relief.lastPercent !== undefined && relief.statedPercent !== undefined && Math.abs(relief.lastPercent - relief.statedPercent) > on.parameters.discordantPointsMin;
    const held = heldMinutes(fact, required);
    const isShort = outcome === 'review' && sustained(held, required) !== 'met';
    return finding(criterion, {
      outcome,
      found: { epiduralOn: fact.occurredOn, reliefPercent: relief.lastPercent ?? 'not known', statedPercent: relief.statedPercent ?? null, ...(isShort && { durationMinutes: held ?? 'not known' }) },
      evidence: ofThatDay.map(({ id }) => id),
      missing: outcome === 'unknown' ? ['response-to-epidural'] : isShort ? ['duration-of-relief'] : [],
      marks: isDiscordant ? ['discordant'] : undefined,
    });
  },
};

function response(fact: Epidural, required: Required): Outcome {
  let outcome = painOutcome(fact, required);
  if (required.functionPercentMin !== undefined) outcome = any([outcome, functionOutcome(fact, required.functionPercentMin)]);
  return required.gainToo === true ? all([outcome, gainOutcome(fact)]) : outcome;
}

/** Relief of the last score, held for the weeks; without a figure documented relief is presence (C10). */
function painOutcome(fact: Epidural, required: Required): Outcome {
  const relief = epiduralRelief(fact);
  const { reliefPercentMin, weeksMin } = required;
  if (reliefPercentMin === undefined) {
    if (relief.lastPercent === undefined && relief.statedPercent === undefined) return 'unknown';
    return (relief.lastPercent ?? 0) > 0 || (relief.statedPercent ?? 0) > 0 ? sustained(heldMinutes(fact, required), required) : 'unmet';
  }
  const stated = relief.statedPercent === undefined ? undefined : relief.statedPercent >= reliefPercentMin;
  let outcome: Outcome;
  if (relief.lastPercent === undefined) outcome = stated === undefined ? 'unknown' : stated ? 'review' : 'unmet';
  else {
    const passes = relief.lastPercent >= reliefPercentMin;
    outcome = stated !== undefined && stated !== passes ? 'review' : passes ? 'met' : 'unmet';
  }
  const held = heldMinutes(fact, required);
  if (weeksMin === undefined) return all([outcome, sustained(held, required)]);
  return all([outcome, held === undefined ? 'unknown' : held >= weeksMin * MINUTES_PER_WEEK ? 'met' : 'unmet']);
}

function heldMinutes(fact: Epidural, { reliefPercentMin }: Required): number | undefined {
  return epiduralRelief(fact).heldMinutes((percent) => (reliefPercentMin === undefined ? percent > 0 : percent >= reliefPercentMin));
}

/** A score of the same day may be the anaesthetic's: it shows no lasting relief, and disproves none. */
function sustained(heldMinutes: number | undefined, { sustainedHoursMin }: Required): Outcome {
  return sustainedHoursMin === undefined || (heldMinutes ?? 0) >= sustainedHoursMin * MINUTES_PER_HOUR ? 'met' : 'review';
}

function functionOutcome({ function: measure }: Epidural, percentMin: number): Outcome {
  const change = measure === undefined ? undefined : functionChange(measure);
  if (measure === undefined || change === undefined) return 'unknown';
  const gain = functionGainPercent(measure);
  return change !== 'improved' ? 'unmet' : gain === undefined ? 'unknown' : gain >= percentMin ? 'met' : 'unmet';
}

/** Better function or fewer analgesics, without a figure in the source: either, documented, is enough (C10). */
function gainOutcome({ function: measure, analgesic }: Epidural): Outcome {
  const change = measure === undefined ? undefined : functionChange(measure);
  const reduction = reliefPercent(analgesic?.baseline, analgesic?.end);
  return any([change === undefined ? 'unknown' : change === 'improved' ? 'met' : 'unmet', reduction === undefined ? 'unknown' : reduction > 0 ? 'met' : 'unmet']);
}
