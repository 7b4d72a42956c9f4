import { finding, type CriterionKind } from '../evaluation';
import { diaryFlaws, isOver, readTrial, trialsOfRegion } from '../trial-evidence';

/** The latest trial of the region showed enough relief of pain, or, where the policy has that route, enough reduction of analgesics. */
export const trialRelief: CriterionKind<'trial-relief'> = {
  kind: 'trial-relief',
  shape: { painPercentMin: { optional: 'percent' }, analgesicRoute: 'boolean', analgesicPercentMin: { optional: 'percent' }, reviewBelowForIndications: 'words' },
  reads: [
    'indication.code', 'indication.occurredOn', 'scs-trial.analgesic', 'scs-trial.days', 'scs-trial.endedAt', 'scs-trial.occurredOn',
    'scs-trial.region', 'scs-trial.relief', 'scs-trial.startedAt',
  ],
  evaluate(criterion, on) {
    const trials = trialsOfRegion(on);
    const trial = trials[trials.length - 1];
    if (trial === undefined) return finding(criterion, { outcome: 'unmet', found: { trial: 'none recorded' }, missing: ['trial'] });
    const evidence = trials.map((one) => one.id);
    const ended = isOver(trial, on);
    if (ended === false) return finding(criterion, { outcome: 'unmet', found: { endedAt: trial.fact.endedAt ?? null }, evidence, missing: ['end-of-trial'] });
    const flaws = diaryFlaws(trial);
    const reading = readTrial(trial, criterion.required, on);
    const found = {
      painPercent: reading.painPercent ?? 'not known',
      statedPercent: reading.statedPercent ?? null,
      analgesicPercent: reading.analgesicPercent ?? 'not recorded',
      ...flaws,
    };
    const diaryDays = flaws.missingDays === undefined ? [] : ['days-of-the-diary'];
    if (ended === undefined) return finding(criterion, { outcome: 'unknown', found, evidence, missing: ['end-of-trial', ...diaryDays] });
    const isDiscordant = reading.painPercent !== undefined && reading.statedPercent !== undefined
      && Math.abs(reading.painPercent - reading.statedPercent) > on.parameters.discordantPointsMin;
    return finding(criterion, {
      outcome: reading.outcome,
      found,
      evidence,
      missing: reading.outcome === 'unknown' ? ['trial-relief-against-baseline', ...diaryDays] : diaryDays,
      marks: isDiscordant ? ['discordant'] : undefined,
    });
  },
};
