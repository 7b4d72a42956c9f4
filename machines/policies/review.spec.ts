import type { Assessment, Policy } from '../criteria/types';
import { reviewIn, reviewOf } from './review';

describe('the review of a policy file', () => {
  const policy = { readOn: '2026-10-01', reviewBy: '2027-04-01' };

  it('counts days since it was read, and is due from the day it names', () => {
    expect(reviewOf(policy, '2027-03-31')).toEqual({ readOn: '2026-10-01', reviewBy: '2027-04-01', ageDays: 181, reviewDue: false });
    expect(reviewOf(policy, '2027-04-01')).toMatchObject({ ageDays: 182, reviewDue: true });
  });

  it('knows nothing where the file does not say', () => expect(reviewOf({}, '2026-10-01')).toEqual({ readOn: null, reviewBy: null, ageDays: null, reviewDue: false }));

  it('is that of the very file an assessment rests on, on the day it was asked for', () => {
    const files = [{ id: 'a', version: '1' }, { id: 'b', version: '2', ...policy }, { id: 'a', version: '2', readOn: '2026-11-01' }] as unknown as readonly Policy[];
    const of = (id: string, version: string) => reviewIn(files, { policy: { id, version }, asOf: '2027-04-01' } as unknown as Assessment);
    expect([of('b', '2')?.ageDays, of('a', '2')?.readOn, of('b', '1'), of('c', '1')]).toEqual([182, '2026-11-01', null, null]);
  });
});
