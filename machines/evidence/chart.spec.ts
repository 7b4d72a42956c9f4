import fc from 'fast-check';
import { arbitraryFact } from '../../test/support/arbitrary-fact';
import { toDay } from '../kernel/calendar';
import { addFact, allFacts, chartOf, EMPTY_CHART, findFact, removeFact, replaceFact, visible, type Chart } from './chart';
import type { Fact } from './fact';

const plan = (occurredOn: string): Fact => ({ type: 'plan', occurredOn, rfaConsidered: true });
const score = (occurredOn: string, value: number): Fact => ({ type: 'score', occurredOn, instrument: 'NRS', value });
const ids = (chart: Chart): string[] => allFacts(chart).map(({ id }) => id);

describe('the chart', () => {
  const chart = addFact(addFact(addFact(EMPTY_CHART, 'b', plan('2026-03-02')), 'a', plan('2026-03-02')), 'c', plan('2026-03-01'));

  it('keeps each type in order of day, then id', () => expect(visible(chart, 'plan', toDay('2026-12-31')).map(({ id }) => id)).toEqual(['c', 'a', 'b']));
  it('shows what had happened by a day, that day included', () => {
    expect(visible(chart, 'plan', toDay('2026-03-01')).map(({ id }) => id)).toEqual(['c']);
    expect(visible(chart, 'plan', toDay('2026-02-28'))).toEqual([]);
    expect(visible(chart, 'score', toDay('2026-12-31'))).toEqual([]);
  });
  it('replaces a fact under its id, also by another type', () => {
    const replaced = replaceFact(chart, 'c', score('2026-03-05', 7));
    expect(ids(replaced)).toEqual(['a', 'b', 'c']);
    expect(findFact(replaced, 'c')?.fact).toEqual(score('2026-03-05', 7));
    expect(visible(replaced, 'plan', toDay('2026-12-31'))).toHaveLength(2);
  });
  it('forgets a removed fact and nothing else', () => {
    expect(ids(removeFact(chart, 'a'))).toEqual(['c', 'b']);
    expect(removeFact(chart, 'nobody')).toBe(chart);
    expect(findFact(removeFact(chart, 'a'), 'a')).toBeUndefined();
  });
  it('never changes a chart that was given out', () => {
    const before = JSON.stringify(chart);
    addFact(chart, 'd', plan('2026-01-01'));
    removeFact(chart, 'a');
    replaceFact(chart, 'b', score('2026-03-05', 7));
    allFacts(chart);
    expect(JSON.stringify(chart)).toBe(before);
  });
  it('names facts that come without an id by type and place', () => {
    expect(ids(chartOf([plan('2026-03-02'), score('2026-03-01', 7), { ...plan('2026-03-03'), id: 'mine' }]))).toEqual(['score-2', 'plan-1', 'mine']);
  });
});

describe('laws of the chart', () => {
  const facts = fc.array(arbitraryFact(['plan', 'score', 'block', 'imaging']), { maxLength: 12 });
  const numbered = (list: readonly Fact[]): (readonly [string, Fact])[] => list.map((fact, index) => [`f${String(index).padStart(2, '0')}`, fact] as const);
  const folded = (entries: readonly (readonly [string, Fact])[]): Chart => entries.reduce((chart, [id, fact]) => addFact(chart, id, fact), EMPTY_CHART);

  it('arrival order is irrelevant', () => {
    fc.assert(fc.property(facts.chain((list) => fc.tuple(fc.constant(numbered(list)), fc.shuffledSubarray(numbered(list), { minLength: list.length }))), ([given, shuffled]) => {
      expect(folded(shuffled)).toEqual(folded(given));
      expect(allFacts(folded(shuffled))).toEqual(allFacts(folded(given)));
    }));
  });
  it('the fold of facts is the chart of them', () => {
    fc.assert(fc.property(facts, (list) => {
      const named = list.map((fact, index): Fact => ({ ...fact, id: `f${index}` }));
      expect(named.reduce((chart, fact) => addFact(chart, fact.id as string, fact), EMPTY_CHART)).toEqual(chartOf(named));
    }));
  });
  it('adding and removing is nothing; a correction is the corrected fact alone', () => {
    fc.assert(fc.property(facts, arbitraryFact(['plan', 'score', 'block']), arbitraryFact(['plan', 'score', 'block']), (list, first, second) => {
      const chart = folded(numbered(list));
      expect(allFacts(removeFact(addFact(chart, 'x', first), 'x'))).toEqual(allFacts(chart));
      expect(allFacts(replaceFact(addFact(chart, 'x', first), 'x', second))).toEqual(allFacts(addFact(chart, 'x', second)));
    }));
  });
  it('what is visible by a day is what happened by it, in order', () => {
    fc.assert(fc.property(facts, fc.integer({ min: 18_990, max: 21_010 }), (list, asOf) => {
      const chart = folded(numbered(list));
      const expected = allFacts(chart).filter(({ fact, day }) => fact.type === 'score' && day <= asOf);
      expect(visible(chart, 'score', asOf)).toEqual(expected);
    }));
  });
});
