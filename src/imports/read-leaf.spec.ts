import type { Leaf } from './mapping';
import { readLeaf, type Raw } from './read-leaf';

const US: Leaf = { as: 'date', format: 'MM/dd/yyyy' };

describe('a value as a source writes it', () => {
  it.each<[Raw, Leaf, unknown]>([
    [' L4-L5 ', {}, 'L4-L5'], [8, { as: 'number' }, 8], ['7.5', { as: 'number' }, 7.5], ['-1', { as: 'whole' }, -1], ['80 %', { as: 'number', suffix: '%' }, 80],
    ['0.8', { as: 'number', unit: 'fraction' }, 80], ['0.07', { as: 'number', unit: 'fraction' }, 7], ['R', { codes: { R: 'right' } }, 'right'], ['Y', { codes: { Y: true } }, true],
    ['03/09/2026', US, '2026-03-09'], ['09-Mar-2026', { as: 'date', format: 'dd-MMM-yyyy' }, '2026-03-09'], ['2026-03-09', { as: 'date' }, '2026-03-09'], ['2026-03-09T08:00:00-05:00', { as: 'date' }, '2026-03-09'],
    ['2026-03-09T08:00:00-05:00', { as: 'instant' }, '2026-03-09T08:00:00-05:00'], ['2026-07-09 08:30', { as: 'instant', format: 'yyyy-MM-dd HH:mm', zone: 'America/New_York' }, '2026-07-09T08:30:00-04:00'],
    ['2026-07-09 08:30', { as: 'instant', format: 'yyyy-MM-dd HH:mm' }, '2026-07-09T08:30:00-04:00'], ['=1+1', {}, '=1+1'],
  ])('%j as %j means %j', (raw, leaf, value) => {
    expect(readLeaf(raw, leaf, 'America/New_York')).toEqual({ value });
  });

  it.each<[Raw, Leaf, string]>([
    ['8/10', { as: 'number' }, 'not-a-number'], ['2-8', { as: 'number' }, 'not-a-number'], ['1e3', { as: 'number' }, 'not-a-number'], ['7.5', { as: 'whole' }, 'not-whole'], ['80', { as: 'number', suffix: '%' }, 'suffix-missing'],
    ['X', { codes: { R: 'right' } }, 'code-not-mapped'], ['constructor', { codes: {} }, 'code-not-mapped'], ['02/30/2026', US, 'not-a-date'], ['3/9/26', US, 'not-a-date'], ['46090', US, 'not-a-date'], ['2026-03-09', US, 'not-a-date'], ['13/01/2026', US, 'not-a-date'],
    ['2026-03', { as: 'date' }, 'partial-date'], ['2026-03-09 late', { as: 'date' }, 'not-a-date'], ['2026-03-09T08:00:00', { as: 'instant' }, 'not-an-instant'], ['2026-03-09T08:00:00+99:00', { as: 'instant' }, 'not-an-instant'], ['a\u0000b', {}, 'control-character'],
  ])('%j as %j is refused: %s', (raw, leaf, fault) => {
    expect(readLeaf(raw, leaf, 'America/New_York')).toEqual({ fault });
  });

  it.each<[Raw, Leaf]>([['', {}], ['   ', US], [undefined, {}], ['N/A', { as: 'number', blank: ['N/A'] }]])('%j says nothing', (raw, leaf) => {
    expect(readLeaf(raw, leaf, 'America/New_York')).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['a day stays', '2026-03-09', '2026-03-09'], ['a time that does not say where stays on its day', '2026-03-09T23:30:00', '2026-03-09'],
    ['late in the evening in winter', '2026-01-15T04:59:59Z', '2026-01-14'], ['midnight in winter', '2026-01-15T05:00:00Z', '2026-01-15'],
    ['late in the evening in summer', '2026-07-15T03:59:59.999Z', '2026-07-14'], ['midnight in summer', '2026-07-15T04:00:00Z', '2026-07-15'],
    ['before the clocks go forward, on the eve', '2026-03-08T04:59:00Z', '2026-03-07'], ['the day on which they go forward', '2026-03-08T05:00:00Z', '2026-03-08'], ['its last minute, an hour early by the sun', '2026-03-09T03:59:00Z', '2026-03-08'], ['and the day after', '2026-03-09T04:00:00Z', '2026-03-09'],
    ['the day on which they go back', '2026-11-01T04:00:00Z', '2026-11-01'], ['its last minute', '2026-11-02T04:59:00Z', '2026-11-01'], ['and the day after', '2026-11-02T05:00:00Z', '2026-11-02'],
    ['an offset of the practice', '2026-03-02T23:30:00-05:00', '2026-03-02'], ['an offset to the west of it', '2026-03-02T22:30:00-08:00', '2026-03-03'], ['an offset to the east of it', '2026-03-03T01:00:00+02:00', '2026-03-02'],
    ['the other side of the date line', '2026-03-03T10:00:00+14:00', '2026-03-02'], ['without seconds', '2026-01-15T04:30Z', '2026-01-14'], ['over the year\'s end', '2026-01-01T00:00:00Z', '2025-12-31'],
  ])('is of the practice\'s day: %s', (_, raw, day) => {
    expect(readLeaf(raw, { as: 'date' }, 'America/New_York')).toEqual({ value: day });
  });

  it.each<[string, string, string, string]>([
    ['where the day begins', '2026-03-03T10:00:00Z', 'Pacific/Kiritimati', '2026-03-04'], ['where it ends', '2026-03-03T10:00:00Z', 'Pacific/Niue', '2026-03-02'], ['where no clock changes', '2026-07-15T06:59:00Z', 'America/Phoenix', '2026-07-14'],
  ])('of whichever zone it is: %s', (_, raw, zone, day) => {
    expect(readLeaf(raw, { as: 'date' }, zone)).toEqual({ value: day });
  });

  it('takes the day of a zone that the mapping names, for a source that writes its days as midnight in Greenwich', () => {
    expect(readLeaf('2026-03-09T00:00:00Z', { as: 'date', zone: 'UTC' }, 'America/New_York')).toEqual({ value: '2026-03-09' });
  });

  it.each(['2026-02-30T10:00:00Z', '2026-03-09T25:00:00Z', '2026-03-09T08:00:00+99:00', '2026-03-09T25:00', '2026-03-09T', '2026-03-09T08:00:00 EST'])('%s is no moment', (raw) => {
    expect(readLeaf(raw, { as: 'date' }, 'America/New_York')).toEqual({ fault: 'not-a-date' });
  });
});
