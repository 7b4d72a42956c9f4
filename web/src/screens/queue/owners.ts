/** Whom a need can be given to. */
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';

export type Owner = Schemas['QueueOwners']['items'][number];

export function useOwners(): readonly Owner[] {
  const { data } = useQuery({ queryKey: ['owners'], queryFn: () => ask(api.GET('/v1/queue/owners')), staleTime: 60_000 });
  return data?.items ?? [];
}
