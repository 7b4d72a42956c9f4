/** Whose day it is: the steps that are scheduled or planned for today, kept on this device on the way, and without a connection as they were kept. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask, Problem } from '../api/client';
import { keepToday, keptToday } from './kept';
import type { TodayItem, TodayList } from './record';

/** More than anybody treats in a day are no day's list. */
const ITEMS_MAX = 100;

export function todayQuery(accountId: string, on: string, headers: Readonly<Record<string, string>> = {}) {
  return queryOptions({ queryKey: ['today', accountId, on], queryFn: () => fetchToday(accountId, on, headers), networkMode: 'always', retry: false, staleTime: 15_000 });
}

async function fetchToday(accountId: string, on: string, headers: Readonly<Record<string, string>>): Promise<TodayList> {
  const before = await keptToday(accountId, on).catch(() => undefined);
  try {
    const { items } = await ask(api.GET('/v1/worklist', { params: { query: { plannedOn: on, limit: ITEMS_MAX } }, headers }));
    const listed = items.map(({ patientId, episodeId, version, name, pathway, nextStep, targets }): TodayItem => ({ patientId, episodeId, version, name, pathway, nextStep, targets, isOff: false }));
    const today = { on, items: [...listed, ...leftSince(before?.items ?? [], listed)], toldAt: Date.now() };
    await keepToday(accountId, today).catch(() => undefined);
    return today;
  } catch (error) {
    if (before === undefined || !(error instanceof Problem) || (error.status !== 0 && error.status < 500)) throw error;
    return before;
  }
}

/** A block that is recorded leaves the list, and its later scores are still to come: who was on it stays on it for the day. */
function leftSince(before: readonly TodayItem[], listed: readonly TodayItem[]): readonly TodayItem[] {
  return before.filter(({ episodeId }) => !listed.some((one) => one.episodeId === episodeId)).map((item) => ({ ...item, isOff: true }));
}
