import { pausedUntil, pauseMinutes } from './throttle';

describe('wrong dates of birth', () => {
  it('are free at first, then pause for longer and longer, at most a day', () => {
    expect([1, 4, 5, 6, 7, 8, 9, 10, 1000].map(pauseMinutes)).toEqual([0, 0, 5, 15, 60, 240, 1440, 1440, 1440]);
  });

  it('pause until an instant', () => {
    expect([pausedUntil(4, '2026-10-01T23:58:00.000Z'), pausedUntil(5, '2026-10-01T23:58:00.000Z')]).toEqual([null, '2026-10-02T00:03:00.000Z']);
  });
});
