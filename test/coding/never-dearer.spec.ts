/**
 * Never a dearer code than documented: taking a fact of the day away adds no line, no unit, no code and no work value. What may be billed
 * counts as a line, held or not, because an answer to an open question may make it one; a line that is ready needs no more than its own facts.
 */
import { CODE_FILES, type Coded } from '../../machines/coding';
import { coded, type RandomChart } from './comparison';
import { randomChart } from './second-reading/random-chart';
import { seeded } from './second-reading/random-helpers';
import { dearerFamilies, itemsOf, sidesOf, sumOf, VALUED, worthOf } from './work-value';

const SEED = 20261130;
const CHARTS = 2500;
const SERVICES = ['block', 'ablation', 'epidural', 'scs-trial', 'implant', 'revision', 'programming', 'drug-test'];

type Engine = (chart: RandomChart) => Coded;

/** By family and region, the units of one side that the day may be billed with. */
function units(answer: Coded): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const item of itemsOf(answer)) {
    for (const family of new Set(item.codes.map(familyOf))) all.set(family, (all.get(family) ?? 0) + item.units * sidesOf(item));
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

/** Each fact of each chart taken away once: where what is left may be billed for more work, in sum or in the place of a line. */
function dearer(charts: number, seed: number, engine: Engine = coded): readonly string[] {
  const random = seeded(seed);
  const found: string[] = [];
  for (let done = 0; done < charts; done++) {
    const chart = randomChart(random);
    const answer = engine(chart);
    for (const { id, type, occurredOn } of chart.facts) {
      // An injection that was part of the ablation is a service again when that is gone.
      const aside = type === 'ablation' && occurredOn === chart.question.dateOfService ? 'facet-injection' : undefined;
      const [full, left] = [worthOf(answer, aside), worthOf(engine(without(chart, id)), aside)];
      if (sumOf(left) > sumOf(full)) found.push(`${done} without ${id}: work ${sumOf(full)}, then ${sumOf(left)}`);
      const places = dearerFamilies(full, left);
      if (places.length > 0) found.push(`${done} without ${id}: a dearer code of ${places.join(', ')}`);
    }
  }
  return found;
}

/** Faults that only a fact's absence shows: a further level billed as a first one, and one side billed as both. */
const FAULTS: Readonly<Record<string, Engine>> = {
  'with one service on the day, a further level becomes a first one': (chart) => {
    const answer = coded(chart);
    const isAlone = chart.facts.filter(({ type, occurredOn }) => SERVICES.includes(type) && occurredOn === chart.question.dateOfService).length === 1;
    const first: Readonly<Record<string, string>> = { 64491: '64490', 64494: '64493', 64634: '64633', 64636: '64635', 64480: '64479', 64484: '64483' };
    return isAlone ? { ...answer, lines: answer.lines.map((line) => ({ ...line, code: first[line.code] ?? line.code })) } : answer;
  },
  'without a pain history, one side becomes both': (chart) => {
    const answer = coded(chart);
    const is = (type: string): boolean => chart.facts.some((fact) => fact.type === type);
    return is('pain-history') ? answer : { ...answer, held: answer.held.map((line) => ({ ...line, modifiers: ['50'] })) };
  },
};

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

  it('taking any fact away adds no work value, and puts no dearer code of a family in the place of a line', () => {
    expect(dearer(CHARTS, SEED)).toEqual([]);
  });

  it.each(Object.entries(FAULTS))('a planted fault is found by it: %s', (_, fault) => {
    expect(dearer(CHARTS / 10, SEED, fault)).not.toEqual([]);
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

it('compares the work of every family that has all its values, and tells which has not', () => {
  const codes = Object.keys(CODE_FILES[0]?.codes ?? {});
  expect([...new Set(codes.filter((code) => !VALUED.includes(code)).map(familyOf))].sort()).toEqual([
    'drug-test-definitive ', 'drug-test-presumptive ', 'epidural-interlaminar cervical-thoracic', 'stimulator-generator ', 'stimulator-lead ', 'stimulator-programming ', 'stimulator-revision ', 'unlisted ',
  ]);
});

it('no answer names a value: none is proposed for what it is worth', () => {
  const random = seeded(SEED);
  for (let done = 0; done < 100; done++) expect(JSON.stringify(coded(randomChart(random)))).not.toMatch(/relativeValue|"work"|onFacility"/);
});
