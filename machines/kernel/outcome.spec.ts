import { all, any, not, OUTCOMES, type Outcome } from './outcome';

/** The tables of docs/ARCHITECTURE.md, written out cell by cell so that neither is derived from the other. */
const ALL: Record<Outcome, Record<Outcome, Outcome>> = {
  met: { met: 'met', unmet: 'unmet', unknown: 'unknown', review: 'review' },
  unmet: { met: 'unmet', unmet: 'unmet', unknown: 'unmet', review: 'unmet' },
  unknown: { met: 'unknown', unmet: 'unmet', unknown: 'unknown', review: 'unknown' },
  review: { met: 'review', unmet: 'unmet', unknown: 'unknown', review: 'review' },
};
const ANY: Record<Outcome, Record<Outcome, Outcome>> = {
  met: { met: 'met', unmet: 'met', unknown: 'met', review: 'met' },
  unmet: { met: 'met', unmet: 'unmet', unknown: 'unknown', review: 'review' },
  unknown: { met: 'met', unmet: 'unknown', unknown: 'unknown', review: 'review' },
  review: { met: 'met', unmet: 'review', unknown: 'review', review: 'review' },
};

describe('the truth tables of the four outcomes', () => {
  for (const a of OUTCOMES) {
    for (const b of OUTCOMES) {
      it(`all(${a}, ${b}) is ${ALL[a][b]}`, () => expect(all([a, b])).toBe(ALL[a][b]));
      it(`any(${a}, ${b}) is ${ANY[a][b]}`, () => expect(any([a, b])).toBe(ANY[a][b]));
    }
  }
  it('not swaps met and unmet and keeps the other two', () => {
    expect(OUTCOMES.map(not)).toEqual(['unmet', 'met', 'unknown', 'review']);
  });
  it('nothing asked is met, nothing offered is unmet', () => {
    expect(all([])).toBe('met');
    expect(any([])).toBe('unmet');
  });
});
