import { levelIndex, type Level } from '../../kernel/anatomy';
import { finding, type CriterionKind } from '../evaluation';

/** Levels in one session by approach; an interlaminar or caudal injection that names none is one. */
export const epiduralLevels: CriterionKind<'epidural-levels'> = {
  kind: 'epidural-levels',
  shape: { transforaminalMax: 'count', otherMax: 'count', contiguous: { optional: 'boolean' } },
  reads: ['question.approach', 'question.targets'],
  evaluate(criterion, on) {
    const { transforaminalMax, otherMax, contiguous } = criterion.required;
    const { approach, targets } = on.question;
    const levels: Level[] = [];
    for (const { level } of targets) if (!levels.includes(level)) levels.push(level);
    if (approach === undefined) return finding(criterion, { outcome: 'unknown', found: { levels }, missing: ['planned-approach'] });
    const isTransforaminal = approach === 'transforaminal';
    if (isTransforaminal && levels.length === 0) return finding(criterion, { outcome: 'unknown', found: { approach }, missing: ['planned-targets'] });
    const indexes = levels.map(levelIndex);
    const isBroken = contiguous === true && indexes.length > 1 && Math.max(...indexes) - Math.min(...indexes) !== indexes.length - 1;
    const isWithin = Math.max(levels.length, 1) <= (isTransforaminal ? transforaminalMax : otherMax);
    return finding(criterion, { outcome: isWithin && !isBroken ? 'met' : 'unmet', found: isBroken ? { approach, levels, contiguous: false } : { approach, levels } });
  },
};
