import { finding, idsOf, latest, type CriterionKind } from '../evaluation';

/** A psychological evaluation that records clearance; the latest one counts (C14). */
export const psychEvaluation: CriterionKind<'psych-evaluation'> = {
  kind: 'psych-evaluation',
  shape: { by: { optional: 'words' } },
  reads: ['psych-evaluation.by', 'psych-evaluation.cleared', 'psych-evaluation.occurredOn'],
  evaluate(criterion, on) {
    const evaluations = latest(on.facts('psych-evaluation'), () => true);
    const evidence = idsOf(evaluations);
    if (evaluations.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['psychological-evaluation'] });
    if (evaluations.some((one) => one.fact.cleared === false)) return finding(criterion, { outcome: 'unmet', found: { cleared: false }, evidence });
    const { by } = criterion.required;
    const professions = evaluations.map((one) => one.fact.by);
    if (by !== undefined && !professions.some((profession) => profession !== undefined && by.includes(profession))) {
      const isStated = professions.every((profession) => profession !== undefined);
      return finding(criterion, { outcome: isStated ? 'unmet' : 'unknown', found: { evaluatedBy: professions.map((profession) => profession ?? 'not recorded') }, evidence, missing: isStated ? [] : ['profession-of-evaluator'] });
    }
    const fitting = by === undefined ? evaluations : evaluations.filter((one) => one.fact.by !== undefined && by.includes(one.fact.by));
    if (fitting.some((one) => one.fact.cleared === true)) return finding(criterion, { outcome: 'met', found: { cleared: true }, evidence });
    return finding(criterion, { outcome: 'unknown', found: { cleared: null }, evidence, missing: ['psychological-clearance'] });
  },
};
