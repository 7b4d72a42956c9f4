/** The patients of the day are fetched and kept before anybody opens them, one after the other, so that a result can be entered where the network does not reach. */
import { queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ON_ITS_OWN } from '../api/activity';
import { useMay, useSession, useToday } from '../api/session';
import { keptPatient, keptPatients } from './kept';
import { todayQuery } from './today';
import { useOnline } from './use-online';
import { recordAheadQuery } from './use-record';

/** So many are kept ahead: more would be other people's patients. */
export const AHEAD_MAX = 30;
const AGAIN_MS = 5 * 60_000;
/** The screen that is being opened comes first. */
const QUIET_MS = 1_500;

/** Whose records are on this device, and since when. */
export function keptHereQuery(accountId: string) {
  return queryOptions({ queryKey: ['kept-here', accountId], queryFn: () => keptPatients(accountId), networkMode: 'always', staleTime: 0 });
}

export function useKeepAhead(): void {
  const client = useQueryClient();
  const { account: { accountId } } = useSession();
  const mayDocument = useMay('document-fact');
  const mayList = useMay('read-worklist');
  const isOnline = useOnline();
  const [round, setRound] = useState(0);
  const today = useToday();
  useEffect(() => {
    if (!mayDocument || !mayList || !isOnline) return undefined;
    const stop = new AbortController();
    const first = setTimeout(() => void keepAhead(client, accountId, today, stop.signal).catch(() => undefined), round === 0 ? QUIET_MS : 0);
    const next = setTimeout(() => setRound((before) => before + 1), AGAIN_MS);
    return () => {
      stop.abort();
      clearTimeout(first);
      clearTimeout(next);
    };
  }, [accountId, client, isOnline, mayDocument, mayList, round, today]);
}

/** Of those that are kept, the ones whose record has moved since. */
async function keepAhead(client: QueryClient, accountId: string, on: string, stop: AbortSignal): Promise<void> {
  const { items } = await client.fetchQuery(todayQuery(accountId, on, ON_ITS_OWN));
  const versions = new Map(items.map(({ patientId, version }) => [patientId, version]));
  for (const [patientId, version] of [...versions].slice(0, AHEAD_MAX)) {
    if (stop.aborted) return;
    const kept = await keptPatient(accountId, patientId).catch(() => undefined);
    if (kept !== undefined && kept.patient.version >= version) continue;
    await client.fetchQuery({ ...recordAheadQuery(accountId, patientId), staleTime: 0 }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: keptHereQuery(accountId).queryKey });
  }
}
