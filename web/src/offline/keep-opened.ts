/** Whose page is opened may be needed beside the bed a minute later: what entering a result needs is fetched and kept. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMay, useSession } from '../api/session';
import { recordQuery } from './use-record';

const PATIENT = /^\/patients\/([A-Za-z0-9_-]{8,})(?:\/|$)/;
const QUIET_MS = 600;

export function useKeepOpened(): void {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const { account: { accountId } } = useSession();
  const mayDocument = useMay('document-fact');
  const patientId = PATIENT.exec(pathname)?.[1];
  useEffect(() => {
    if (!mayDocument || patientId === undefined) return undefined;
    const timer = setTimeout(() => void client.prefetchQuery(recordQuery(accountId, patientId)), QUIET_MS);
    return () => clearTimeout(timer);
  }, [accountId, client, mayDocument, patientId]);
}
