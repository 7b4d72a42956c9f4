import { areAdjacent, isJunctionPair, isLevel, isSameTarget, levelIndex, LEVELS, nervesOf, regionOfLevel, type Level } from './anatomy';

/** Joint, region and the branches that serve it, written out from the anatomy and not from the code. */
const JOINTS: readonly (readonly [Level, string, readonly string[]])[] = [
  ['C2-C3', 'cervical-thoracic', ['third occipital nerve']],
  ['C3-C4', 'cervical-thoracic', ['C3 medial branch', 'C4 medial branch']],
  ['C4-C5', 'cervical-thoracic', ['C4 medial branch', 'C5 medial branch']],
  ['C5-C6', 'cervical-thoracic', ['C5 medial branch', 'C6 medial branch']],
  ['C6-C7', 'cervical-thoracic', ['C6 medial branch', 'C7 medial branch']],
  ['C7-T1', 'cervical-thoracic', ['C7 medial branch', 'C8 medial branch']],
  ['T1-T2', 'cervical-thoracic', ['C8 medial branch', 'T1 medial branch']],
  ['T2-T3', 'cervical-thoracic', ['T1 medial branch', 'T2 medial branch']],
  ['T3-T4', 'cervical-thoracic', ['T2 medial branch', 'T3 medial branch']],
  ['T4-T5', 'cervical-thoracic', ['T3 medial branch', 'T4 medial branch']],
  ['T5-T6', 'cervical-thoracic', ['T4 medial branch', 'T5 medial branch']],
  ['T6-T7', 'cervical-thoracic', ['T5 medial branch', 'T6 medial branch']],
  ['T7-T8', 'cervical-thoracic', ['T6 medial branch', 'T7 medial branch']],
  ['T8-T9', 'cervical-thoracic', ['T7 medial branch', 'T8 medial branch']],
  ['T9-T10', 'cervical-thoracic', ['T8 medial branch', 'T9 medial branch']],
  ['T10-T11', 'cervical-thoracic', ['T9 medial branch', 'T10 medial branch']],
  ['T11-T12', 'cervical-thoracic', ['T10 medial branch', 'T11 medial branch']],
  ['T12-L1', 'cervical-thoracic', ['T11 medial branch', 'T12 medial branch']],
  ['L1-L2', 'lumbosacral', ['T12 medial branch', 'L1 medial branch']],
  ['L2-L3', 'lumbosacral', ['L1 medial branch', 'L2 medial branch']],
  ['L3-L4', 'lumbosacral', ['L2 medial branch', 'L3 medial branch']],
  ['L4-L5', 'lumbosacral', ['L3 medial branch', 'L4 medial branch']],
  ['L5-S1', 'lumbosacral', ['L4 medial branch', 'L5 dorsal ramus']],
];

describe('the joints of the spine', () => {
  it('are all in the table, from the head down', () => expect(JOINTS.map(([joint]) => joint)).toEqual([...LEVELS]));
  it.each(JOINTS)('%s is %s and served by %p', (joint, region, nerves) => {
    expect(isLevel(joint)).toBe(true);
    expect(regionOfLevel(joint)).toBe(region);
    expect(nervesOf(joint)).toEqual(nerves);
  });
  it.each(['L7', 'L5', 'C0', 'C0-C1', 'C1-C2', 'L5-L4', 'S1-L5', 'L4-L6', 'L6-S1', 'S1-S2', 'l4-l5', 'L4–L5', ' L4-L5', '', '__proto__', 'constructor', 5, null, undefined, ['L4-L5'], {}])(
    'do not include %p', (value) => expect(isLevel(value)).toBe(false));
  it('are adjacent exactly when they follow each other', () => {
    for (const [a] of JOINTS) for (const [b] of JOINTS) {
      const sharesVertebra = a.split('-')[1] === b.split('-')[0] || b.split('-')[1] === a.split('-')[0];
      expect([a, b, areAdjacent(a, b)]).toEqual([a, b, sharesVertebra]);
      expect(areAdjacent(a, b)).toBe(Math.abs(levelIndex(a) - levelIndex(b)) === 1);
    }
  });
  it('neighbours share a nerve below the neck', () => expect(nervesOf('L3-L4').filter((nerve) => nervesOf('L4-L5').includes(nerve))).toEqual(['L3 medial branch']));
  it('meet at the thoraco-lumbar junction', () => {
    expect(isJunctionPair(['L1-L2', 'T12-L1'])).toBe(true);
    expect(isJunctionPair(['T11-T12', 'T12-L1'])).toBe(false);
    expect(isJunctionPair(['L1-L2'])).toBe(false);
  });
  it('make a target with a side', () => {
    expect(isSameTarget({ level: 'L4-L5', side: 'left' }, { level: 'L4-L5', side: 'left' })).toBe(true);
    expect(isSameTarget({ level: 'L4-L5', side: 'left' }, { level: 'L4-L5', side: 'right' })).toBe(false);
    expect(isSameTarget({ level: 'L4-L5', side: 'left' }, { level: 'L3-L4', side: 'left' })).toBe(false);
  });
});
