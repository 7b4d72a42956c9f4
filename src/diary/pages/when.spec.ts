import { dayInWords, monthNames, whenInWords, type Here } from './when';

const at = (language: Here['language']): Here => ({ language, timeZone: 'America/New_York', now: '2026-10-07T16:00:00.000Z' });

describe('times in a patient\'s words', () => {
  it.each([
    ['2026-10-07T17:05:00.000Z', 'today at 1:05 PM', 'hoy a la 1:05 p.m.'],
    ['2026-10-08T03:59:00.000Z', 'today at 11:59 PM', 'hoy a las 11:59 p.m.'],
    ['2026-10-08T04:00:00.000Z', 'tomorrow at 12:00 AM', 'mañana a las 12:00 a.m.'],
    ['2026-10-06T14:40:00.000Z', 'yesterday at 10:40 AM', 'ayer a las 10:40 a.m.'],
    ['2026-10-15T14:40:00.000Z', 'Thursday, October 15 at 10:40 AM', 'el jueves, 15 de octubre a las 10:40 a.m.'],
  ])('%s', (instant, english, spanish) => {
    expect([whenInWords(instant, at('en')), whenInWords(instant, at('es'))]).toEqual([english, spanish]);
  });

  it('name days and months', () => {
    expect([dayInWords('2026-03-01', 'en'), dayInWords('2026-03-01', 'es')]).toEqual(['Sunday, March 1', 'domingo, 1 de marzo']);
    expect([monthNames('en')[0], monthNames('en')[11], monthNames('es')[4]]).toEqual(['January', 'December', 'mayo']);
  });
});
