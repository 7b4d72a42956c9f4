import { finding, type CriterionKind } from '../evaluation';
import { isOver, readFunction, trialsOfRegion } from '../trial-evidence';

/** Some functional improvement in the trial; the source gives no figure. */
export const trialFunction: CriterionKind<'trial-function'> = {
  kind: 'trial-function',
  shape: {},
  reads: ['scs-trial.endedAt', 'scs-trial.function', 'scs-trial.occurredOn', 'scs-trial.region'],
  evaluate(criterion, on) {
    const trials = trialsOfRegion(on);
    const trial = trials[trials.length - 1];
    if (trial === undefined) return finding(criterion, { outcome: 'unmet', found: { trial: 'none recorded' }, missing: ['trial'] });
    const evidence = [trial.id];
    const ended = isOver(trial, on);
    if (ended === false) return finding(criterion, { outcome: 'unmet', found: { endedAt: trial.fact.endedAt ?? null }, evidence, missing: ['end-of-trial'] });
    const measure = trial.fact.function;
    const outcome = ended === undefined ? 'unknown' : readFunction(trial);
    if (outcome === 'unknown') return finding(criterion, { outcome, evidence, missing: ['functional-measure-against-baseline'] });
    return finding(criterion, { outcome, found: { measure: measure?.measure ?? measure?.instrument ?? null, baseline: measure?.baseline ?? null, end: measure?.end ?? measure?.value ?? null }, evidence });
  },
};
