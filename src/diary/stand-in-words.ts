/** Where a diary stands, in the patient's words. */
import { isPlainDate } from '../../machines/kernel/calendar';
import { MINUTES_PER_HOUR } from '../../machines/kernel/quantities';
import type { Entry } from './diary-store';
import type { OpenDiary } from './open-diary';
import type { Choice } from './pages/entry';
import { dayInWords, whenInWords } from './pages/when';
import { instantAfter, minutesBetween, NOW, standOf } from './stand';
import { sayIn } from './texts';

export function choicesOf(open: OpenDiary): { readonly present: Choice | undefined; readonly missed: readonly Choice[] } {
  const { diary, fact, protocol, view, now } = open;
  const { present, missed } = standOf(diary, fact, protocol, view.timeZone, now);
  const say = sayIn(view.language);
  return {
    present: present === undefined ? undefined : { about: present, words: say(present === NOW ? 'startNow' : 'startToday') },
    missed: missed.map((about) => ({ about, words: capitalized(momentInWords(open, about)) })),
  };
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function aboutInWords(open: OpenDiary, { about, toldAt }: Entry): string {
  if (about !== NOW) return momentInWords(open, about);
  return toldAt === null || minutesBetween(toldAt, open.now) < 1 ? sayIn(open.view.language)('aboutNow') : whenInWords(toldAt, open.view);
}

/** A day of the trial, or a minute after the procedure. */
function momentInWords({ diary, view }: OpenDiary, about: string): string {
  if (isPlainDate(about)) return dayInWords(about, view.language);
  const minutes = Number(about);
  const when = whenInWords(instantAfter(diary.startsAt, minutes), view);
  const say = sayIn(view.language);
  return minutes < MINUTES_PER_HOUR ? say('minutesAfter', { when, minutes }) : say('hoursAfter', { when, hours: Math.round((minutes / MINUTES_PER_HOUR) * 10) / 10 });
}

export function nextInWords({ diary, fact, protocol, view, now }: OpenDiary): { readonly next: string; readonly isLast: boolean } {
  const { next } = standOf(diary, fact, protocol, view.timeZone, now);
  const say = sayIn(view.language);
  if (next === undefined) return { next: say('noNext', { when: whenInWords(diary.closesAt, view) }), isLast: true };
  return { next: 'at' in next ? say('nextAt', { when: whenInWords(next.at, view) }) : say('nextOn', { when: dayInWords(next.on, view.language) }), isLast: false };
}
