import { addBusinessDays, federalHolidayOn, isBusinessDay } from './business-days';
import file from './federal-holidays.json';

const daysOf = (year: number): string[] => Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10)).filter((day) => day.startsWith(String(year)));
const keptIn = (year: number): string[] => daysOf(year).filter((day) => federalHolidayOn(day) !== undefined);

describe('the federal holidays', () => {
  it('are the eleven of the statute', () => {
    expect(file.holidays).toHaveLength(11);
  });

  it('of 2026: Independence Day falls on a Saturday and is kept on the Friday before', () => {
    expect(keptIn(2026)).toEqual(['2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25']);
  });

  it('of 2027: three fall on a weekend, and the New Year of 2028 is kept on the last day of December', () => {
    expect(keptIn(2027)).toEqual(['2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-06-18', '2027-07-05', '2027-09-06', '2027-10-11', '2027-11-11', '2027-11-25', '2027-12-24', '2027-12-31']);
    expect(federalHolidayOn('2027-12-31')).toBe("New Year's Day");
  });

  it('are never on a weekend as they are kept', () => {
    for (let year = 2020; year <= 2040; year++) {
      for (const day of keptIn(year)) expect([0, 6]).not.toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
    }
  });
});

describe('business days', () => {
  it('leave out weekends and holidays', () => {
    expect(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'].map(isBusinessDay)).toEqual([true, false, true, false, false, true]);
  });

  it('are counted from the day after', () => {
    expect(addBusinessDays('2026-11-25', 2)).toBe('2026-11-30');
    expect(addBusinessDays('2026-11-30', 2)).toBe('2026-12-02');
    expect(addBusinessDays('2026-11-28', 2)).toBe('2026-12-01');
    expect(addBusinessDays('2026-11-30', 0)).toBe('2026-11-30');
  });
});
