import type { Template } from './mapping';
import { fillTemplate, holds, placeAt, type Row } from './read-template';

const rowOf = (cells: Readonly<Record<string, string>>): Row => ({
  zone: 'America/New_York',
  at: ({ column }) => (column === undefined ? undefined : cells[column]),
  all: ({ column }) => [column === undefined ? undefined : cells[column]],
});
const BLOCK: Template = {
  type: 'block', occurredOn: { column: 'Date', as: 'date' }, technique: 'medial-branch',
  targets: { each: { column: 'Levels', split: ',', codes: { 'L4-5': 'L4-L5', 'L5-S1': 'L5-S1' } }, make: { level: { item: true }, side: { column: 'Side', codes: { R: 'right' } } } },
  relief: { scale: 'NRS', baseline: { column: 'Pre', as: 'number' }, observations: [{ minutes: 30, score: { column: '30m', as: 'number' } }, { minutes: 360, score: { column: '6h', as: 'number' } }] },
};

describe('a template filled from a row', () => {
  it('says what the row says, and as many targets as the cell lists', () => {
    expect(fillTemplate(BLOCK, rowOf({ Date: '2026-03-09', Levels: 'L4-5, L5-S1', Side: 'R', Pre: '8', '30m': '1', '6h': '2' }))).toEqual({
      faults: [], kept: {}, value: {
        type: 'block', occurredOn: '2026-03-09', technique: 'medial-branch', targets: [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }],
        relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 1 }, { minutes: 360, score: 2 }] },
      },
    });
  });

  it('leaves out what is empty: a field, an entry of a list, an object as a whole', () => {
    expect(fillTemplate(BLOCK, rowOf({ Date: '2026-03-09', Levels: 'L4-5', Pre: '8', '6h': '2' })).value).toEqual({
      type: 'block', occurredOn: '2026-03-09', technique: 'medial-branch', targets: [{ level: 'L4-L5' }], relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 360, score: 2 }] },
    });
    expect(fillTemplate(BLOCK, rowOf({ Date: '2026-03-09' })).value).toEqual({ type: 'block', occurredOn: '2026-03-09', technique: 'medial-branch' });
  });

  it('tells a cell that cannot be read once, by its column', () => {
    expect(fillTemplate(BLOCK, rowOf({ Date: '03/09/2026', Levels: 'L4-5,L9', Side: 'Rt' })).faults).toEqual([
      { place: 'Date', code: 'not-a-date' }, { place: 'Levels', code: 'code-not-mapped' }, { place: 'Side', code: 'code-not-mapped' },
    ]);
  });

  it.each([
    ['/occurredOn', 'Date'], ['/relief/baseline', 'Pre'], ['/relief/observations/0/score', '6h'], ['/relief', 'Pre'], ['/targets/1/level', 'Levels'], ['/targets/0/side', 'Side'], ['/technique', ''], ['/nothing', ''],
  ])('knows where %s came from: %s', (pointer, place) => {
    const { kept } = fillTemplate(BLOCK, rowOf({ Date: '2026-03-09', Levels: 'L4-5', Pre: '8', '6h': '99' }));
    expect(placeAt(BLOCK, pointer, kept)).toBe(place);
  });

  it('knows rows by what their cells say', () => {
    const row = rowOf({ Kind: ' MBB ', Note: '' });
    expect([holds([{ column: 'Kind', is: ['MBB'] }], row), holds([{ column: 'Kind', isNot: ['MBB'] }], row), holds([{ column: 'Note', isBlank: true }, { column: 'Kind', isBlank: false }], row), holds([], row)]).toEqual([true, false, true, true]);
  });
});
