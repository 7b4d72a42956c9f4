/** A patient's record for entering results: from the service, kept on this device on the way; without a connection as it was kept. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ON_ITS_OWN } from '../api/activity';
import { api, ask, Problem } from '../api/client';
import { useSession } from '../api/session';
import { keepPatient, keptPatient } from './kept';
import type { KeptRecord } from './record';

export function recordQuery(accountId: string, patientId: string) {
  return queryOptions({ queryKey: ['patient', patientId, 'for-entry', accountId], queryFn: () => fetchRecord(accountId, patientId), networkMode: 'always', retry: false, staleTime: 15_000 });
}

/** The same, asked for by the app itself: nobody is there for it. */
export function recordAheadQuery(accountId: string, patientId: string) {
  return queryOptions({ ...recordQuery(accountId, patientId), queryFn: () => fetchRecord(accountId, patientId, ON_ITS_OWN) });
}

export function useRecord(patientId: string) {
  const { account: { accountId } } = useSession();
  return useQuery(recordQuery(accountId, patientId));
}

async function fetchRecord(accountId: string, patientId: string, headers: Readonly<Record<string, string>> = {}): Promise<KeptRecord> {
  const params = { path: { patientId } };
  try {
    const [patient, facts, status] = await Promise.all([
      ask(api.GET('/v1/patients/{patientId}', { params, headers })), ask(api.GET('/v1/patients/{patientId}/facts', { params, headers })),
      ask(api.GET('/v1/patients/{patientId}/status', { params: { ...params, query: { findings: 'next' } }, headers })),
    ]);
    const record = { patient, facts, status };
    await keepPatient(accountId, record).catch(() => undefined);
    return record;
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 0 && error.status < 500)) throw error;
    const kept = await keptPatient(accountId, patientId).catch(() => undefined);
    if (kept !== undefined) return kept;
    throw new Problem(error.status, error.code, 'This patient was not opened on this device before, so nothing is kept to go on with. Open the patient once with a connection; what you enter later works without one. Who is on today\'s list is kept by itself.');
  }
}
