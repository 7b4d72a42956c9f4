/** Blocks: sessions, purpose, KX, third level, junction, and what an ablation of the day includes. */
import { INJECTION, JUNCTION, JUNCTION_CODES, LOWER, THIRD_LEVEL } from './constants';
import { Draft, ofType, Reading, tell, holdFact } from './draft';
import { FactJson, fromAbove, regionOfLevel, targetsOf, unique } from './facts';
import { askGuidance } from './guidance';
import { sidedDrafts, Site, sitesOf } from './sided-lines';

export function facetInjections(reading: Reading): void {
  const blocks = ofType(reading.day, 'block');
  if (blocks.length === 0) return;
  askGuidance(reading, blocks);
  for (const fact of blocks) {
    // "Diagnostic with `steroid: true`: `review`, holds where the payer has KX".
    if (fact.purpose === 'diagnostic' && fact.steroid === true) {
      tell(reading, 'purpose', 'review');
      if (reading.medicare) holdFact(reading, fact);
    }
  }
  const regionOf = dayRegions(reading, blocks);
  const levels = levelsOfDay(blocks);
  const drafts = unique(levels.map(regionOf)).flatMap((region) => session(reading, blocks, region, regionOf));
  // "T12-L1 with L1-L2 ... Other contractors and payers, with further levels, or ablation: `review`, holds".
  if (hasJunction(levels) && !oneRegionDay(reading, levels)) {
    tell(reading, 'thoraco-lumbar-junction', 'review');
    for (const line of drafts) line.held = true;
  }
  reading.drafts.push(...drafts);
}

function levelsOfDay(blocks: readonly FactJson[]): string[] {
  return fromAbove(blocks.flatMap((fact) => targetsOf(fact).map((target) => target.level)));
}

export function hasJunction(levels: readonly string[]): boolean {
  return JUNCTION.every((level) => levels.includes(level));
}

/** "T12-L1 with L1-L2 and no other level, injections: First Coast, NGS, Noridian: one region". */
function oneRegionDay(reading: Reading, levels: readonly string[]): boolean {
  return reading.junctionIsOneRegion && hasJunction(levels) && levels.length === JUNCTION.length;
}

/** C14: the junction as one region "counts as lumbosacral for region and levels". */
export function dayRegions(reading: Reading, blocks: readonly FactJson[]): (level: string) => string {
  return oneRegionDay(reading, levelsOfDay(blocks)) ? (): string => LOWER : regionOfLevel;
}

/** "facet injections of one region on one day are one session" */
function session(reading: Reading, blocks: readonly FactJson[], region: string, regionOf: (level: string) => string): Draft[] {
  const facts = blocks.filter((fact) => targetsOf(fact).some((target) => regionOf(target.level) === region));
  const purposes = unique(facts.flatMap((fact) => (fact.purpose === undefined ? [] : [fact.purpose])));
  for (const purpose of purposes) {
    const ordinal = earlierDays(reading, region, purpose) + 1;
    reading.sessions.push({ region, purpose, ordinal });
    // "Medicare, third or further: `review`".
    if (reading.medicare && purpose === 'diagnostic' && ordinal >= 3) tell(reading, 'diagnostic-session', 'review');
  }
  const sites = sitesOf(facts, (level) => regionOf(level) === region);
  const ablated = sitesOf(ofType(reading.day, 'ablation'), () => true);
  const included = sites.filter((site) => site.side !== undefined && ablated.some((other) => other.level === site.level && other.side === site.side));
  const remaining = sites.filter((site) => !included.includes(site));
  const drafts = [...includedDrafts(reading, region, included), ...remainingDrafts(reading, region, remaining, purposes)];
  // "Other levels of the region: held by `same-day-services`".
  const regions = sites.map((site) => regionOfLevel(site.level));
  if (remaining.length > 0 && ablated.some((site) => regions.includes(regionOfLevel(site.level)))) {
    tell(reading, 'same-day-services', 'review');
    holdAll(drafts);
  }
  // "diagnostic and therapeutic in one: `review`, holds".
  if (purposes.length > 1) {
    tell(reading, 'purpose', 'review');
    holdAll(drafts);
  }
  return drafts;
}

function holdAll(drafts: readonly Draft[]): void {
  for (const line of drafts) line.held = true;
}

/**
 * "earlier days with a diagnostic facet injection (no steroid) in the region, either technique"; therapeutic days are counted alike, with or
 * without steroid.
 */
function earlierDays(reading: Reading, region: string, purpose: string): number {
  const blocks = ofType(reading.record, 'block');
  return unique(blocks.map((fact) => fact.occurredOn)).filter((date) => {
    const ofDay = blocks.filter((fact) => fact.occurredOn === date);
    const regionOf = dayRegions(reading, ofDay);
    return ofDay.some((fact) => fact.purpose === purpose && !(purpose === 'diagnostic' && fact.steroid === true)
      && targetsOf(fact).some((target) => regionOf(target.level) === region));
  }).length;
}

function codesFor(region: string, sites: readonly Site[]): readonly string[] {
  const levels = fromAbove(sites.map((site) => site.level));
  // Only the one-region reading brings both levels of the junction into one session.
  if (hasJunction(levels)) return JUNCTION_CODES;
  const own = new Set(levels.map(regionOfLevel));
  return INJECTION[own.size === 1 ? [...own][0] ?? region : region] ?? [];
}

function factsOf(sites: readonly Site[]): FactJson[] {
  return [...new Set(sites.map((site) => site.fact))];
}

/** "facet injection at a level and side that is ablated on the same day: not billed, `unmet`" */
function includedDrafts(reading: Reading, region: string, sites: readonly Site[]): Draft[] {
  if (sites.length === 0) return [];
  tell(reading, 'included-service', 'unmet');
  const codes = codesFor(region, sites);
  const right = fromAbove(sites.filter((site) => site.side === 'right').map((site) => site.level)).length;
  const left = fromAbove(sites.filter((site) => site.side === 'left').map((site) => site.level)).length;
  return codes.slice(0, Math.max(right, left)).map((code): Draft => ({
    codes: [code], modifiers: [], units: 1, limitUnits: 0, facts: factsOf(sites), basis: factsOf(sites), diagnosisOf: [region],
    family: 'facet', procedure: true, held: false,
    notBilled: true,
  }));
}

function remainingDrafts(reading: Reading, region: string, sites: readonly Site[], purposes: readonly string[]): Draft[] {
  if (sites.length === 0) return [];
  // "Medicare (`original-medicare`), a diagnostic facet session: KX on each of its lines; never on therapeutic".
  const kx = reading.medicare && purposes.includes('diagnostic');
  const drafts = sidedDrafts(reading, {
    family: 'facet', region, sites, codes: codesFor(region, sites), lastIsOneUnit: true, facts: factsOf(sites), modifiers: kx ? ['KX'] : [],
  });
  // "facet injections of three levels or more: Medicare: `unmet`, holds the line of 64492 or 64495".
  if (reading.medicare && fromAbove(sites.map((site) => site.level)).length >= 3) {
    tell(reading, 'third-level', 'unmet');
    holdAll(drafts.filter((line) => line.codes.some((code) => THIRD_LEVEL.includes(code))));
  }
  return drafts;
}
