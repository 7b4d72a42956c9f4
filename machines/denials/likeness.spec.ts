import { likenessOf, vectorOf } from './likeness';

/** Two labels, two features and the last row: `therapy` says care, `score` says function, and all else says care a little. */
const likeness = likenessOf({ labels: ['care', 'function'], features: { therapy: 2, score: 1 }, unit: 0.5, weights: Buffer.from(Int8Array.from([10, -10, -10, 10, 1, 0])).toString('base64') });

describe('likeness', () => {
  it('shares itself out over the labels, the largest first', () => {
    expect(likeness(['therapy']).map(({ label }) => label)).toEqual(['care', 'function']);
    expect(likeness(['score']).map(({ label }) => label)).toEqual(['function', 'care']);
    expect(likeness(['therapy', 'score']).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  it('goes by what few sentences hold, and by what holds of all where nothing is known', () => {
    expect(likeness(['therapy', 'score'])[0]?.label).toBe('care');
    const [care, other] = likeness(['unheard']);
    expect(care?.label).toBe('care');
    expect((care?.share ?? 0) / (other?.share ?? 1)).toBeCloseTo(Math.exp(0.5));
  });
});

describe('what a sentence holds', () => {
  it('has the length one, however long the sentence', () => {
    const numbered = new Map([['a', { row: 0, rarity: 3 }], ['b', { row: 1, rarity: 4 }]]);
    expect(vectorOf(['a', 'b', 'unheard'], numbered)).toEqual([[0, 0.6], [1, 0.8]]);
    expect(vectorOf(['unheard'], numbered)).toEqual([]);
  });
});
