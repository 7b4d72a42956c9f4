import { block, DAY_0, ablation, plusDays, RIGHT } from '../../test/support/patient-story';
import type { Target } from '../kernel/anatomy';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { rfaProcedures } from './procedures';
import { responseFellShort } from './response';

const LATER = plusDays(DAY_0, 1);
const outcome: Fact = { type: 'ablation-outcome', id: 'a', occurredOn: LATER, ablationOn: DAY_0, scale: 'NRS', baseline: 8, score: 1 };
const events = (facts: readonly Fact[]) => rfaProcedures(chartOf(facts), 'lumbosacral', [RIGHT]).map(({ id, event }) => [id, event]);

describe('what was done', () => {
  it('is in clinical order; of one day blocks come before ablations, and these before outcomes', () => {
    expect(events([{ ...outcome, occurredOn: DAY_0 }, { ...ablation(DAY_0), id: 'b' }, { ...block(DAY_0, 0), id: 'c' }])).toEqual([['c', 'block-documented'], ['b', 'ablation-documented'], ['a', 'outcome-documented']]);
    expect(events([{ ...ablation(LATER), id: 'a' }, { ...block(DAY_0, 0), id: 'z' }])).toEqual([['z', 'block-documented'], ['a', 'ablation-documented']]);
  });

  it('concerns its targets: their levels and sides, either side where none is stated, the region where none are planned', () => {
    const at = (target: object, planned: readonly Target[] = [RIGHT]) => rfaProcedures(chartOf([{ ...block(DAY_0, 0), targets: [target] } as Fact]), 'lumbosacral', planned).length;
    expect([at(RIGHT), at({ level: 'L4-L5' }), at({ ...RIGHT, side: 'bilateral' }), at({ ...RIGHT, side: 'left' }), at({ ...RIGHT, level: 'L3-L4' })]).toEqual([1, 1, 1, 0, 0]);
    expect([at({ ...RIGHT, side: 'left' }, []), at({ level: 'C4-C5', side: 'left' }, [])]).toEqual([1, 0]);
    const on = (side: string | undefined, planned: readonly Target[] = [RIGHT]) => rfaProcedures(chartOf([ablation(DAY_0), { ...outcome, ...(side !== undefined && { side }) } as Fact]), 'lumbosacral', planned).length;
    expect([on(undefined), on('right'), on('bilateral'), on('left'), on('left', []), on('left', [RIGHT, { ...RIGHT, side: 'left' }])]).toEqual([2, 2, 2, 1, 2, 2]);
  });

  it('counts diagnostic medial branch blocks without steroid, one session a day', () => {
    const blocks = (...overs: readonly object[]) => events(overs.map((over, n) => ({ ...block(DAY_0, 0), id: `b${n}`, ...over }) as Fact)).map(([id]) => id);
    expect(blocks({}, { occurredOn: LATER }, { occurredOn: LATER })).toEqual(['b0', 'b1']);
    expect(rfaProcedures(chartOf([{ ...block(DAY_0, 0), id: 'b' }, { ...block(DAY_0, 0), id: 'a' }, { ...block(LATER, 0), id: 'c' }]), 'lumbosacral', [RIGHT]).map(({ id, also }) => [id, also])).toEqual([['a', ['b']], ['c', undefined]]);
    expect(blocks({ purpose: 'therapeutic' }, { technique: 'intra-articular' }, { steroid: true })).toEqual([]);
    expect(blocks({ purpose: 'therapeutic' }, {})).toEqual(['b1']);
    expect(events([{ ...ablation(DAY_0), id: 'b' }, { ...ablation(DAY_0), id: 'a' }])).toEqual([['a', 'ablation-documented'], ['b', 'ablation-documented']]);
  });

  it('has no outcome without its ablation', () => expect(events([outcome])).toEqual([]));
});

describe('the response to a block', () => {
  const finding = (kind: 'block-relief' | 'block-duration' | 'block-count', outcomeOf: 'met' | 'unmet' | 'unknown', side: 'left' | 'right') => ({ kind, outcome: outcomeOf, target: { level: 'L4-L5', side } as const });

  it('fell short when it did for every target, by relief or by duration', () => {
    expect(responseFellShort([finding('block-relief', 'unmet', 'right'), finding('block-duration', 'met', 'right'), finding('block-relief', 'met', 'left'), finding('block-duration', 'unmet', 'left')])).toBe(true);
    expect(responseFellShort([finding('block-relief', 'unmet', 'right'), finding('block-relief', 'met', 'left')])).toBe(false);
  });

  it('did not fall short when it is unknown, or when nothing judges it', () => {
    expect(responseFellShort([finding('block-relief', 'unknown', 'right')])).toBe(false);
    expect(responseFellShort([finding('block-count', 'unmet', 'right')])).toBe(false);
    expect(responseFellShort([])).toBe(false);
  });
});
