/** Who is signed in. The server decides what is allowed; the app shows what the role may do. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { keepSession, keptSession } from '../offline/kept';
import { onSignedOut, Problem, rememberToken, request, type Schemas } from './client';

export type Session = Schemas['Session'];

export const SESSION_KEY = ['session'] as const;

/** Null: nobody. Where the service cannot be reached, whoever was signed in here a moment ago still is. */
export async function fetchSession(): Promise<Session | null> {
  try {
    const session = (await (await request('/v1/session')).json()) as Session;
    await keepSession(session).catch(() => undefined);
    return took(session);
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return took(null);
    const kept = error instanceof Problem && error.status === 0 ? await keptSession().catch(() => undefined) : undefined;
    if (kept !== undefined) return kept;
    throw error;
  }
}

export function took(session: Session | null): Session | null {
  rememberToken(session?.csrfToken);
  return session;
}

export function useSessionQuery() {
  const client = useQueryClient();
  useEffect(() => onSignedOut(() => client.setQueryData(SESSION_KEY, null)), [client]);
  // Asked without a connection too: what is kept answers then, and the service once it is back.
  return useQuery({ queryKey: SESSION_KEY, queryFn: fetchSession, staleTime: Infinity, retry: false, networkMode: 'always', refetchOnReconnect: 'always' });
}

const Signed = createContext<Session | undefined>(undefined);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <Signed.Provider value={session}>{children}</Signed.Provider>;
}

export function useSession(): Session {
  const session = useContext(Signed);
  if (session === undefined) throw new Error('useSession is for screens behind the sign-in');
  return session;
}

/** The practice's day: dates of a record are plain dates in its zone, whatever the zone of the device. */
export function useToday(): string {
  const { practice } = useSession();
  return new Intl.DateTimeFormat('sv-SE', { timeZone: practice.timeZone }).format(new Date());
}

export function useMay(action: string): boolean {
  return useSession().actions.some((one) => one === action);
}

