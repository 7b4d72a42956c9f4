/** The pages of the queue that were loaded, as one list; and what becomes of them when one patient's rows change. Pure. */
import type { InfiniteData } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import type { QueueFilter, QueueItem } from './queue-filter';

type Page = Schemas['QueuePage'];
export type Pages = InfiniteData<Page>;

/** Names a need for as long as it is one. */
export function keyOf({ patientId, episodeId, step, authorizationId }: QueueItem): string {
  return [patientId, episodeId, step, authorizationId ?? ''].join(' ');
}

/** A row that moved while pages were loaded may stand on two of them: the later reading counts. */
export function rowsOf(pages: Pages | undefined): readonly QueueItem[] {
  const rows = new Map<string, QueueItem>();
  for (const page of pages?.pages ?? []) for (const item of page.items) rows.set(keyOf(item), item);
  return [...rows.values()];
}

/**
 * The patient's rows as they are now, in the places of the old ones where the order allows, and nobody else's moved. What now stands behind
 * the last loaded row comes with its page.
 */
export function withPatient(pages: Pages, patientId: string, fresh: readonly QueueItem[], sort: QueueFilter['sort']): Pages {
  const left = fresh.filter((item) => !isInPlace(pages, item, sort));
  const kept = pages.pages.map((page) => ({
    ...page, items: page.items.flatMap((item) => (item.patientId !== patientId ? [item] : fresh.filter((now) => keyOf(now) === keyOf(item) && !left.includes(now)))),
  }));
  return { ...pages, pages: left.reduce((all: readonly Page[], item) => inserted(all, item, sort), kept) as Page[] };
}

function isInPlace(pages: Pages, item: QueueItem, sort: QueueFilter['sort']): boolean {
  const old = pages.pages.flatMap((page) => page.items).find((each) => keyOf(each) === keyOf(item));
  return old !== undefined && placeOf(old, sort) === placeOf(item, sort);
}

function inserted(pages: readonly Page[], item: QueueItem, sort: QueueFilter['sort']): readonly Page[] {
  const place = placeOf(item, sort);
  const at = pages.findIndex(({ items }) => items.some((each) => placeOf(each, sort) > place));
  const last = pages.length - 1;
  if (at === -1 && pages[last]?.next !== null) return pages;
  return pages.map((page, index) => {
    if (index !== (at === -1 ? last : at)) return page;
    const before = at === -1 ? page.items.length : page.items.findIndex((each) => placeOf(each, sort) > place);
    return { ...page, items: [...page.items.slice(0, before), item, ...page.items.slice(before)] };
  });
}

function placeOf({ dueOn, name, payer }: QueueItem, sort: QueueFilter['sort'] = 'due'): string {
  switch (sort) {
    case 'due': return dueOn ?? '9999-99-99';
    case 'name': return `${name.family} ${name.given}`.toLowerCase();
    case 'payer': return payer?.id ?? '~';
  }
}
