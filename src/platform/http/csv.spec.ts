import { parse } from 'csv-parse/sync';
import { csvHeader, csvRows } from './csv';

const COLUMNS = ['who', 'count'] as const;

describe('a table as CSV', () => {
  it('is read back as it was', () => {
    const rows = [{ who: 'a "quoted", one', count: 3 }, { who: 'two\nlines' }, { who: null, count: 0 }];
    const text = csvHeader(COLUMNS) + csvRows(COLUMNS, rows);
    expect(text.split('\r\n')[0]).toBe('who,count');
    expect(parse(text, { columns: true })).toEqual([{ who: 'a "quoted", one', count: '3' }, { who: 'two\nlines', count: '' }, { who: '', count: '0' }]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x")', '\uFF1D1+1'])('never begins a cell with %j', (cell) => {
    const [[written = '']] = parse(csvRows(COLUMNS, [{ who: cell, count: 1 }])) as [string[]];
    expect(written).toBe(`'${cell}`);
  });

  it('leaves numbers and words as they are', () => {
    expect(csvRows(COLUMNS, [{ who: 'original-medicare', count: 12 }, { who: 'late', count: -3 }])).toBe('original-medicare,12\r\nlate,-3\r\n');
  });
});
