import { levelIndex, SIDES, SPINAL_REGIONS, type Level } from '../../kernel/anatomy';
import { finding, type CriterionKind } from '../evaluation';

/** Distinct joints of one region in one session; left and right of one joint count once, or each side apart. */
export const levelsPerSession: CriterionKind<'levels-per-session'> = {
  kind: 'levels-per-session',
  shape: { levelsMax: 'count', perSide: { optional: 'boolean' }, contiguous: { optional: 'boolean' } },
  reads: ['question.targets'],
  evaluate(criterion, on) {
    const levels: Level[] = [];
    for (const target of on.question.targets) if (!levels.includes(target.level)) levels.push(target.level);
    if (levels.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['planned-targets'] });
    const { levelsMax, perSide, contiguous } = criterion.required;
    // The cap is one region's (C9); that two regions are asked for is another criterion's defect.
    const sides = perSide === true ? SIDES.map((side) => levels.filter((level) => on.question.targets.some((target) => target.level === level && target.side === side))) : [levels];
    const groups = sides.flatMap((ofSide) => SPINAL_REGIONS.map((region) => ofSide.filter((level) => on.regionWithin(level, levels) === region)));
    let most = 0;
    for (const group of groups) most = Math.max(most, group.length);
    const isContiguous = groups.every(areContiguous);
    const isBroken = contiguous === true && !isContiguous;
    return finding(criterion, { outcome: most <= levelsMax && !isBroken ? 'met' : 'unmet', found: isBroken ? { levels, contiguous: false } : { levels } });
  },
};

function areContiguous(levels: readonly Level[]): boolean {
  const indexes = levels.map(levelIndex);
  return indexes.length === 0 || Math.max(...indexes) - Math.min(...indexes) === indexes.length - 1;
}
