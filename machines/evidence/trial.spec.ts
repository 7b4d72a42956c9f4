import fc from 'fast-check';
import type { ScsTrial, TrialDay } from './fact';
import { lastDayMean, trialHours, trialMean, trialPain } from './trial';

const day = (on: string, score?: number): TrialDay => ({ on, score });
const trial = (days: TrialDay[], rest: Partial<ScsTrial> = {}): ScsTrial => ({
  type: 'scs-trial', occurredOn: '2026-09-14', startedAt: '2026-09-14T09:00:00-07:00', endedAt: '2026-09-18T09:00:00-07:00', region: 'thoracolumbar',
  relief: { scale: 'NRS', baseline: 8 }, days, ...rest,
});
const FULL = [day('2026-09-14', 6), day('2026-09-15', 4), day('2026-09-16', 4), day('2026-09-17', 3), day('2026-09-18', 3)];

describe('pain of a trial', () => {
  it('reads the recorded end before the days', () => {
    expect(trialPain(trial(FULL, { relief: { baseline: 8, end: 4, statedPercent: 62 } }))).toMatchObject({ baseline: 8, end: 4, endFrom: 'recorded', percent: 50, statedPercent: 62 });
  });
  it('derives the end from the last documented day', () => expect(trialPain(trial(FULL))).toMatchObject({ end: 3, endFrom: 'days', percent: 62.5 }));
  it('averages two entries of the last day', () => expect(trialPain(trial([...FULL, day('2026-09-18', 5)]))).toMatchObject({ end: 4, percent: 50 }));
  it('does not count days before the lead, after the pull, or without a score', () => {
    expect(trialPain(trial([day('2026-09-13', 1), day('2026-09-17', 4), day('2026-09-18'), day('2026-09-19', 1)]))).toMatchObject({ end: 4 });
  });
  it('does not take a diary that stops before the end for the end', () => expect(trialPain(trial([day('2026-09-16', 4)])).end).toBeUndefined());
  it('has the calendar days of the place, not of Greenwich', () => {
    expect(trialPain(trial([day('2026-09-18', 3), day('2026-09-19', 1)], { endedAt: '2026-09-18T23:00:00-07:00' }))).toMatchObject({ end: 3 });
  });
  it('reads a trial under way', () => expect(trialPain(trial([day('2026-09-16', 4)], { endedAt: undefined }))).toMatchObject({ end: 4 }));
  it.each([[trial([])], [trial(FULL, { relief: undefined })], [trial([day('2026-09-13', 1)])]])('is unknown without a baseline and an end (%#)', (given) => {
    expect(trialPain(given).percent).toBeUndefined();
    expect(lastDayMean(given)).toBeUndefined();
  });
});

describe('the statistics of a trial', () => {
  it('last day', () => expect(lastDayMean(trial(FULL))).toBe(62.5));
  it('mean over all days', () => expect(trialMean(trial(FULL))).toBe(50));
  it('counts a day once, however many entries it has', () => expect(trialMean(trial([...FULL, day('2026-09-14', 6), day('2026-09-14', 6)]))).toBe(50));
  it('needs every full day, but not the days of lead and pull', () => {
    expect(trialMean(trial(FULL.slice(1, 4)))).toBeDefined();
    expect(trialMean(trial(FULL.filter(({ on }) => on !== '2026-09-16')))).toBeUndefined();
  });
  it('has no mean before the trial has ended', () => expect(trialMean(trial(FULL, { endedAt: undefined }))).toBeUndefined());
  it('has no mean without any score', () => expect(trialMean(trial([], { endedAt: '2026-09-14T18:00:00-07:00' }))).toBeUndefined());
  it('runs for the time between its instants, whatever their offsets', () => {
    expect(trialHours(trial([]))).toBe(96);
    expect(trialHours(trial([], { endedAt: '2026-09-14T18:00:00Z' }))).toBe(2);
    expect(trialHours(trial([], { endedAt: undefined }))).toBeUndefined();
  });
  it('do not depend on the order of the days', () => {
    const days = fc.array(fc.record({ on: fc.integer({ min: 12, max: 20 }).map((on) => `2026-09-${on}`), score: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10) }), { maxLength: 10 });
    fc.assert(fc.property(days.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([given, shuffled]) => {
      expect([trialPain(trial(shuffled)), trialMean(trial(shuffled)), lastDayMean(trial(shuffled))]).toEqual([trialPain(trial(given)), trialMean(trial(given)), lastDayMean(trial(given))]);
    }));
  });
});
