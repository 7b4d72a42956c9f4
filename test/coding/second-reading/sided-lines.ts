/** Services that are counted by level and side: facet injections, thermal ablation, transforaminal epidurals. */
import { READINGS, SURGERY_CENTER } from './constants';
import { Draft, draft, placesOf, Reading, tell } from './draft';
import { FactJson, fromAbove, Side, sidesOf, unique } from './facts';

export interface Site { level: string; side?: Side; fact: FactJson }

/** Each target with each of its sides ("`bilateral` is both"); a site without a side where none is documented. */
export function sitesOf(facts: readonly FactJson[], wanted: (level: string) => boolean): Site[] {
  return facts.flatMap((fact) => (fact.targets ?? []).filter((target) => wanted(target.level)).flatMap((target): Site[] => {
    const sides = sidesOf(target);
    return sides.length === 0 ? [{ level: target.level, fact }] : sides.map((side) => ({ level: target.level, side, fact }));
  }));
}

interface Step { code: string; right: string[]; left: string[] }

export interface SidedGroup {
  family: Draft['family'];
  region: string;
  sites: readonly Site[];
  /** First level, second, and so on; the last stands for all further ones. */
  codes: readonly string[];
  /** "the third and all further ones together (one unit)" */
  lastIsOneUnit: boolean;
  facts: readonly FactJson[];
  modifiers?: readonly string[];
}

export function sidedDrafts(reading: Reading, group: SidedGroup): Draft[] {
  const { sites } = group;
  const unsided = fromAbove(sites.filter((site) => site.side === undefined).map((site) => site.level));
  const right = levelsOn(sites, 'right');
  const left = levelsOn(sites, 'left');
  // `sides`: "missing: `unknown`, holds". Which line a level without a side belongs to cannot be said, so all lines counted with it wait.
  let held = unsided.length > 0;
  if (held) tell(reading, 'sides', 'unknown');
  // `sides-by-level`: "neither side's levels hold all of the other's ...: `review`, holds".
  if (!holdsAll(right, left) && !holdsAll(left, right)) {
    tell(reading, 'sides-by-level', 'review');
    held = true;
  }
  const steps = stepsOf(group, fromAbove([...right, ...unsided]), fromAbove([...left, ...unsided]));
  return linesOf(reading, group, steps).map((line) => ({ ...line, held }));
}

function levelsOn(sites: readonly Site[], side: Side): string[] {
  return fromAbove(sites.filter((site) => site.side === side).map((site) => site.level));
}

function holdsAll(one: readonly string[], other: readonly string[]): boolean {
  return other.every((level) => one.includes(level));
}

/** "Each side is counted by itself: where the right has two levels and the left one of them, the first is bilateral and the second right." */
function stepsOf(group: SidedGroup, right: readonly string[], left: readonly string[]): Step[] {
  const common = right.filter((level) => left.includes(level));
  const rightOrder = [...common, ...right.filter((level) => !common.includes(level))];
  const leftOrder = [...common, ...left.filter((level) => !common.includes(level))];
  const steps: Step[] = [];
  for (let rank = 0; rank < Math.max(right.length, left.length); rank += 1) {
    const last = group.codes.length - 1;
    const code = group.codes[Math.min(rank, last)] ?? '';
    const here = { code, right: rightOrder.slice(rank, rank + 1), left: leftOrder.slice(rank, rank + 1) };
    const before = steps[last];
    if (group.lastIsOneUnit && before !== undefined) {
      before.right.push(...here.right);
      before.left.push(...here.left);
    } else {
      steps.push(here);
    }
  }
  return steps;
}

function linesOf(reading: Reading, group: SidedGroup, steps: readonly Step[]): Draft[] {
  const lines: Draft[] = [];
  const places = placesOf(reading.question, group.facts);
  const surgeryCenter = reading.question.claimType === 'facility' && places.length === 1 && places[0] === SURGERY_CENTER;
  /** One-sided further levels: "further joints of one side are units of one line". */
  const oneSided = new Map<string, Draft>();
  const counted = new Set<string>();
  function line(code: string, modifiers: readonly string[], levels: readonly string[], sides: readonly Side[]): Draft {
    const cited = group.sites.filter((site) => levels.includes(site.level) && (site.side === undefined || sides.includes(site.side)))
      .map((site) => site.fact);
    const facts = READINGS.lineFacts === 'level' ? uniqueFacts(cited) : [...group.facts];
    return draft(group.family, [code], facts, {
      basis: [...group.facts], diagnosisOf: [group.region], modifiers: [...modifiers, ...(group.modifiers ?? [])], limitUnits: 0,
    });
  }
  function addOneSided(code: string, modifier: 'RT' | 'LT', levels: readonly string[]): void {
    const next = line(code, [modifier], levels, [modifier === 'RT' ? 'right' : 'left']);
    const open = oneSided.get(`${code} ${modifier}`);
    if (open === undefined) {
      oneSided.set(`${code} ${modifier}`, next);
      lines.push(next);
    } else {
      open.units += 1;
      open.facts = uniqueFacts([...open.facts, ...next.facts]);
    }
  }
  steps.forEach((step, rank) => {
    const both = step.right.length > 0 && step.left.length > 0;
    if (both && !surgeryCenter) {
      const levels = [...step.right, ...step.left];
      if (reading.medicare || rank === 0) {
        // "Medicare otherwise: modifier 50, one line, one unit, first and further levels alike (each further level a line of its own)."
        lines.push(line(step.code, ['50'], levels, ['left', 'right']));
      } else {
        // "Other payers: ... further levels twice, two lines without modifier".
        lines.push(line(step.code, [], levels, ['left', 'right']), line(step.code, [], levels, ['left', 'right']));
      }
      return;
    }
    // "A facility claim at 24 (any payer): two lines, RT and LT", and "One side only: `RT` or `LT`".
    if (step.right.length > 0) addOneSided(step.code, 'RT', step.right);
    if (step.left.length > 0) addOneSided(step.code, 'LT', step.left);
  });
  for (const one of lines) {
    const code = one.codes[0] ?? '';
    if (READINGS.limitCounts === 'units') {
      one.limitUnits = one.units;
    } else if (!counted.has(code)) {
      // "right with left is one level": the levels of the code are its units, told once.
      one.limitUnits = steps.filter((step) => step.code === code).length;
      counted.add(code);
    }
  }
  return lines;
}

export function uniqueFacts(facts: readonly FactJson[]): FactJson[] {
  const ids = unique(facts.map((fact) => fact.id));
  return ids.flatMap((id) => facts.filter((fact) => fact.id === id).slice(0, 1));
}
