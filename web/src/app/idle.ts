/** Nobody has been there for as long as a session may be idle: asks whether it has ended, so that no record stays on an empty desk's screen. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sinceLastSignMs } from '../api/activity';
import { SESSION_KEY } from '../api/session';

const ASKED_EVERY_MS = 20_000;

export function useEndOfIdle(idleSeconds: number): void {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => {
      if (sinceLastSignMs() >= idleSeconds * 1000) void client.invalidateQueries({ queryKey: SESSION_KEY });
    }, ASKED_EVERY_MS);
    return () => clearInterval(timer);
  }, [client, idleSeconds]);
}
