/** What taps make of a block, without a browser. */
import { baselineOf, factOf, isComplete, SAME_DAY_MINUTES, startOf, withScore, type BlockForm, type Episode } from '../../web/src/screens/block-result/block-form';
import type { KeptRecord } from '../../web/src/offline/record';

const TODAY = '2026-11-30';
const EPISODE = { episodeId: 'e1', pathway: 'rfa', region: 'lumbosacral', nextStep: 'mbb2', position: 'block-1-response', plan: { targets: [{ level: 'L4-L5', side: 'right' }], guidance: 'fluoroscopy', setting: '24' } } as unknown as Episode;
const recordOf = (...facts: readonly object[]): KeptRecord => ({ facts: { items: facts.map((fact, index) => ({ factId: `f${index}`, fact })) }, status: { episodes: [EPISODE] } }) as unknown as KeptRecord;
const score = (occurredOn: string, value: number, role?: string, instrument = 'NRS'): object => ({ type: 'score', occurredOn, value, instrument, ...(role !== undefined && { role }) });
const BLOCK = { type: 'block', occurredOn: '2026-11-02', technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], agent: 'lidocaine', concentrationPercent: 2, sedation: 'none', contrast: true, imageSaved: true };
const tapped = (form: BlockForm, ...scores: readonly number[]): BlockForm => scores.reduce((now, one) => withScore(now, one, SAME_DAY_MINUTES), form);

describe('the score before the block', () => {
  it.each([
    ['the latest baseline, though a later score is on record', [score('2026-09-01', 7, 'baseline'), score('2026-10-01', 8, 'baseline'), score('2026-11-01', 3)], 8],
    ['the latest pain score where no baseline is', [score('2026-10-01', 6), score('2026-11-01', 5)], 5],
    ['of today, and not of days to come', [score(TODAY, 6, 'baseline'), score('2026-12-01', 1, 'baseline')], 6],
  ])('is %s', (_, facts, expected) => expect(baselineOf(recordOf(...facts), TODAY)?.score).toBe(expected));

  it('is none where only disability was scored, and then the block cannot be saved yet', () => {
    const record = recordOf(score('2026-10-01', 40, 'baseline', 'ODI'));
    expect(baselineOf(record, TODAY)).toBeUndefined();
    expect(isComplete({ ...startOf(record, EPISODE, TODAY), isConfirmed: true })).toBe(false);
  });
});

describe('the start', () => {
  it('takes agent and dose of the last block at these levels, and leaves open what must be seen each time', () => {
    const form = startOf(recordOf(score('2026-10-01', 8, 'baseline'), BLOCK), EPISODE, TODAY);
    expect(form).toMatchObject({ agent: 'lidocaine', concentrationPercent: 2, sedation: 'none', guidance: 'fluoroscopy', setting: '24', likeBlockOn: '2026-11-02', isConfirmed: false });
    expect([form.imageSaved, form.contrast]).toEqual([undefined, undefined]);
  });

  it('takes nothing of a block elsewhere', () => {
    expect(startOf(recordOf({ ...BLOCK, targets: [{ level: 'C4-C5', side: 'left' }] }), EPISODE, TODAY)).not.toHaveProperty('agent');
  });
});

describe('taps', () => {
  const start = { ...startOf(recordOf(score('2026-10-01', 8, 'baseline')), EPISODE, TODAY), isConfirmed: true };

  it('go on in time by themselves; a score tapped again at its time is replaced', () => {
    const form = tapped(start, 1, 2, 3);
    expect(form.observations.map(({ minutes, score: one }) => [minutes, one])).toEqual([[30, 1], [60, 2], [120, 3]]);
    expect(form.minutes).toBe(180);
    expect(withScore({ ...form, minutes: 60 }, 7, SAME_DAY_MINUTES).observations.map(({ score: one }) => one)).toEqual([1, 7, 3]);
  });

  it('are told apart by side where both sides were blocked', () => {
    const both = { ...start, targets: [...start.targets, { level: 'L4-L5', side: 'left', isDone: true } as const], side: 'left' as const };
    const left = tapped(both, 1);
    expect(tapped({ ...left, side: 'right', minutes: 30 }, 5).observations).toMatchObject([{ minutes: 30, score: 1, side: 'left' }, { minutes: 30, score: 5, side: 'right' }]);
  });

  it('become the fact: what nobody tapped is not in it', () => {
    const fact = factOf(tapped({ ...start, hasAnalgesic: true }, 2, 2), 'Nurse');
    expect(fact).toMatchObject({ type: 'block', occurredOn: TODAY, targets: [{ level: 'L4-L5', side: 'right' }], relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, flags: ['analgesic'] }, { minutes: 60 }] } });
    expect(fact).not.toHaveProperty('agent');
    expect(fact.relief).not.toHaveProperty('durationHours');
    expect(fact.relief?.observations?.[1]).not.toHaveProperty('flags');
  });
});
