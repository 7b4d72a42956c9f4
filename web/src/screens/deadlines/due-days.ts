/** Days that must not be missed, of every kind the practice has, as one list: those of patients, the practice's own, and the earliest days of the queue. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { regionInWords, targetsInWords } from '../../parts/words';

export type Kind = Schemas['Deadline']['kind'] | 'earliest-day';
export interface DueDay extends Omit<Schemas['Deadline'], 'kind'> {
  readonly kind: Kind;
  readonly id: string;
  /** Of an earliest day: where on the patient. */
  readonly where?: string;
}

export const PATIENT_KINDS = [
  'decision-due', 'peer-to-peer-call', 'peer-to-peer-closes', 'appeal-due', 'appeal-decision-due', 'approval-expires', 'last-day-missing', 'expired', 'approved-not-scheduled', 'planned-service', 'units-run-out', 'submission-due', 'follow-up', 'pended-answer-due', 'resubmission',
  'records-chase',
] as const;
type PatientKind = (typeof PATIENT_KINDS)[number];
const EXEMPTION = /^exemption-/;

export interface DueFilter {
  readonly kind?: PatientKind | 'earliest-day' | 'exemptions';
  readonly overdue?: 'true';
  readonly payer?: string;
}

export function dueFilterOf(search: Readonly<Record<string, string | undefined>>): DueFilter {
  const { kind, overdue, payer } = search;
  const isKind = kind !== undefined && ([...PATIENT_KINDS, 'earliest-day', 'exemptions'] as readonly string[]).includes(kind);
  return { ...(isKind && { kind: kind as NonNullable<DueFilter['kind']> }), ...(overdue === 'true' && { overdue: 'true' as const }), ...(payer !== undefined && /^[A-Za-z0-9][A-Za-z0-9 ._:/+-]{0,79}$/.test(payer) && { payer }) };
}

const PAGE = 200;

/** `until`: all of them up to this day are loaded; left out, the first page and more when asked. */
export function useDueDays({ kind, overdue, payer }: DueFilter, until?: string) {
  const isOfPatients = kind !== 'earliest-day' && kind !== 'exemptions';
  const query = { limit: PAGE, ...(isOfPatients && kind !== undefined && { kind }), ...(overdue !== undefined && { overdue }), ...(payer !== undefined && { payer }), ...(until !== undefined && { until }) };
  const pages = useInfiniteQuery({
    queryKey: ['deadlines', 'list', query], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ask(api.GET('/v1/deadlines', { params: { query: { ...query, ...(pageParam !== undefined && { cursor: pageParam }) } }, signal })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const mayReadQueue = useMay('read-worklist');
  const hasEarliest = mayReadQueue && overdue === undefined && (kind === undefined || kind === 'earliest-day');
  const earliest = useQuery({
    queryKey: ['queue', 'earliest', payer ?? ''], enabled: hasEarliest,
    queryFn: ({ signal }) => ask(api.GET('/v1/queue', { params: { query: { stage: 'criteria', limit: PAGE, ...(payer !== undefined && { payer }) } }, signal })),
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => { if (until !== undefined && hasNextPage && !isFetchingNextPage) void fetchNextPage(); }, [until, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const days = useMemo(() => {
    const ofPatients = isOfPatients ? (pages.data?.pages ?? []).flatMap(({ items }) => items) : [];
    const practice = (kind === undefined || kind === 'exemptions') && payer === undefined ? (pages.data?.pages[0]?.practice ?? []).filter((each) => EXEMPTION.test(each.kind) && (overdue === undefined || each.state === 'overdue')) : [];
    const firsts = hasEarliest ? (earliest.data?.items ?? []).flatMap(earliestDay) : [];
    const all: DueDay[] = [...[...ofPatients, ...practice].map((each) => ({ ...each, id: idOf(each) })), ...firsts];
    return all.filter(({ on }) => until === undefined || on <= until).sort((a, b) => a.on.localeCompare(b.on));
  }, [pages.data, earliest.data, isOfPatients, kind, payer, overdue, hasEarliest, until]);
  return { ...pages, days, asOf: pages.data?.pages[0]?.asOf };
}

function idOf({ kind, on, authorizationId, recordsRequestId, facilityId, patientId }: Schemas['Deadline']): string {
  return [kind, on, patientId, authorizationId, recordsRequestId, facilityId].join(' ');
}

function earliestDay({ patientId, name, version, episodeId, authorizationId, step, region, targets, payer, dueKind, dueOn, dueArithmetic, daysLeft }: Schemas['QueueItem']): readonly DueDay[] {
  if (dueKind !== 'earliest-day' || dueOn === null || daysLeft === null) return [];
  const where = [regionInWords(region), targetsInWords(targets)].filter((part) => part !== '').join(', ');
  return [{
    id: `earliest-day ${patientId} ${episodeId} ${step}`, kind: 'earliest-day', on: dueOn, contestedUntil: null, state: daysLeft <= 0 ? 'due-today' : 'due-later', patientId, name, version, episodeId, authorizationId, step, payer: payer?.id ?? null,
    where, ...(dueArithmetic !== undefined && { arithmetic: dueArithmetic }),
  }];
}
