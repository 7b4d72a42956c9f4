/** What changes elsewhere shows within two seconds: the service tells which patient's log has moved, and what is shown of it is asked for again. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

interface Change {
  readonly patientId?: string;
}

/** Lists over all patients; a patient's own queries begin with `patient` and the id. */
export const LISTS = ['queue', 'patients', 'deadlines', 'submissions', 'numbers'] as const;

export function useLiveChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource('/v1/changes');
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      for (const patientId of waiting) void client.invalidateQueries({ queryKey: ['patient', patientId] });
      waiting.clear();
      for (const list of LISTS) void client.invalidateQueries({ queryKey: [list] });
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
