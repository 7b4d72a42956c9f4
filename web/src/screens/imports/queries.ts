/** What the screen asks for. An import that is under way is asked for again by itself, which keeps no session awake. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ON_ITS_OWN } from '../../api/activity';
import { api, ask } from '../../api/client';
import { isUnderWay, type Held } from './words';

const AGAIN_MS = 1_000;
const HELD_PAGE = 20;

/** Keys of what a decision or an import changes. */
export const IMPORTS = ['imports'] as const;
export const HELD = ['imports', 'held'] as const;
export const SOURCES = ['import-sources'] as const;

export const useSources = () => useQuery({ queryKey: SOURCES, queryFn: () => ask(api.GET('/v1/import-sources')) });

export const useRuns = () => useQuery({
  queryKey: [...IMPORTS, 'list'], queryFn: () => ask(api.GET('/v1/imports', { headers: ON_ITS_OWN })),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) === true ? AGAIN_MS : false),
});

export const useRun = (importId: string) => useQuery({
  queryKey: [...IMPORTS, 'one', importId], queryFn: () => ask(api.GET('/v1/imports/{importId}', { params: { path: { importId } }, headers: ON_ITS_OWN })),
  refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? AGAIN_MS : false),
});

/** `state`: what is not taken may be more once an import is recorded. */
export const useRefusals = (importId: string, state: string) => useInfiniteQuery({
  queryKey: [...IMPORTS, 'refusals', importId, state], initialPageParam: undefined as string | undefined, retry: false,
  queryFn: ({ pageParam }) => ask(api.GET('/v1/imports/{importId}/refusals', { params: { path: { importId }, query: pageParam === undefined ? {} : { cursor: pageParam } } })),
  getNextPageParam: ({ next }) => next ?? undefined,
});

export const useHeld = (state: Held['state']) => useInfiniteQuery({
  queryKey: [...HELD, state], staleTime: 0, initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => ask(api.GET('/v1/imports/held', { params: { query: { state, limit: HELD_PAGE, ...(pageParam !== undefined && { cursor: pageParam }) } } })),
  getNextPageParam: ({ next }) => next ?? undefined,
});
