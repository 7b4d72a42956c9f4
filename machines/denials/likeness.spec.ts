import { learn } from './likeness';

const likeness = learn([
  { features: ['therapy', 'missing'], labels: ['care'] },
  { features: ['exercise', 'missing'], labels: ['care'] },
  { features: ['score', 'missing'], labels: ['function', 'severity'] },
]);

describe('likeness', () => {
  it('shares itself out over the labels', () => {
    const shares = likeness(['therapy', 'missing']);
    expect([...shares.keys()]).toEqual(['care', 'function', 'severity']);
    expect([...shares.values()].reduce((sum, share) => sum + share)).toBeCloseTo(1);
  });

  it('goes by what few sentences hold', () => {
    expect(likeness(['therapy']).get('care')).toBeGreaterThan(0.8);
    expect(likeness(['missing']).get('care')).toBeLessThan(likeness(['therapy']).get('care') ?? 0);
  });

  it('is the same for the labels of one sentence, and for all where nothing is known', () => {
    const shares = likeness(['score']);
    expect(shares.get('function')).toBeCloseTo(shares.get('severity') ?? 0);
    const [care = 0, ...others] = likeness(['unheard']).values();
    for (const one of others) expect(one).toBeCloseTo(care);
  });
});
