import { reviewOf } from './review';

describe('the review of a policy file', () => {
  it('counts days since it was read, and is due from the day it names', () => {
    const policy = { readOn: '2026-10-01', reviewBy: '2027-04-01' };
    expect(reviewOf(policy, '2027-03-31')).toEqual({ readOn: '2026-10-01', reviewBy: '2027-04-01', ageDays: 181, reviewDue: false });
    expect(reviewOf(policy, '2027-04-01')).toMatchObject({ ageDays: 182, reviewDue: true });
  });
  it('knows nothing where the file does not say', () => expect(reviewOf({}, '2026-10-01')).toEqual({ readOn: null, reviewBy: null, ageDays: null, reviewDue: false }));
});
