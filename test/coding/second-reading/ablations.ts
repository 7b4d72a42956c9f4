/** Ablation: technique decides between the codes by joint and one unit of 64999. */
import { ABLATION, OTHER_ABLATION, OTHER_ABLATION_TECHNIQUES, THERMAL_CELSIUS } from './constants';
import { draft, Draft, holdFact, ofType, Reading, tell } from './draft';
import { FactJson, fromAbove, regionOfLevel, targetsOf, unique } from './facts';
import { hasJunction } from './facet-injections';
import { askGuidance } from './guidance';
import { sidedDrafts, sitesOf } from './sided-lines';

export function ablations(reading: Reading): void {
  const all = ofType(reading.day, 'ablation');
  const others = all.filter((fact) => isOther(fact));
  const byJoint = all.filter((fact) => !isOther(fact));
  reading.drafts.push(...otherAblation(reading, others), ...jointAblation(reading, byJoint));
}

export function isOther(fact: FactJson): boolean {
  return OTHER_ABLATION_TECHNIQUES.includes(fact.technique ?? '');
}

/** "one unit of 64999 for the day, without guidance, sides or levels being asked; for Medicare `unmet` besides" */
function otherAblation(reading: Reading, facts: readonly FactJson[]): Draft[] {
  if (facts.length === 0) return [];
  if (reading.medicare) tell(reading, 'technique', 'unmet');
  return [draft('facet', [OTHER_ABLATION], facts, { diagnosisOf: regionsOf(facts) })];
}

function regionsOf(facts: readonly FactJson[]): string[] {
  return unique(facts.flatMap((fact) => targetsOf(fact).map((target) => regionOfLevel(target.level))));
}

function jointAblation(reading: Reading, facts: readonly FactJson[]): Draft[] {
  askGuidance(reading, facts);
  for (const fact of facts) {
    const cold = fact.technique === 'thermal-rf' && fact.temperatureC !== undefined && fact.temperatureC < THERMAL_CELSIUS;
    // "`cooled-rf` and any other word: `review`, holds. `thermal-rf` with a temperature below 80 C: `review`, holds"
    if (fact.technique !== 'thermal-rf' || cold) {
      tell(reading, 'technique', 'review');
      holdFact(reading, fact);
    }
  }
  const drafts = regionsOf(facts).flatMap((region) => {
    const inRegion = facts.filter((fact) => targetsOf(fact).some((target) => regionOfLevel(target.level) === region));
    const sites = sitesOf(inRegion, (level) => regionOfLevel(level) === region);
    return sidedDrafts(reading, { family: 'facet', region, sites, codes: ABLATION[region] ?? [], lastIsOneUnit: false, facts: inRegion });
  });
  for (const line of drafts) {
    // Held lines name "the `codes` that it may become": a technique that is not `thermal-rf` is by joint or 64999.
    if (line.facts.some((fact) => fact.technique !== 'thermal-rf')) line.codes = unique([...line.codes, OTHER_ABLATION]);
  }
  // "T12-L1 with L1-L2 ... or ablation: `review`, holds"
  if (hasJunction(fromAbove(facts.flatMap((fact) => targetsOf(fact).map((target) => target.level))))) {
    tell(reading, 'thoraco-lumbar-junction', 'review');
    for (const line of drafts) line.held = true;
  }
  return drafts;
}
