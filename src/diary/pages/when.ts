/** Times and days in a patient's words, in the practice's zone. */
import { toDay } from '../../../machines/kernel/calendar';
import { todayIn } from '../../platform/clock/clock';
import { sayIn, type Language } from '../texts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' };

export interface Here {
  readonly language: Language;
  readonly timeZone: string;
  readonly now: string;
}

/** `today at 2:10 PM`, `el jueves, 8 de octubre a las 2:10 p. m.`. */
export function whenInWords(instant: string, { language, timeZone, now }: Here): string {
  const say = sayIn(language);
  const on = todayIn(timeZone, instant);
  const days = toDay(on) - toDay(todayIn(timeZone, now));
  const time = timeInWords(instant, language, timeZone);
  if (days === 0) return say('when.today', { time });
  if (days === 1) return say('when.tomorrow', { time });
  if (days === -1) return say('when.yesterday', { time });
  return say('when.other', { date: dayInWords(on, language), time });
}

/** `Thursday, October 8`. */
export function dayInWords(on: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', weekday: 'long', month: 'long', day: 'numeric' }).format(new Date(`${on}T00:00:00Z`));
}

/** With its preposition, which in Spanish depends on the hour. */
function timeInWords(instant: string, language: Language, timeZone: string): string {
  const time = new Intl.DateTimeFormat(LOCALES[language], { timeZone, hour: 'numeric', minute: '2-digit', hour12: true }).format(new Date(instant)).replace(/\s+/g, ' ');
  if (language === 'en') return `at ${time}`;
  return `${time.startsWith('1:') ? 'a la' : 'a las'} ${time}`;
}

/** January to December, as a person reads them. */
export function monthNames(language: Language): readonly string[] {
  const format = new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', month: 'long' });
  return Array.from({ length: 12 }, (_, month) => format.format(new Date(`2026-${String(month + 1).padStart(2, '0')}-01T00:00:00Z`)));
}
