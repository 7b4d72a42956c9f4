/**
 * One small fault for every kind: how the engine would answer had somebody written `>` for `>=`, read another side, or
 * taken what is missing for granted. The compiler insists that no kind is left out.
 */
import type { Evaluation } from '../../machines/criteria/evaluation';
import type { Criterion, Finding, Kind } from '../../machines/criteria/types';

export type Evaluate = (criterion: Criterion<never>, on: Evaluation) => Finding | readonly Finding[] | undefined;
export interface Planted { readonly is: string; readonly plant: (evaluate: Evaluate) => Evaluate }

const HAIR = 1e-6;
type Fields = Record<string, never>;

/** The kind reads another figure or word than the policy holds. */
function figure(is: string, change: (required: Fields) => object): Planted {
  return { is, plant: (evaluate) => (criterion, on) => evaluate({ ...criterion, required: { ...criterion.required as object, ...change(criterion.required as Fields) } } as never, on) };
}

/** A figure a hair higher: what lies exactly on it passes no more, as with `>` in place of `>=`. */
function strictly(field: string): Planted {
  return figure(`${field}: "more than" for "at least"`, (required) => (required[field] === undefined ? {} : { [field]: required[field] + HAIR }));
}

function oneMore(field: string): Planted {
  return figure(`${field}: one more`, (required) => (required[field] === undefined ? {} : { [field]: required[field] + 1 }));
}

/** The kind is handed something else than what was asked or recorded. */
function handed(is: string, change: (on: Evaluation) => object): Planted {
  return {
    is,
    plant: (evaluate) => (criterion, on) => {
      const changes = Object.entries({ memo: {}, ...change(on) }).map(([name, value]) => [name, { value }]);
      return evaluate(criterion, Object.create(on, Object.fromEntries(changes)) as Evaluation);
    },
  };
}

/** Wrapped, and nothing changed: that the wrapping is no fault. */
export const NOTHING_PLANTED: Planted = handed('nothing', () => ({}));

const asked = (is: string, change: (question: Evaluation['question']) => object): Planted => handed(is, (on) => ({ question: { ...on.question, ...change(on.question) } }));
const aDayEarly = asked('measured to the day before the service', ({ dateOfService }) => ({ dateOfService: dateOfService - 1 }));
const blind = (is: string, type: string): Planted => handed(is, (on) => ({ facts: (of: never) => (of === type ? [] : on.facts(of)) }));
const onlyFirst = (is: string, type: string): Planted => handed(is, (on) => ({ facts: (of: never) => (of === type ? on.facts(of).slice(0, 1) : on.facts(of)) }));
const seesLater = asked('facts after `asOf` are seen', ({ asOf }) => ({ asOf: asOf + 30 }));

function reliefRule(is: string, change: (rule: NonNullable<Evaluation['blockRule']>) => object): Planted {
  return handed(is, ({ blockRule }) => ({ blockRule: blockRule && { ...blockRule, ...change(blockRule) } }));
}

/** An outcome is answered as another. */
function answers(from: string, to: string): Planted {
  const swap = (one: Finding): Finding => (one.outcome === from ? { ...one, outcome: to as never } : one);
  return { is: `${from} answered as ${to}`, plant: (evaluate) => (criterion, on) => {
    const answer = evaluate(criterion, on);
    return answer === undefined ? undefined : Array.isArray(answer) ? (answer as readonly Finding[]).map(swap) : swap(answer as Finding);
  } };
}

const without = (field: string, word: string): Planted => figure(`${field} without ${word}`, (required) => ({ [field]: (required[field] as unknown as string[] | undefined)?.filter((one) => one !== word) }));

const bothSides = ({ targets }: { targets: readonly { level: string }[] }): object[] => targets.map(({ level }) => ({ level, side: 'bilateral' }));

export const PLANTED: { readonly [K in Kind]: Planted } = {
  'pain-duration': aDayEarly,
  'pain-severity': figure('scoreMin: "more than" for "at least"', (required) => ({ scoreMin: Object.fromEntries(Object.entries(required.scoreMin as unknown as Record<string, number>).map(([name, least]) => [name, least + HAIR])) })),
  'pain-pattern': figure('mixed pain is allowed', (required) => ({ allowed: [...required.allowed as unknown as string[], 'mixed'] })),
  'conservative-care': without('responses', 'not-tolerated'),
  'no-radiculopathy': without('allowedRadiculopathy', 'synovial-cyst'),
  'no-other-cause': without('otherCauses', 'tumor'),
  'not-generalized-pain': answers('unknown', 'met'),
  'unfused-segment': blind('imaging is not read', 'imaging'),
  'pain-scale-consistency': onlyFirst('only the first block is read', 'block'),
  'baseline-function': without('instruments', 'ODI'),
  'image-guidance': without('allowed', 'CT'),
  technique: figure('cooled is thermal', (required) => ({ allowed: [...required.allowed as unknown as string[], 'cooled-rf'] })),
  'one-region-per-session': asked('only the first target is read', ({ targets }) => ({ targets: targets.slice(0, 1) })),
  'levels-per-session': oneMore('levelsMax'),
  'block-relief': reliefRule('reliefPercentMin: "more than" for "at least"', ({ reliefPercentMin = 0 }) => ({ reliefPercentMin: reliefPercentMin + HAIR })),
  'block-duration': handed('windows a minute longer', ({ parameters }) => ({
    parameters: { ...parameters, agentWindowMinutes: Object.fromEntries(Object.entries(parameters.agentWindowMinutes).map(([agent, minutes]) => [agent, minutes + 1])) },
  })),
  'block-interval': reliefRule('daysMin: "more than" for "at least"', ({ interval }) => ({ interval: interval && { ...interval, daysMin: interval.daysMin + 1 } })),
  'block-concordance': handed('a block of either side covers the joint', (on) => ({
    facts: (of: never) => on.facts(of).map((one) => (of === 'block' ? { ...(one as object), fact: { ...(one as { fact: object }).fact, targets: bothSides((one as { fact: { targets: readonly { level: string }[] } }).fact) } } : one)),
  })),
  'block-count': figure('one block less', ({ blocksMin, perTargetMax }) => ({ blocksMin: blocksMin === undefined ? undefined : blocksMin - 1, perTargetMax: perTargetMax === undefined ? undefined : perTargetMax + 1 })),
  'block-volume': figure('mlPerTargetMax: "less than" for "at most"', (required) => ({ mlPerTargetMax: required.mlPerTargetMax! - HAIR })),
  'session-limit': oneMore('windowMonths'),
  'repeat-relief': strictly('reliefPercentMin'),
  'repeat-interval': aDayEarly,
  'rediagnosis-after-gap': aDayEarly,
  'rfa-not-candidate': seesLater,
  'rfa-considered': onlyFirst('the first plan for the latest', 'plan'),
  'no-recent-intraarticular': figure('weeksMin: a day too many', (required) => ({ weeksMin: required.weeksMin! + 1 / 7 })),
  'covered-procedure': answers('unmet', 'review'),
  indication: onlyFirst('the first indication for any', 'indication'),
  'psych-evaluation': onlyFirst('the first evaluation for the latest', 'psych-evaluation'),
  'multidisciplinary-screening': seesLater,
  'no-active-substance-use': onlyFirst('the first review for the latest', 'exclusion-review'),
  'risk-discussion': seesLater,
  'no-cardiac-device': onlyFirst('the first review for the latest', 'exclusion-review'),
  'trial-relief': figure('painPercentMin: "more than" for "at least"', ({ painPercentMin }) => ({ painPercentMin: painPercentMin === undefined ? undefined : painPercentMin + HAIR })),
  'trial-function': answers('unknown', 'unmet'),
  'trial-duration': figure('exactly the hours suffice, and a day more is asked', ({ hoursOver, daysMin }) => ({ hoursOver: hoursOver === undefined ? undefined : hoursOver - HAIR, daysMin: daysMin === undefined ? undefined : daysMin + 1 })),
  'trial-limit': oneMore('trialsMax'),
  'lead-limit': oneMore('contactsMax'),
  'epidural-indication': onlyFirst('the first indication for any', 'indication'),
  'concordant-imaging': figure('withinMonths: a month too many', (required) => (required.withinMonths === undefined ? {} : { withinMonths: required.withinMonths + 1 })),
  'epidural-levels': oneMore('transforaminalMax'),
  'epidural-contrast': answers('review', 'met'),
  'epidural-spacing': strictly('daysMin'),
  'epidural-repeat': strictly('reliefPercentMin'),
  'site-of-service': without('settings', '24'),
};
