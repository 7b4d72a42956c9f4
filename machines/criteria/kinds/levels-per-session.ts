import { finding, type CriterionKind } from '../evaluation';

/** Distinct joints in one session; left and right of one joint count once. */
export const levelsPerSession: CriterionKind<'levels-per-session'> = {
  kind: 'levels-per-session',
  shape: { levelsMax: 'count' },
  evaluate(criterion, on) {
    const levels: string[] = [];
    for (const target of on.question.targets) if (!levels.includes(target.level)) levels.push(target.level);
    if (levels.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['planned-targets'] });
    return finding(criterion, { outcome: levels.length <= criterion.required.levelsMax ? 'met' : 'unmet', found: { levels } });
  },
};
