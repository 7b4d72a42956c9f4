import { all } from '../../kernel/outcome';
import { finding, idsOf, type CriterionKind } from '../evaluation';
import { isOver, readFunction, readTrial, trialsOfRegion } from '../trial-evidence';

/** Trials of a spinal region per lifetime, the asked one included; after a failed one only with documented circumstances. */
export const trialLimit: CriterionKind<'trial-limit'> = {
  kind: 'trial-limit',
  shape: { trialsMax: 'count' },
  reads: [
    'indication.code', 'indication.occurredOn', 'question.exception', 'scs-trial.analgesic', 'scs-trial.days', 'scs-trial.endedAt', 'scs-trial.function',
    'scs-trial.occurredOn', 'scs-trial.region', 'scs-trial.relief', 'scs-trial.startedAt',
  ],
  evaluate(criterion, on) {
    const trials = trialsOfRegion(on);
    const found = { trials: trials.length + 1 };
    const last = trials[trials.length - 1];
    if (last === undefined) return finding(criterion, { outcome: 'met', found });
    const evidence = idsOf(trials);
    const isExcepted = on.question.exception?.kind === 'trial-limit';
    if (found.trials > criterion.required.trialsMax) return finding(criterion, { outcome: isExcepted ? 'review' : 'unmet', found, evidence });
    const outcome = on.trialRule === undefined || isOver(last, on) !== true ? 'unknown' : all([readTrial(last, on.trialRule, on).outcome, readFunction(last)]);
    if (outcome === 'met') return finding(criterion, { outcome, found, evidence });
    if (outcome === 'unmet') return finding(criterion, { outcome: isExcepted ? 'review' : 'unmet', found: { ...found, earlierTrial: 'failed' }, evidence });
    return finding(criterion, { outcome: isExcepted ? 'review' : outcome, found, evidence, missing: outcome === 'unknown' ? ['outcome-of-earlier-trial'] : [] });
  },
};
