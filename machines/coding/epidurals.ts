/** Epidurals of one day: by approach, region and guidance. */
import { regionOfLevel, SPINAL_REGIONS, type SpinalRegion } from '../kernel/anatomy';
import type { Epidural } from '../evidence/fact';
import { tiersOf } from './codes';
import type { Coding, Documented } from './coding';
import { chosenByGuidance, guidanceLine, includedGuidance } from './guidance';
import { byRegion, factsOf, placedOf, sidedLines } from './levels';
import type { CodingRule } from './types';

export function epidurals(coding: Coding): void {
  const done = coding.onTheDay('epidural');
  transforaminal(coding, done.filter(({ fact }) => fact.approach === 'transforaminal'));
  interlaminar(coding, done.filter(({ fact }) => fact.approach !== 'transforaminal'));
}

function transforaminal(coding: Coding, done: readonly Documented<Epidural>[]): void {
  const unplaced = done.filter(({ fact }) => (fact.targets ?? []).length === 0);
  for (const one of unplaced) {
    guidanceLine(coding, [one], SPINAL_REGIONS.flatMap((region) => tiersOf(coding.file, 'epidural-transforaminal', region)));
    const regions = one.fact.region === undefined ? SPINAL_REGIONS : [one.fact.region];
    const codes = regions.map((region) => tiersOf(coding.file, 'epidural-transforaminal', region)[0] as string).sort();
    coding.add({ codes, modifiers: [], units: 1, facts: [one], regions: one.fact.region === undefined ? [] : regions, heldBy: [...coding.holds('levels', ['unknown'], { codes, facts: [one], missing: ['level'] }), ...includedGuidance(coding, [one], codes)] });
  }
  for (const [region, group] of byRegion(placedOf(done))) {
    const tiers = tiersOf(coding.file, 'epidural-transforaminal', region);
    const facts = factsOf(group) as readonly Documented<Epidural>[];
    guidanceLine(coding, facts, tiers);
    const levels = coding.holds('levels', [facts.some(isElsewhere) ? 'review' : 'met'], { codes: tiers, facts, missing: ['level'] });
    coding.add(...sidedLines(coding, [region], tiers, group, [...levels, ...includedGuidance(coding, facts, tiers)]));
  }
}

/** Between the laminae or through the sacral hiatus: one line a region, whatever the levels. */
function interlaminar(coding: Coding, done: readonly Documented<Epidural>[]): void {
  const groups = new Map<SpinalRegion | string, Documented<Epidural>[]>();
  for (const one of done) {
    // Where the region is not documented, each asks for its own.
    const region = regionOf(one) ?? one.id;
    groups.set(region, [...groups.get(region) ?? [], one]);
  }
  for (const [region, facts] of groups) {
    if (!isSpinalRegion(region)) {
      const chosen = SPINAL_REGIONS.map((one) => chosenByGuidance(coding, facts, tiersOf(coding.file, 'epidural-interlaminar', one) as readonly [string, string]));
      const codes = chosen.flatMap((one) => one.codes).sort();
      coding.add({ codes, modifiers: [], units: 1, facts, heldBy: [...coding.holds('levels', ['unknown'], { codes, facts, missing: ['level'] }), ...chosen[0]?.heldBy ?? []] });
      continue;
    }
    const pair = tiersOf(coding.file, 'epidural-interlaminar', region) as readonly [string, string];
    const { codes, heldBy } = chosenByGuidance(coding, facts, pair);
    const open: readonly CodingRule[] = [
      ...coding.holds('levels', [facts.some(isElsewhere) ? 'review' : 'met'], { codes, facts, missing: ['level'] }),
      ...(facts.length > 1 ? coding.holds('unit-limit', ['review'], { codes, facts, missing: ['units'], found: { injections: facts.length } }) : []),
    ];
    coding.add({ codes, modifiers: [], units: 1, facts, regions: [region], heldBy: [...heldBy, ...open] });
  }
}

function isSpinalRegion(region: string): region is SpinalRegion {
  return (SPINAL_REGIONS as readonly string[]).includes(region);
}

/** Regions that contradict each other: of the approach, as stated, and of the levels. Levels on both sides of the junction may be of one injection through the foramen each. */
function isElsewhere({ fact }: Documented<Epidural>): boolean {
  const ofLevels = new Set((fact.targets ?? []).map(({ level }) => regionOfLevel(level)));
  if (fact.approach === 'transforaminal') return fact.region !== undefined && ofLevels.size > 0 && !ofLevels.has(fact.region);
  const all = new Set([...ofLevels, ...(fact.region === undefined ? [] : [fact.region]), ...(fact.approach === 'caudal' ? ['lumbosacral' as const] : [])]);
  return all.size > 1;
}

/** A caudal one is of the low back; of several levels the first counts, they are one space of one region. */
function regionOf({ fact }: Documented<Epidural>): SpinalRegion | undefined {
  if (fact.approach === 'caudal') return 'lumbosacral';
  const [first] = fact.targets ?? [];
  return first === undefined ? fact.region : regionOfLevel(first.level);
}
