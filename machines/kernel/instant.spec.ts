import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { isOffsetInstant, localDateOf, toEpochMinutes } from './instant';

const pad = (value: number): string => String(value).padStart(2, '0');
const written = fc.record({
  date: fc.integer({ min: -40_000, max: 80_000 }).map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }).toString()),
  hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }), second: fc.option(fc.integer({ min: 0, max: 59 })),
  offset: fc.oneof(fc.constant('Z'), fc.record({ sign: fc.constantFrom('+', '-'), hours: fc.integer({ min: 0, max: 14 }), minutes: fc.constantFrom(0, 30, 45) })
    .map(({ sign, hours, minutes }) => `${sign}${pad(hours)}:${pad(minutes)}`)),
}).map(({ date, hour, minute, second, offset }) => `${date}T${pad(hour)}:${pad(minute)}${second === null ? '' : `:${pad(second)}`}${offset}`);

describe('instants with an offset', () => {
  it('agree with Temporal to the second', () => {
    fc.assert(fc.property(written, (instant) => {
      expect(isOffsetInstant(instant)).toBe(true);
      expect(Math.round(toEpochMinutes(instant) * 60)).toBe(Temporal.Instant.from(instant).epochMilliseconds / 1000);
    }), { numRuns: 1000 });
  });
  it('keep the date of the place where they were written', () => expect(localDateOf('2026-09-14T23:30:00-07:00')).toBe('2026-09-14'));
  it('take fractions of a second', () => expect(isOffsetInstant('2026-09-14T09:00:00.123Z')).toBe(true));
  it.each(['2026-09-14T09:00:00', '2026-09-31T09:00:00Z', '2026-09-14T24:00:00Z', '2026-09-14T09:60:00Z', '2026-09-14T09:00:60Z', '2026-09-14 09:00:00Z', '2026-09-14T09:00:00+25:00',
    '2026-09-14', '2026-09-14T09:00:00+0700', '2026-09-14T09:00:00z', '', 0, null, ['2026-09-14T09:00:00Z']])('are not written as %p', (value) => expect(isOffsetInstant(value)).toBe(false));
});
