import type { DeterminationContent, DeterminedItem } from '../../../machines/authorization';
import { withRequest } from './with-request';

const LINES = [{ code: '64635', units: 1 }, { code: '64636', units: 2 }];
const answer = (...items: readonly DeterminedItem[]): DeterminationContent => ({ decision: 'affirmed', decidedOn: '2026-11-05', items });

describe('lines that an answer names by number alone', () => {
  it('have the codes of the request, and approved as a whole its units', () => {
    expect(withRequest(answer({ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' }), LINES).items).toEqual([
      { line: 1, outcome: 'approved', code: '64635', unitsApproved: 1 }, { line: 2, outcome: 'denied', code: '64636' },
    ]);
    expect(withRequest(answer({ line: 2, outcome: 'partial' }), LINES).items).toEqual([{ line: 2, outcome: 'partial', code: '64636' }]);
  });

  it('keep what the payer says itself', () => {
    const said = { line: 2, outcome: 'approved', code: '64636', unitsApproved: 1 } as const;
    expect(withRequest(answer(said), LINES).items).toEqual([said]);
    expect(withRequest(answer({ line: 1, outcome: 'modified', modifiedCode: '64633' }), LINES).items).toEqual([{ line: 1, outcome: 'modified', modifiedCode: '64633', code: '64635' }]);
  });

  it('have nothing added where the answer counts otherwise', () => {
    for (const one of [answer({ line: 1, outcome: 'approved' }, { line: 3, outcome: 'approved' }), answer({ line: 1, outcome: 'approved', code: '62323' }), { decision: 'affirmed', decidedOn: '2026-11-05' } as const]) expect(withRequest(one, LINES)).toBe(one);
    expect(withRequest(answer({ line: 1, outcome: 'approved' }), [])).toEqual(answer({ line: 1, outcome: 'approved' }));
  });
});
