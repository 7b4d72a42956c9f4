/** Where a diary stands: which moments may be written about now, and when the next entry is due. Pure: the present is an argument. */
import { dueAtMinutes, questionsOf, seriesMoments, sidesAsked, trialMoments, type DiaryKind, type DiaryProtocol, type Moment, type Question } from '../../machines/diary';
import type { Fact } from '../../machines/evidence/fact';
import { isPlainDate, toDay, toPlainDate } from '../../machines/kernel/calendar';
import { localDateOf } from '../../machines/kernel/instant';
import { todayIn } from '../platform/clock/clock';
import type { Diary, Entry } from './diary-store';

export type FactWithDiary = Extract<Fact, { type: DiaryKind }>;

const MINUTE_MS = 60_000;
/** While an answer is so fresh, what is asked beside it is asked of the present. */
const FRESH_MINUTES = 15;
export const NOW = 'now';

export interface Stand {
  /** What an entry begun now is about when it is of the present; undefined: nothing of the present is asked. */
  readonly present: string | undefined;
  readonly missed: readonly string[];
  /** An instant of a series, a day of a trial. */
  readonly next: { readonly at: string } | { readonly on: string } | undefined;
}

export function hasDiary(fact: Fact | undefined, kind: DiaryKind): fact is FactWithDiary {
  return fact?.type === kind;
}

export function standOf({ startsAt, closesAt, plannedDays }: Diary, fact: FactWithDiary, protocol: DiaryProtocol, timeZone: string, now: string): Stand {
  if (fact.type === 'scs-trial') {
    const lead = localDateOf(fact.startedAt);
    const planned = toPlainDate(toDay(lead) + (plannedDays ?? protocol.trial.plannedDays));
    const ended = fact.endedAt === undefined ? planned : localDateOf(fact.endedAt);
    const written = (fact.days ?? []).filter(({ score }) => score !== undefined).map(({ on }) => on);
    const today = todayIn(timeZone, now);
    const { missed, isTodayDue, next } = trialMoments(lead, ended < planned ? ended : planned, written, today);
    return { present: isTodayDue ? today : undefined, missed, next: next === undefined ? undefined : { on: next } };
  }
  const observed = (fact.relief?.observations ?? []).map(({ minutes }) => minutes);
  const { missed, next } = seriesMoments(dueAtMinutes(fact.type, protocol), observed, minutesBetween(startsAt, now));
  const at = next === undefined ? undefined : instantAfter(startsAt, next);
  return { present: NOW, missed: missed.map(String), next: at === undefined || at > closesAt ? undefined : { at } };
}

export function questionsFor(fact: FactWithDiary, answers: Entry['answers']): readonly Question[] {
  return questionsOf(fact.type, sidesAsked(fact), answers);
}

/** Undefined while the pain was not told yet: an entry of the present has no moment before. */
export function momentOf({ startsAt }: Diary, { about, toldAt }: Entry, timeZone: string): Moment | undefined {
  if (toldAt === null) return undefined;
  if (about === NOW) return { minutes: minutesBetween(startsAt, toldAt) };
  if (isPlainDate(about)) {
    const days = toDay(todayIn(timeZone, toldAt)) - toDay(about);
    return { on: about, ...(days > 0 && { recalledAfterDays: days }) };
  }
  const later = minutesBetween(startsAt, toldAt) - Number(about);
  return { minutes: Number(about), ...(later > 0 && { recalledAfterMinutes: later }) };
}

/** Of the present: of now just told, or of today. */
export function tenseOf({ about, toldAt }: Entry, timeZone: string, now: string): 'now' | 'then' {
  if (about === NOW) return toldAt === null || minutesBetween(toldAt, now) < FRESH_MINUTES ? 'now' : 'then';
  return about === todayIn(timeZone, now) ? 'now' : 'then';
}

export function minutesBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
}

export function instantAfter(from: string, minutes: number): string {
  return new Date(Date.parse(from) + minutes * MINUTE_MS).toISOString();
}
