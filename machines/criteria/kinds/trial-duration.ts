import { trialHours } from '../../evidence/trial';
import { HOURS_PER_DAY } from '../../kernel/quantities';
import { finding, type CriterionKind } from '../evaluation';
import { isOver, trialsOfRegion } from '../trial-evidence';

/** How long the latest trial of the region ran: elapsed hours from lead to pull, or full 24-hour days. */
export const trialDuration: CriterionKind<'trial-duration'> = {
  kind: 'trial-duration',
  shape: { hoursOver: { optional: 'count' }, daysMin: { optional: 'count' }, daysMax: { optional: 'count' } },
  reads: ['scs-trial.endedAt', 'scs-trial.occurredOn', 'scs-trial.region', 'scs-trial.startedAt'],
  evaluate(criterion, on) {
    const { hoursOver, daysMin, daysMax } = criterion.required;
    const trials = trialsOfRegion(on);
    const trial = trials[trials.length - 1];
    if (trial === undefined) return finding(criterion, { outcome: 'unmet', found: { trial: 'none recorded' }, missing: ['trial'] });
    const evidence = [trial.id];
    if (isOver(trial, on) === false) return finding(criterion, { outcome: 'unmet', found: { endedAt: trial.fact.endedAt ?? null }, evidence, missing: ['end-of-trial'] });
    const hours = trialHours(trial.fact);
    if (hours === undefined) return finding(criterion, { outcome: 'unknown', evidence, missing: ['end-of-trial'] });
    const days = Math.floor(hours / HOURS_PER_DAY);
    const isMet = (hoursOver === undefined || hours > hoursOver) && (daysMin === undefined || days >= daysMin) && (daysMax === undefined || days <= daysMax);
    return finding(criterion, { outcome: isMet ? 'met' : 'unmet', found: { trialHours: hours, trialDays: days }, evidence });
  },
};
