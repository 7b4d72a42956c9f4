import { daysIn, parseInstant, todayIn } from './clock';

describe('the practice\'s today', () => {
  it('is that of the instant, not of how its offset is written', () => {
    // The same first sixteen characters, a day apart.
    expect(todayIn('America/Chicago', '2026-11-23T09:00:00+14:00')).toBe('2026-11-22');
    expect(todayIn('America/Chicago', '2026-11-23T09:00:00.000Z')).toBe('2026-11-23');
    expect(todayIn('America/Chicago', '2026-11-22T19:00:00.000Z')).toBe('2026-11-22');
  });

  it('turns on the minute of midnight, in both directions', () => {
    expect(todayIn('Asia/Kathmandu', '2026-11-23T18:14:59.999Z')).toBe('2026-11-23');
    expect(todayIn('Asia/Kathmandu', '2026-11-23T18:15:00.000Z')).toBe('2026-11-24');
    expect(todayIn('Asia/Kathmandu', '2026-11-23T18:14:59.999Z')).toBe('2026-11-23');
  });
});

describe('the days of many instants', () => {
  it.each(['America/Chicago', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC'])('are those of each in %s', (zone) => {
    const dayOf = daysIn(zone);
    // Over both changes of the clock, at every hour of the day.
    for (let hours = 0; hours < 400 * 24; hours += 17) {
      const instant = new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString();
      expect(dayOf(instant)).toBe(todayIn(zone, instant));
    }
  });
});

describe('an instant from outside', () => {
  it.each([['2026-11-23T09:00:00+14:00', '2026-11-22T19:00:00.000Z'], ['2026-11-23T09:00:00.1234Z', '2026-11-23T09:00:00.123Z'], ['2026-11-23T09:00-06:00', '2026-11-23T15:00:00.000Z']])('%s is %s', (written, utc) => {
    expect(parseInstant(written)).toBe(utc);
  });

  it.each(['2026-11-23T09:00:00', '2026-11-23', 'soon'])('%s is none: it needs an offset', (written) => expect(parseInstant(written)).toBeUndefined());
});
