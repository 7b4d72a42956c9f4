import { SPINAL_REGIONS, type Level } from '../../kernel/anatomy';
import { finding, type CriterionKind } from '../evaluation';

/** Distinct joints of one region in one session; left and right of one joint count once. */
export const levelsPerSession: CriterionKind<'levels-per-session'> = {
  kind: 'levels-per-session',
  shape: { levelsMax: 'count' },
  evaluate(criterion, on) {
    const levels: Level[] = [];
    for (const target of on.question.targets) if (!levels.includes(target.level)) levels.push(target.level);
    if (levels.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['planned-targets'] });
    // The cap is one region's; that two regions are asked for is another criterion's defect.
    let most = 0;
    for (const region of SPINAL_REGIONS) most = Math.max(most, levels.filter((level) => on.regionWithin(level, levels) === region).length);
    return finding(criterion, { outcome: most <= criterion.required.levelsMax ? 'met' : 'unmet', found: { levels } });
  },
};
