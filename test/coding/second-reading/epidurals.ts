/** Epidurals: transforaminal by level and side; interlaminar and caudal one line a region, with or without imaging. */
import { GUIDANCE_THAT_COUNTS, LEVELS, LOWER, TRANSFORAMINAL, UPPER, WITH_IMAGING, WITHOUT_IMAGING } from './constants';
import { draft, holdFact, ofType, Reading, tell } from './draft';
import { FactJson, regionOfLevel, regionOfName, targetsOf, unique } from './facts';
import { dayRegions } from './facet-injections';
import { askGuidance } from './guidance';
import { sidedDrafts, sitesOf } from './sided-lines';

export function epidurals(reading: Reading): void {
  const all = ofType(reading.day, 'epidural');
  const transforaminal = all.filter((fact) => fact.approach === 'transforaminal');
  const central = all.filter((fact) => fact.approach !== 'transforaminal');
  transforaminalLines(reading, transforaminal);
  centralLines(reading, central);
  sameDay(reading, transforaminal, central);
}

/** The regions of an epidural: of its targets, else its own; a caudal injection is lumbosacral. None where the record does not say. */
function regionsOf(fact: FactJson): string[] {
  if (fact.approach === 'caudal') return [LOWER];
  const targets = targetsOf(fact);
  if (targets.length > 0) return unique(targets.map((target) => regionOfLevel(target.level)));
  return fact.region === undefined ? [] : [regionOfName(fact.region)];
}

function transforaminalLines(reading: Reading, facts: readonly FactJson[]): void {
  askGuidance(reading, facts);
  const withTargets = facts.filter((fact) => targetsOf(fact).length > 0);
  for (const fact of facts.filter((one) => targetsOf(one).length === 0)) {
    // "transforaminal without targets: `unknown`, holds". What is sure is a first level, of its region where it has one.
    tell(reading, 'levels', 'unknown');
    const regions = regionsOf(fact);
    const first = (regions.length > 0 ? regions : [UPPER, LOWER]).flatMap((region) => (TRANSFORAMINAL[region] ?? []).slice(0, 1));
    reading.drafts.push(draft('epidural', first, [fact], { held: true, diagnosisOf: regions }));
  }
  for (const region of unique(withTargets.flatMap(regionsOf))) {
    const inRegion = withTargets.filter((fact) => regionsOf(fact).includes(region));
    const sites = sitesOf(inRegion, (level) => regionOfLevel(level) === region);
    reading.drafts.push(...sidedDrafts(reading, { family: 'epidural', region, sites, codes: TRANSFORAMINAL[region] ?? [],
      lastIsOneUnit: false, facts: inRegion }));
  }
}

function centralLines(reading: Reading, facts: readonly FactJson[]): void {
  for (const fact of facts) {
    // "caudal with a target above L1-L2 ... the last `review`, holds"
    if (fact.approach === 'caudal' && targetsOf(fact).some((target) => LEVELS.indexOf(target.level) < LEVELS.indexOf('L1-L2'))) {
      tell(reading, 'levels', 'review');
      holdFact(reading, fact);
    }
    if (regionsOf(fact).length === 0) {
      // "interlaminar with neither targets nor region: `unknown`, holds"
      tell(reading, 'levels', 'unknown');
      holdFact(reading, fact);
      reading.drafts.push(draft('epidural', imagingCodes(reading, fact, [UPPER, LOWER]), [fact], { diagnosisOf: [] }));
    }
  }
  for (const region of unique(facts.flatMap(regionsOf))) {
    const inRegion = facts.filter((fact) => regionsOf(fact).includes(region));
    const line = draft('epidural', inRegion.flatMap((fact) => imagingCodes(reading, fact, [region])), inRegion, { diagnosisOf: [region],
      limitUnits: inRegion.length });
    if (inRegion.length > 1) {
      // "Two interlaminar or caudal injections of one region: one line, held"
      tell(reading, 'unit-limit', 'review');
      line.held = true;
    }
    reading.drafts.push(line);
  }
}

/** The code without imaging, the one with it, or both while that is open. */
function imagingCodes(reading: Reading, fact: FactJson, regions: readonly string[]): string[] {
  const without = regions.flatMap((region) => WITHOUT_IMAGING[region] ?? []);
  const withImaging = regions.flatMap((region) => WITH_IMAGING[region] ?? []);
  if (fact.guidance === undefined) {
    tell(reading, 'image-guidance', 'unknown');
    holdFact(reading, fact);
    return [...without, ...withImaging];
  }
  if (fact.guidance === 'none') {
    // "the code without imaging, and for Medicare `unmet` ..., without holding"
    if (reading.medicare) tell(reading, 'image-guidance', 'unmet');
    return without;
  }
  if (!GUIDANCE_THAT_COUNTS.includes(fact.guidance)) {
    // "Ultrasound, MRI: `review`, holds"
    tell(reading, 'image-guidance', 'review');
    holdFact(reading, fact);
    return [...without, ...withImaging];
  }
  if (fact.imageSaved === true) return withImaging;
  // "not stated `unknown`, `false` `review` (a code without imaging contradicts documented guidance), both hold"
  tell(reading, 'images-saved', fact.imageSaved === undefined ? 'unknown' : 'review');
  holdFact(reading, fact);
  return [...without, ...withImaging];
}

/** "epidural beside a facet procedure of its region; interlaminar or caudal beside transforaminal of one region: `review`, without holding" */
function sameDay(reading: Reading, transforaminal: readonly FactJson[], central: readonly FactJson[]): void {
  const blocks = ofType(reading.day, 'block');
  const blockRegion = dayRegions(reading, blocks);
  const facet = [
    ...blocks.flatMap((fact) => targetsOf(fact).map((target) => blockRegion(target.level))),
    ...ofType(reading.day, 'ablation').flatMap((fact) => targetsOf(fact).map((target) => regionOfLevel(target.level))),
  ];
  const through = transforaminal.flatMap(regionsOf);
  const middle = central.flatMap(regionsOf);
  if ([...through, ...middle].some((region) => facet.includes(region)) || middle.some((region) => through.includes(region))) {
    tell(reading, 'same-day-services', 'review');
  }
}
