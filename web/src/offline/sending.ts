/** Sends what waits: when something is added, when the connection comes back, when somebody signs in, and again after a while. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchSession, SESSION_KEY, useSession } from '../api/session';
import { onEntriesChanged } from './entries';
import { keepAppFiles } from './keep-app';
import { noteActivity } from './kept';
import { onSent, sendWaiting } from './sender';
import { useOnline } from './use-online';

const ACTIVITY_NOTED_MS = 30_000;
const ASKED_AGAIN_MS = 5_000;

export function useSending(): void {
  const client = useQueryClient();
  const { account: { accountId }, csrfToken } = useSession();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isHere = true;
    const renew = async (): Promise<unknown> => client.setQueryData(SESSION_KEY, await fetchSession());
    const go = async (): Promise<void> => {
      clearTimeout(timer);
      const pause = await sendWaiting(accountId, renew).catch(() => 5_000);
      if (isHere && pause !== undefined) timer = setTimeout(() => void go(), pause);
    };
    const goNow = (): void => void go();
    goNow();
    const stops = [
      onEntriesChanged((change) => { if (change === 'submitted') goNow(); }),
      onSent(({ entry }) => { for (const queryKey of [['patient', entry.patientId], ['queue'], ['deadlines']]) void client.invalidateQueries({ queryKey }); }),
    ];
    window.addEventListener('online', goNow);
    return () => {
      isHere = false;
      clearTimeout(timer);
      window.removeEventListener('online', goNow);
      for (const stop of stops) stop();
    };
    // The token comes with the session: once it is there again, what waited goes out at once.
  }, [accountId, client, csrfToken]);
  const isOnline = useOnline();
  useEffect(() => {
    if (isOnline) return undefined;
    // Whoever is signed in is asked for until the service answers again: that also brings the token that sending needs.
    const timer = setInterval(() => void client.refetchQueries({ queryKey: SESSION_KEY }), ASKED_AGAIN_MS);
    return () => clearInterval(timer);
  }, [client, isOnline]);
  useEffect(() => void keepAppFiles().catch(() => undefined), []);
  useEffect(() => {
    let noted = 0;
    const note = (): void => {
      if (Date.now() - noted < ACTIVITY_NOTED_MS) return;
      noted = Date.now();
      void noteActivity().catch(() => undefined);
    };
    window.addEventListener('pointerdown', note);
    window.addEventListener('keydown', note);
    return () => {
      window.removeEventListener('pointerdown', note);
      window.removeEventListener('keydown', note);
    };
  }, []);
}
