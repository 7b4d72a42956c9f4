import type { Leaf } from './mapping';
import { readLeaf, type Raw } from './read-leaf';

const US: Leaf = { as: 'date', format: 'MM/dd/yyyy' };

describe('a value as a source writes it', () => {
  it.each<[Raw, Leaf, unknown]>([
    [' L4-L5 ', {}, 'L4-L5'], [8, { as: 'number' }, 8], ['7.5', { as: 'number' }, 7.5], ['-1', { as: 'whole' }, -1], ['80 %', { as: 'number', suffix: '%' }, 80],
    ['0.8', { as: 'number', unit: 'fraction' }, 80], ['0.07', { as: 'number', unit: 'fraction' }, 7], ['R', { codes: { R: 'right' } }, 'right'], ['Y', { codes: { Y: true } }, true],
    ['03/09/2026', US, '2026-03-09'], ['09-Mar-2026', { as: 'date', format: 'dd-MMM-yyyy' }, '2026-03-09'], ['2026-03-09', { as: 'date' }, '2026-03-09'], ['2026-03-09T08:00:00-05:00', { as: 'date' }, '2026-03-09'],
    ['2026-03-09T08:00:00-05:00', { as: 'instant' }, '2026-03-09T08:00:00-05:00'], ['2026-07-09 08:30', { as: 'instant', format: 'yyyy-MM-dd HH:mm', zone: 'America/New_York' }, '2026-07-09T08:30:00-04:00'],
    ['=1+1', {}, '=1+1'],
  ])('%j as %j means %j', (raw, leaf, value) => {
    expect(readLeaf(raw, leaf)).toEqual({ value });
  });

  it.each<[Raw, Leaf, string]>([
    ['8/10', { as: 'number' }, 'not-a-number'], ['2-8', { as: 'number' }, 'not-a-number'], ['1e3', { as: 'number' }, 'not-a-number'], ['7.5', { as: 'whole' }, 'not-whole'], ['80', { as: 'number', suffix: '%' }, 'suffix-missing'],
    ['X', { codes: { R: 'right' } }, 'code-not-mapped'], ['constructor', { codes: {} }, 'code-not-mapped'], ['02/30/2026', US, 'not-a-date'], ['3/9/26', US, 'not-a-date'], ['46090', US, 'not-a-date'], ['2026-03-09', US, 'not-a-date'], ['13/01/2026', US, 'not-a-date'],
    ['2026-03', { as: 'date' }, 'partial-date'], ['2026-03-09 late', { as: 'date' }, 'not-a-date'], ['2026-03-09T08:00:00', { as: 'instant' }, 'not-an-instant'], ['a\u0000b', {}, 'control-character'],
  ])('%j as %j is refused: %s', (raw, leaf, fault) => {
    expect(readLeaf(raw, leaf)).toEqual({ fault });
  });

  it.each<[Raw, Leaf]>([['', {}], ['   ', US], [undefined, {}], ['N/A', { as: 'number', blank: ['N/A'] }]])('%j says nothing', (raw, leaf) => {
    expect(readLeaf(raw, leaf)).toBeUndefined();
  });
});
