import { addMonths, toDay, toPlainDate } from '../kernel/calendar';
import { isRejection } from '../kernel/rejection';
import { LADDERS, ladderOf, type LadderQuestion } from './ladder';

const COMMERCIAL: LadderQuestion = { payer: 'aetna', line: 'commercial', of: 'request', decidedOn: ['2026-10-31'] };
const ladder = (change: Partial<LadderQuestion>) => {
  const found = ladderOf({ ...COMMERCIAL, ...change });
  if (isRejection(found)) throw new Error(found.message);
  return found;
};
const figures = (id: string) => LADDERS.find((one) => one.id === id)?.levels ?? [];

describe('the ladder of appeals', () => {
  it('gives every level its last day once the decision before it is there, with the arithmetic', () => {
    const [internal, external] = figures('commercial');
    const due = toPlainDate(toDay('2026-10-31') + (internal?.days ?? 0));
    expect(ladder({}).levels).toMatchObject([
      { level: 1, dueOn: due, arithmetic: `2026-10-31 (the denial) + ${internal?.days} days = ${due}, that day included`, decision: expect.stringContaining('72 hours') },
      { level: 2, dueOn: null, arithmetic: expect.stringContaining('not there yet') },
    ]);
    expect(ladder({ decidedOn: ['2026-10-31', '2026-10-31'] }).levels[1]?.dueOn).toBe(toPlainDate(addMonths(toDay('2026-10-31'), external?.months ?? 0)));
    expect(ladder({ decidedOn: ['2026-10-31', '2026-10-31'] }).levels[1]?.dueOn).toBe('2027-02-28');
  });

  it('does not appeal a request of Original Medicare that is not affirmed, and appeals its claim in five levels', () => {
    expect(ladder({ payer: 'medicare', line: 'original-medicare' })).toMatchObject({ appealable: false, instead: expect.stringContaining('as often as needed'), levels: [] });
    const claim = ladder({ payer: 'medicare', line: 'original-medicare', of: 'claim', decidedOn: ['2026-01-01', '2026-03-01'] });
    expect(claim.levels.map(({ dueOn }) => dueOn)).toEqual(['2026-05-01', '2026-08-28', null, null, null]);
    expect(figures('original-medicare-claim').map(({ days }) => days)).toEqual([120, 180, 60, 60, 60]);
  });

  it('keeps the earlier day where readings differ, with the other beside it', () => {
    const [level] = ladder({ payer: 'humana', line: 'medicare-advantage' }).levels;
    expect(level?.contested?.dueOn?.localeCompare(level.dueOn ?? '')).toBe(1);
  });

  it('says what it does not know', () => {
    for (const [change, code] of [[{ line: undefined }, 'line-of-business-open'], [{ line: 'workers-compensation' }, 'no-ladder-on-file']] as const) {
      const { line: _, ...rest } = COMMERCIAL;
      expect(ladderOf({ ...rest, ...change } as LadderQuestion)).toMatchObject({ rejected: true, code });
    }
    for (const { levels } of LADDERS) for (const { source } of levels) expect(ladder({ payer: 'medicare', line: 'original-medicare', of: 'claim' }).levels.length + source.length).toBeGreaterThan(5);
  });
});
