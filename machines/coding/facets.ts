/** Facet injections and ablations of one day: regions, levels and sides, and which session of the region this is. */
import { regionOfLevel, SIDES, type SpinalRegion } from '../kernel/anatomy';
import type { Ablation, Block } from '../evidence/fact';
import { isRejection } from '../kernel/rejection';
import { selectPolicy } from '../policies/select';
import { tiersOf } from './codes';
import type { Candidate, Coding, Documented } from './coding';
import { guidanceLine, includedGuidance } from './guidance';
import { byRegion, factsOf, levelsOf, placedOf, sidedLines, type Placed } from './levels';
import { isOf, RULES } from './rules';
import type { CodingRule } from './types';

export function facetInjections(coding: Coding): void {
  const placed = placedOf(coding.onTheDay('block'));
  if (placed.length === 0) return;
  const ablated = placedOf(coding.onTheDay('ablation'));
  for (const { region, tiers: groupTiers, heldBy, placed: group } of injectionGroups(coding, placed)) {
    // One joint of the junction left alone has its own region's codes.
    const tiersOfSome = (some: readonly Placed[]): readonly string[] => (levelsOf(some).length === levelsOf(group).length ? groupTiers : tiersOf(coding.file, 'facet-injection', regionOfLevel((some[0] as Placed).level)));
    const blocks = factsOf(group) as readonly Documented<Block>[];
    const session = sessionOf(coding, region, blocks);
    const isAblated = (one: Placed): boolean => ablated.some(({ level, side }) => level === one.level && side === one.side && side !== undefined);
    const included = group.filter(isAblated);
    const others = group.filter((one) => !isAblated(one));
    if (included.length > 0) {
      const tiers = tiersOfSome(included);
      coding.tell('included-service', 'unmet', { codes: tiers, facts: factsOf(included), found: { levels: levelsOf(included) } });
      coding.add(...tiers.slice(0, Math.max(...SIDES.map((side) => levelsOf(included, side).length))).map((code) => (
        { codes: [code], modifiers: [], units: 1, facts: factsOf(included), regions: [region], heldBy: [], notBilledBy: ['included-service' as const] })));
    }
    const guidance = includedGuidance(coding, blocks, groupTiers);
    if (others.length === 0) continue;
    const tiers = tiersOfSome(others);
    guidanceLine(coding, factsOf(others) as readonly Documented<Block>[], tiers);
    const isBeside = ablated.some(({ level }) => group.some((one) => regionOfLevel(one.level) === regionOfLevel(level)));
    const beside = isBeside ? coding.holds('same-day-services', ['review'], { codes: tiers, facts: factsOf(others), missing: ['separate-reason'] }) : [];
    const lines = sidedLines(coding, [region], tiers, others, [...heldBy, ...session.heldBy, ...guidance, ...beside]);
    const isNotCovered = levelsOf(others).length > 2 && RULES.thirdLevelNotCovered.some((rule) => isOf(rule, coding.coverage));
    if (isNotCovered) coding.tell('third-level', 'unmet', { codes: tiers.slice(2), facts: factsOf(others), missing: ['third-level'] });
    coding.add(...lines.map((line): Candidate => ({
      ...line, modifiers: [...line.modifiers, ...session.modifiers], heldBy: isNotCovered && coding.codeOf(line.codes[0] as string)?.tier === 3 ? [...line.heldBy, 'third-level'] : line.heldBy,
    })));
  }
}

interface Session {
  readonly heldBy: readonly CodingRule[];
  readonly modifiers: readonly string[];
}

/** Which session of its purpose in the region this is, by the record; and the modifier that says that it is diagnostic. */
function sessionOf(coding: Coding, region: SpinalRegion, blocks: readonly Documented<Block>[]): Session {
  const purposes = [...new Set(blocks.map(({ fact }) => fact.purpose))];
  const rule = RULES.diagnosticModifier;
  const isMarked = isOf(rule, coding.coverage);
  for (const purpose of purposes) coding.sessions.push({ region, purpose, ordinal: earlierSessions(coding, region, purpose) + 1 });
  const mixed = purposes.length > 1 ? coding.holds('purpose', ['review'], { facts: blocks, missing: ['purpose'], found: { purposes } }) : [];
  if (!purposes.includes('diagnostic')) return { heldBy: [], modifiers: [] };
  const ordinal = earlierSessions(coding, region, 'diagnostic') + 1;
  const isLate = isMarked && ordinal > rule.initialSessions;
  coding.tell('diagnostic-session', isLate ? 'review' : 'met', { facts: blocks, found: { [region]: ordinal }, missing: isLate ? ['reason-for-further-session'] : [] });
  const isContradicted = blocks.some(({ fact }) => fact.purpose === 'diagnostic' && fact.steroid === true);
  if (isContradicted) coding.tell('purpose', 'review', { facts: blocks, missing: ['purpose'], found: { steroid: true } });
  if (isMarked) coding.tell('kx', 'met', { facts: blocks, found: { modifier: rule.modifier } });
  return { heldBy: isContradicted && isMarked ? ['purpose'] : mixed, modifiers: isMarked ? [rule.modifier] : [] };
}

/** Earlier days with an injection of this purpose in the region; one with steroid is no diagnostic one. */
function earlierSessions(coding: Coding, region: SpinalRegion, purpose: Block['purpose']): number {
  const days = new Map<number, Documented<Block>[]>();
  for (const block of coding.before('block')) {
    if (block.fact.purpose !== purpose || (purpose === 'diagnostic' && block.fact.steroid === true)) continue;
    days.set(block.day, [...days.get(block.day) ?? [], block]);
  }
  return [...days.values()].filter((blocks) => regionsOf(coding, placedOf(blocks)).includes(region)).length;
}

interface InjectionGroup {
  readonly region: SpinalRegion;
  readonly tiers: readonly string[];
  readonly heldBy: readonly CodingRule[];
  readonly placed: readonly Placed[];
}

/** By region; the two joints of the thoraco-lumbar junction are one region where the contractor counts them so. */
function injectionGroups(coding: Coding, placed: readonly Placed[]): readonly InjectionGroup[] {
  const { junction } = RULES;
  const levels = levelsOf(placed);
  const isJunction = levels.includes('T12-L1') && levels.includes('L1-L2');
  const facts = factsOf(placed);
  if (isJunction && levels.length === 2 && countsJunctionAsOne(coding)) {
    const tiers = [junction.first, junction.second];
    coding.tell('thoraco-lumbar-junction', 'met', { codes: tiers, facts });
    return [{ region: junction.region, tiers, heldBy: [], placed }];
  }
  const heldBy = isJunction ? coding.holds('thoraco-lumbar-junction', ['review'], { facts, missing: ['junction-by-payer'] }) : [];
  return [...byRegion(placed)].map(([region, group]) => ({ region, tiers: tiersOf(coding.file, 'facet-injection', region), heldBy, placed: group }));
}

function regionsOf(coding: Coding, placed: readonly Placed[]): readonly SpinalRegion[] {
  const levels = levelsOf(placed);
  const isJunction = levels.length === 2 && levels.includes('T12-L1') && levels.includes('L1-L2');
  return isJunction && countsJunctionAsOne(coding) ? [RULES.junction.region] : [...byRegion(placed).keys()];
}

function countsJunctionAsOne({ policies, coverage, question }: Coding): boolean {
  const policy = selectPolicy(policies, coverage, 'rfa', question.dateOfService);
  return !isRejection(policy) && RULES.junction.policies.includes(policy.id);
}

/** By joint, where it was thermal; what was not has no code of its own, whatever its levels. */
export function ablations(coding: Coding): void {
  const { thermal } = RULES;
  const done = coding.onTheDay('ablation');
  const withoutCode = done.filter(({ fact }) => thermal.withoutCode.includes(fact.technique));
  if (withoutCode.length > 0) {
    const isNotCovered = RULES.nonThermalNotCovered.some((rule) => isOf(rule, coding.coverage));
    coding.tell('technique', isNotCovered ? 'unmet' : 'met', { codes: ['64999'], facts: withoutCode, found: { techniques: techniquesOf(withoutCode) }, missing: isNotCovered ? ['thermal-technique'] : [] });
    coding.add({ codes: ['64999'], modifiers: [], units: 1, facts: withoutCode, regions: [...byRegion(placedOf(withoutCode)).keys()], heldBy: [] });
  }
  const placed = placedOf(done.filter((one) => !withoutCode.includes(one)));
  const levels = levelsOf(placed);
  const junction = levels.includes('T12-L1') && levels.includes('L1-L2') ? coding.holds('thoraco-lumbar-junction', ['review'], { facts: factsOf(placed), missing: ['junction-by-payer'] }) : [];
  for (const [region, group] of byRegion(placed)) {
    const tiers = tiersOf(coding.file, 'facet-ablation', region);
    const facts = factsOf(group) as readonly Documented<Ablation>[];
    const isThermal = ({ fact: { technique, temperatureC } }: Documented<Ablation>): boolean => thermal.techniques.includes(technique) && (temperatureC === undefined || temperatureC >= thermal.fromC);
    const technique = coding.holds('technique', [facts.every(isThermal) ? 'met' : 'review'], { codes: tiers, facts, found: { techniques: techniquesOf(facts) }, missing: ['thermal-technique'] });
    const lines = sidedLines(coding, [region], tiers, group, [...junction, ...technique, ...includedGuidance(coding, facts, tiers)]);
    const isNamed = ({ fact }: Documented): boolean => fact.type === 'ablation' && thermal.techniques.includes(fact.technique);
    guidanceLine(coding, facts, tiers);
    coding.add(...lines.map((line) => (line.facts.every(isNamed) ? line : { ...line, codes: [...line.codes, '64999'] })));
  }
}

function techniquesOf(facts: readonly Documented<Ablation>[]): readonly string[] {
  return [...new Set(facts.map(({ fact: { technique, temperatureC } }) => (temperatureC === undefined ? technique : `${technique} ${temperatureC} C`)))];
}
