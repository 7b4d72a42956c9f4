import { isJunctionPair, regionOfLevel, type Level } from '../../kernel/anatomy';
import { finding, type CriterionKind, type Evaluation } from '../evaluation';

/** One spinal region in one session: among the asked targets, and on that day in the record. */
export const oneRegionPerSession: CriterionKind<'one-region-per-session'> = {
  kind: 'one-region-per-session',
  shape: {},
  evaluate(criterion, on) {
    const region = on.spinalRegion;
    if (region === undefined) return finding(criterion, { outcome: 'unknown', missing: ['planned-targets'] });
    const levels = on.question.targets.map((target) => target.level);
    const regions = new Set<string>([region]);
    for (const level of levels) regions.add(regionWithin(on, level, levels));
    const evidence: string[] = [];
    for (const session of [...on.facts('block'), ...on.facts('ablation')]) {
      if (session.day !== on.dateOfService) continue;
      const sessionLevels = session.fact.targets.map((target) => target.level);
      for (const level of sessionLevels) regions.add(regionWithin(on, level, sessionLevels));
      evidence.push(session.id);
    }
    return finding(criterion, { outcome: regions.size === 1 ? 'met' : 'unmet', found: { regions: [...regions] }, evidence });
  },
};

/** T12-L1 goes with L1-L2 where the policy counts the junction as lumbosacral (C14). */
function regionWithin(on: Evaluation, level: Level, levels: readonly Level[]): string {
  if (on.parameters.junctionIsLumbosacral && level === 'T12-L1' && isJunctionPair(levels)) return 'lumbosacral';
  return regionOfLevel(level);
}
