/** The rows of the queue: loaded in pages as one scrolls. A change elsewhere reads the rows of that patient again, however many were loaded. */
import { useInfiniteQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, ask } from '../../api/client';
import { onPatientsMoved } from '../../app/live';
import type { QueueFilter } from './queue-filter';
import { rowsOf, withPatient, type Pages } from './queue-pages';

const PAGE = 100;
const PATIENT_ROWS_MAX = 200;

export function useQueueRows(filter: QueueFilter) {
  const client = useQueryClient();
  const text = JSON.stringify(filter);
  const pages = useInfiniteQuery({
    queryKey: ['queue', 'rows', text], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ask(api.GET('/v1/queue', { params: { query: { ...filter, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) } }, signal })),
    getNextPageParam: ({ next }) => next ?? undefined,
    meta: { followsPatients: true }, refetchOnWindowFocus: false,
  });
  useEffect(() => onPatientsMoved((patientIds) => { for (const patientId of patientIds) void readPatientAgain(client, text, patientId); }), [client, text]);
  const rows = useMemo(() => rowsOf(pages.data), [pages.data]);
  return { ...pages, rows };
}

async function readPatientAgain(client: QueryClient, text: string, patientId: string): Promise<void> {
  const filter = JSON.parse(text) as QueueFilter;
  if (filter.q !== undefined && filter.q !== patientId) return;
  const { items } = await client.fetchQuery({
    queryKey: ['queue', 'of-patient', text, patientId], staleTime: 0, gcTime: 0,
    queryFn: () => ask(api.GET('/v1/queue', { params: { query: { ...filter, q: patientId, limit: PATIENT_ROWS_MAX } } })),
  });
  client.setQueryData<Pages>(['queue', 'rows', text], (pages) => (pages === undefined ? pages : withPatient(pages, patientId, items, filter.sort)));
}
