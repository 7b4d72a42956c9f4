/** What changes elsewhere shows within two seconds: the service tells which patient's log has moved, and what is shown of it is asked for again. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

interface Change {
  readonly patientId?: string;
}

/** Lists over all patients; a patient's own queries begin with `patient` and the id. */
export const LISTS = ['queue', 'today', 'patients', 'deadlines', 'submissions', 'numbers'] as const;

type Moved = (patientIds: readonly string[]) => void;
const followers = new Set<Moved>();

/** A long list follows the patients one by one instead of being asked for again as a whole; its query says so in `meta.followsPatients`. */
export function onPatientsMoved(follower: Moved): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** More at once are an import: then everything is asked for again. */
const FOLLOWED_MAX = 20;

export function useLiveChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource('/v1/changes');
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      const moved = [...waiting];
      waiting.clear();
      for (const patientId of moved) void client.invalidateQueries({ queryKey: ['patient', patientId] });
      const isFollowed = moved.length <= FOLLOWED_MAX && followers.size > 0;
      if (isFollowed) for (const follower of followers) follower(moved);
      for (const list of LISTS) void client.invalidateQueries({ queryKey: [list], predicate: (query) => !(isFollowed && query.meta?.['followsPatients'] === true && query.isActive()) });
    };
    const later = (): void => { timer ??= setTimeout(refresh, 300); };
    source.addEventListener('change', ({ data }) => {
      const { patientId } = JSON.parse(data as string) as Change;
      if (patientId !== undefined) waiting.add(patientId);
      later();
    });
    source.addEventListener('reset', () => void client.invalidateQueries());
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [client]);
}
