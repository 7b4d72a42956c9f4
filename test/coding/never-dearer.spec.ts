/**
 * Never a dearer code than documented: taking a fact of the day away adds no line, no unit and no code. What may be billed counts as
 * a line, held or not, because an answer to an open question may make it one; a line that is ready needs no more than its own facts.
 */
import { CODE_FILES, type Coded } from '../../machines/coding';
import { coded, type RandomChart } from './comparison';
import { randomChart } from './second-reading/random-chart';
import { seeded } from './second-reading/random-helpers';

const SEED = 20261130;
const CHARTS = 2500;
const SERVICES = ['block', 'ablation', 'epidural', 'scs-trial', 'implant', 'revision', 'programming', 'drug-test'];

/** By family and region, the units of one side that the day may be billed with. */
function units({ lines, held, notBilled }: Coded): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { codes, units: of, modifiers, because } of [...lines.map(({ code, ...line }) => ({ ...line, codes: [code], because: [] })), ...held, ...notBilled]) {
    // Where the sides are open, a line may become one of both; what is part of an ablation is named without its sides.
    const areOpen = because.some((rule) => rule === 'sides' || rule === 'sides-by-level' || rule === 'included-service') && !modifiers.includes('RT') && !modifiers.includes('LT');
    const sides = modifiers.includes('50') || areOpen ? 2 : 1;
    for (const family of new Set(codes.map(familyOf))) all.set(family, (all.get(family) ?? 0) + of * sides);
  }
  return all;
}

/** The region's family: with one level less, what was a second level may be a first one, and there is a line less. */
function familyOf(code: string): string {
  const { family, region } = CODE_FILES[0]?.codes[code] ?? {};
  return `${family ?? code} ${region ?? ''}`;
}

function without(chart: RandomChart, id: string): RandomChart {
  return { ...chart, facts: chart.facts.filter((fact) => fact.id !== id) };
}

describe(`over ${CHARTS} random charts (seed ${SEED})`, () => {
  it('taking a service away adds no line and no unit', () => {
    const random = seeded(SEED);
    for (let done = 0; done < CHARTS; done++) {
      const chart = randomChart(random);
      const before = units(coded(chart));
      for (const { id, type, occurredOn } of chart.facts) {
        if (!SERVICES.includes(type) || occurredOn !== chart.question.dateOfService) continue;
        for (const [family, count] of units(coded(without(chart, id)))) {
          // An injection that was part of the ablation is a service again when that is gone.
          if (type === 'ablation' && family.startsWith('facet-injection')) continue;
          expect([family, count, (before.get(family) ?? 0) >= count, id, chart]).toEqual([family, count, true, id, chart]);
        }
      }
    }
  });

  it('taking an earlier fact or a statement away makes no line ready with a code that was not there', () => {
    const random = seeded(SEED + 1);
    for (let done = 0; done < CHARTS; done++) {
      const chart = randomChart(random);
      const full = coded(chart);
      const known = new Set([...full.lines.map(({ code }) => code), ...[...full.held, ...full.notBilled].flatMap(({ codes }) => codes)]);
      for (const { id, type, occurredOn } of chart.facts) {
        if (SERVICES.includes(type) && occurredOn === chart.question.dateOfService) continue;
        const added = coded(without(chart, id)).lines.filter(({ code }) => !known.has(code));
        expect([added, id, chart]).toEqual([[], id, chart]);
      }
    }
  });

  it('a line that is ready is never dearer than what its own facts are worth alone', () => {
    const random = seeded(SEED + 2);
    for (let done = 0; done < CHARTS; done++) {
      const chart = randomChart(random);
      const { lines } = coded(chart);
      for (const line of lines) {
        const own = { ...chart, facts: chart.facts.filter(({ id, occurredOn, type }) => line.facts.includes(id) || occurredOn !== chart.question.dateOfService || !SERVICES.includes(type)) };
        const alone = units(coded(own));
        expect([line.code, (alone.get(familyOf(line.code)) ?? 0) >= line.units, chart]).toEqual([line.code, true, chart]);
      }
    }
  });
});
