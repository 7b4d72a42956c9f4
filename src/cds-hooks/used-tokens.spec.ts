import { UsedTokens } from './used-tokens';

describe('tokens that were shown', () => {
  it('are taken once, and are forgotten when they would not be taken any more', () => {
    const used = new UsedTokens();
    expect([used.use('a', 100, 0), used.use('a', 100, 50), used.use('b', 150, 60), used.use('a', 300, 101)]).toEqual([true, false, true, false]);
    expect(used.use('c', 400, 200)).toBe(true);
    expect(used.use('a', 500, 200)).toBe(true);
  });

  it('are refused when so many are remembered that one could not be', () => {
    const used = new UsedTokens(2);
    expect([used.use('a', 100, 0), used.use('b', 100, 0), used.use('c', 100, 0), used.use('c', 300, 101)]).toEqual([true, true, false, true]);
  });
});
