/** Whether there is a connection to the service: the device has a network, and the service answered the last time it was asked. */
import { useSyncExternalStore } from 'react';
import { onReach, wasReached } from '../api/reach';

export function useOnline(): boolean {
  return useSyncExternalStore(watch, () => navigator.onLine && wasReached());
}

function watch(listener: () => void): () => void {
  const stop = onReach(listener);
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    stop();
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
