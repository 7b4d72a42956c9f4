import { finding, type CriterionKind } from '../evaluation';

/** One spinal region in one session: among the asked targets, and on that day in the record. */
export const oneRegionPerSession: CriterionKind<'one-region-per-session'> = {
  kind: 'one-region-per-session',
  shape: {},
  reads: ['ablation.occurredOn', 'ablation.targets', 'block.occurredOn', 'block.targets', 'question.targets'],
  evaluate(criterion, on) {
    const region = on.spinalRegion;
    if (region === undefined) return finding(criterion, { outcome: 'unknown', missing: ['planned-targets'] });
    const levels = on.question.targets.map((target) => target.level);
    const regions = new Set<string>([region]);
    for (const level of levels) regions.add(on.regionWithin(level, levels));
    const evidence: string[] = [];
    for (const session of [...on.facts('block'), ...on.facts('ablation')]) {
      if (session.day !== on.dateOfService) continue;
      const sessionLevels = session.fact.targets.map((target) => target.level);
      for (const level of sessionLevels) regions.add(on.regionWithin(level, sessionLevels));
      evidence.push(session.id);
    }
    return finding(criterion, { outcome: regions.size === 1 ? 'met' : 'unmet', found: { regions: [...regions] }, evidence });
  },
};
