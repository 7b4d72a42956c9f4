/** What narrows the queue, as the address says it: a word the service does not know is left out, so that an old address still opens. Pure. */
import type { paths } from '../../api/schema';
import type { Schemas } from '../../api/client';

export type QueueItem = Schemas['QueueItem'];
export type QueueFilter = Omit<NonNullable<paths['/v1/queue']['get']['parameters']['query']>, 'limit' | 'cursor' | 'format'>;
export type Search = Readonly<Record<string, string | undefined>>;

export const SORTS = { due: 'Soonest first', name: 'By name', payer: 'By payer' } as const;
export const STAGES = { criteria: 'Criteria', packet: 'Packet', decision: 'Decision', approval: 'Approval' } as const;
export const STEPS = ['mbb1', 'mbb2', 'mbb-diagnostic', 'mbb-therapeutic', 'rfa', 'repeat-rfa', 'trial', 'implant', 'esi'] as const;
export const VIEWS = ['due-today', 'missing-one-item', 'ready-to-send', 'awaiting-past-clock', 'denied-peer-to-peer', 'expiring-14-days', 'approved-not-scheduled', 'mine', 'all'] as const;

const TESTS: Readonly<Record<keyof QueueFilter, (value: string) => boolean>> = {
  view: (value) => (VIEWS as readonly string[]).includes(value),
  sort: (value) => value in SORTS,
  step: (value) => (STEPS as readonly string[]).includes(value),
  pathway: (value) => ['rfa', 'scs', 'epidural'].includes(value),
  stage: (value) => value in STAGES,
  payer: (value) => /^[A-Za-z0-9][A-Za-z0-9 ._:/+-]{0,79}$/.test(value),
  owner: (value) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(value),
  dueBefore: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value),
  q: (value) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(value),
};

export function filterOf(search: Search): QueueFilter {
  return Object.fromEntries(Object.entries(TESTS).flatMap(([name, test]) => {
    const value = search[name];
    return value !== undefined && test(value) ? [[name, value]] : [];
  }));
}

/** Beside the view and the order: what was chosen to narrow it. */
export function narrowedBy(filter: QueueFilter): number {
  return Object.keys(filter).filter((name) => name !== 'view' && name !== 'sort').length;
}

/** Of the same filter, whatever the order in which it was put together. */
export function isSameFilter(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const text = (filter: Readonly<Record<string, unknown>>): string => JSON.stringify(Object.entries(filter).filter(([name, value]) => value !== undefined && !(name === 'view' && value === 'all') && !(name === 'sort' && value === 'due')).sort(([a], [b]) => a.localeCompare(b)));
  return text(one) === text(other);
}
