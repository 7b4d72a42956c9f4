/** Long work that tells how far it is: started, stopped by the person or by leaving the screen, and what it failed with. */
import { useEffect, useRef, useState } from 'react';
import { isAborted } from './read-lines';

export type RunState = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

export function useRun() {
  const [state, setState] = useState<RunState>('idle');
  const [error, setError] = useState<unknown>();
  const controller = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const start = async (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    controller.current?.abort();
    const mine = new AbortController();
    controller.current = mine;
    setState('running');
    setError(undefined);
    const end = (next: RunState, cause?: unknown): void => {
      // An earlier run that was replaced has nothing to say any more.
      if (controller.current !== mine) return;
      setState(next);
      setError(cause);
    };
    await work(mine.signal).then(() => end('done'), (cause: unknown) => (isAborted(cause) || mine.signal.aborted ? end('stopped') : end('failed', cause)));
  };
  return { state, error, start, stop: () => controller.current?.abort() };
}
