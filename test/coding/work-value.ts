/** What the lines of a day are worth by the relative values on file: a number for each side of each unit, the dearest first. */
import { CODE_FILES, type Code, type Coded } from '../../machines/coding';

const CODES = CODE_FILES[0]?.codes ?? {};

/** Codes whose family, in their region, has a value for each of its codes; others are compared by lines and units alone. */
export const VALUED: readonly string[] = Object.keys(CODES).filter((code) => siblingsOf(CODES[code] as Code).every(({ relativeValue }) => relativeValue !== undefined));

type Item = Pick<Coded['held'][number], 'units' | 'modifiers' | 'because'> & { readonly codes: readonly string[] };

/** By family, without the one that is set aside. What is held counts with the dearest code that it may become; both sides count twice, in one line or in two. */
export function worthOf(coded: Coded, aside?: Code['family']): ReadonlyMap<string, readonly number[]> {
  const worth = new Map<string, number[]>();
  for (const item of itemsOf(coded)) {
    for (const [family, work] of dearestOf(item.codes)) {
      if (family === aside) continue;
      const known = worth.get(family);
      const parts = Array.from({ length: item.units * sidesOf(item) }, () => work);
      if (known === undefined) worth.set(family, parts);
      else known.push(...parts);
    }
  }
  for (const parts of worth.values()) parts.sort((a, b) => b - a);
  return worth;
}

export function sumOf(worth: ReadonlyMap<string, readonly number[]>): number {
  return Math.round([...worth.values()].flat().reduce((sum, work) => sum + work, 0) * 100) / 100;
}

/** Families in which the second is worth more in any place: its dearest part than the first's dearest, its next than the first's next. */
export function dearerFamilies(first: ReadonlyMap<string, readonly number[]>, second: ReadonlyMap<string, readonly number[]>): readonly string[] {
  return [...second].filter(([family, parts]) => parts.some((work, place) => work > (first.get(family)?.[place] ?? 0))).map(([family]) => family);
}

/** What may be billed counts, held or not: an answer to an open question may make it a line. */
export function itemsOf({ lines, held, notBilled }: Coded): readonly Item[] {
  return [...lines.map(({ code, units, modifiers }) => ({ codes: [code], units, modifiers, because: [] })), ...held, ...notBilled];
}

/** Where the sides are open, a line may become one of both; what is part of an ablation is named without its sides. */
export function sidesOf({ modifiers, because }: Item): number {
  const areOpen = because.some((rule) => rule === 'sides' || rule === 'sides-by-level' || rule === 'included-service') && !modifiers.includes('RT') && !modifiers.includes('LT');
  return modifiers.includes('50') || areOpen ? 2 : 1;
}

function dearestOf(codes: readonly string[]): ReadonlyMap<string, number> {
  const dearest = new Map<string, number>();
  for (const code of codes) {
    const { family, relativeValue } = CODES[code] ?? {};
    if (family === undefined || relativeValue === undefined || !VALUED.includes(code)) continue;
    dearest.set(family, Math.max(dearest.get(family) ?? 0, relativeValue.work));
  }
  return dearest;
}

function siblingsOf({ family, region }: Code): readonly Code[] {
  return Object.values(CODES).filter((one) => one.family === family && one.region === region);
}
