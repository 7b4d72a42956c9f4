import type { Decision, DeterminedItem } from '../../../machines/authorization';
import type { Deviation } from './lenient';
import { withRequest } from './with-request';

const LINES = [{ code: '64635', units: 1 }, { code: '64636', units: 2 }];
const answer = (decision: Decision, ...items: readonly DeterminedItem[]) => ({ determination: { decision, decidedOn: '2026-11-05', items } as const, deviations: [] as readonly Deviation[] });
const itemsOf = (...items: readonly DeterminedItem[]) => withRequest(answer('review', ...items), LINES).determination.items;
const said = (decision: Decision, ...items: readonly DeterminedItem[]): readonly unknown[] => {
  const { determination, deviations } = withRequest(answer(decision, ...items), LINES);
  return [determination.decision, deviations.map(({ code }) => code)];
};

describe('lines that an answer names by number alone', () => {
  it('have the codes of the request, and approved as a whole its units', () => {
    expect(itemsOf({ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' })).toEqual([
      { line: 1, outcome: 'approved', code: '64635', unitsApproved: 1 }, { line: 2, outcome: 'denied', code: '64636' },
    ]);
    expect(itemsOf({ line: 2, outcome: 'partial' })).toEqual([{ line: 2, outcome: 'partial', code: '64636' }]);
  });

  it('keep what the payer says itself', () => {
    const own = { line: 2, outcome: 'approved', code: '64636', unitsApproved: 1 } as const;
    expect(itemsOf(own)).toEqual([own]);
    expect(itemsOf({ line: 1, outcome: 'modified', modifiedCode: '64633' })).toEqual([{ line: 1, outcome: 'modified', modifiedCode: '64633', code: '64635' }]);
  });

  it('have nothing added where the answer counts otherwise', () => {
    for (const items of [[{ line: 1, outcome: 'approved' }, { line: 3, outcome: 'approved' }], [{ line: 1, outcome: 'approved', code: '62323' }]] as const) expect(itemsOf(...items)).toEqual(items);
    const whole = { determination: { decision: 'affirmed', decidedOn: '2026-11-05' }, deviations: [] } as const;
    expect(withRequest(whole, LINES)).toBe(whole);
    const unknown = answer('affirmed', { line: 1, outcome: 'approved' });
    expect(withRequest(unknown, [])).toBe(unknown);
  });
});

describe('an answer whose lines are not those of the request', () => {
  const one = { line: 1, outcome: 'approved' } as const;
  const two = { line: 2, outcome: 'approved' } as const;

  it('is what it says where every line is answered', () => {
    expect(said('affirmed', one, two)).toEqual(['affirmed', []]);
    expect(said('partially-affirmed', one, { line: 2, outcome: 'denied' })).toEqual(['partially-affirmed', []]);
    expect(said('modified', one, { line: 2, code: '64634', outcome: 'modified', modifiedUnits: 1 })).toEqual(['modified', []]);
  });

  it('approves nothing that a person has not read', () => {
    expect(said('affirmed', one)).toEqual(['review', ['line-not-answered']]);
    expect(said('affirmed', one, two, { line: 3, outcome: 'approved' })).toEqual(['review', ['line-not-requested']]);
    expect(said('affirmed', one, { ...two, code: '62323' })).toEqual(['review', ['code-differs']]);
    expect(said('not-required', { line: 1, outcome: 'not-required' })).toEqual(['review', ['line-not-answered']]);
    expect(said('partially-affirmed', one, { line: 3, outcome: 'denied' })).toEqual(['review', ['line-not-requested', 'line-not-answered']]);
    const added = { ...answer('affirmed', one, two), deviations: [{ pointer: '/addItem/0', code: 'line-not-asked', message: '' }] };
    expect(withRequest(added, LINES).determination.decision).toBe('review');
  });

  it('is in part where some of the requested lines are approved and the others denied, and says what stands beside them', () => {
    expect(said('partially-affirmed', one, { line: 2, outcome: 'denied' }, { line: 3, outcome: 'approved' })).toEqual(['partially-affirmed', ['line-not-requested']]);
  });

  it('that approves nothing stays what it is', () => {
    expect(said('denied', { line: 1, outcome: 'denied' })).toEqual(['denied', ['line-not-answered']]);
    expect(said('pended', { line: 1, outcome: 'pended' })).toEqual(['pended', ['line-not-answered']]);
  });
});
