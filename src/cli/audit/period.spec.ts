import { periodOf } from './period';

describe('a period of the audit', () => {
  it('is days of the practice, whole, also where a day has 23 hours', () => {
    expect(periodOf('2026-03-08', '2026-03-08', 'America/New_York')).toEqual({ from: '2026-03-08T05:00:00.000Z', to: '2026-03-09T03:59:59.999Z' });
    expect(periodOf('2026-11-01', undefined, 'America/New_York')).toEqual({ from: '2026-11-01T04:00:00.000Z' });
    expect(periodOf(undefined, undefined, 'America/New_York')).toEqual({});
  });

  it.each(['yesterday', '2026-02-30', '2026-11-01T00:00:00Z', '2026-1-1', ''])('refuses %p', (day) => {
    expect([periodOf(day, undefined, 'UTC'), periodOf(undefined, day, 'UTC')]).toEqual([undefined, undefined]);
  });
});
