import { functionChange } from '../../evidence/function-change';
import { finding, type CriterionKind } from '../evaluation';
import { hasEnded, trialsOfRegion } from '../trial-evidence';

/** Some functional improvement in the trial; the source gives no figure. */
export const trialFunction: CriterionKind<'trial-function'> = {
  kind: 'trial-function',
  shape: {},
  evaluate(criterion, on) {
    const trials = trialsOfRegion(on);
    const trial = trials[trials.length - 1];
    if (trial === undefined) return finding(criterion, { outcome: 'unmet', found: { trial: 'none recorded' }, missing: ['trial'] });
    const evidence = [trial.id];
    const ended = hasEnded(trial, on);
    if (ended === false) return finding(criterion, { outcome: 'unmet', found: { endedAt: trial.fact.endedAt ?? null }, evidence, missing: ['end-of-trial'] });
    const measure = trial.fact.function;
    const change = measure === undefined ? undefined : functionChange(measure);
    if (ended === undefined || change === undefined) return finding(criterion, { outcome: 'unknown', evidence, missing: ['functional-measure-against-baseline'] });
    return finding(criterion, { outcome: change === 'improved' ? 'met' : 'unmet', found: { measure: measure?.measure ?? measure?.instrument ?? null, change }, evidence });
  },
};
