/** What the screens of one patient ask for. Keys begin with the patient, so that what changes elsewhere is asked for again (live.ts). */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, ask, type Schemas } from './client';

const path = (patientId: string) => ({ path: { patientId } });
const episodePath = (patientId: string, episodeId: string) => ({ path: { patientId, episodeId } });

export const usePatient = (patientId: string): UseQueryResult<Schemas['Patient']> => useQuery({ queryKey: ['patient', patientId, 'person'], queryFn: () => ask(api.GET('/v1/patients/{patientId}', { params: path(patientId) })) });

export const useStatus = (patientId: string, asOf: string | undefined, enabled = true): UseQueryResult<Schemas['Status']> => useQuery({
  queryKey: ['patient', patientId, 'status', asOf ?? 'today'], enabled, queryFn: () => ask(api.GET('/v1/patients/{patientId}/status', { params: { ...path(patientId), query: { findings: 'none', ...(asOf !== undefined && { asOf }) } } })),
});

export const useFacts = (patientId: string, enabled = true): UseQueryResult<Schemas['FactList']> => useQuery({ queryKey: ['patient', patientId, 'facts'], enabled, queryFn: () => ask(api.GET('/v1/patients/{patientId}/facts', { params: path(patientId) })) });

export const useTimeline = (patientId: string, enabled = true): UseQueryResult<Schemas['Timeline']> => useQuery({ queryKey: ['patient', patientId, 'timeline'], enabled, queryFn: () => ask(api.GET('/v1/patients/{patientId}/timeline', { params: path(patientId) })) });

export const useAuthorizations = (patientId: string, enabled = true): UseQueryResult<Schemas['AuthorizationList']> => useQuery({ queryKey: ['patient', patientId, 'authorizations'], enabled, queryFn: () => ask(api.GET('/v1/patients/{patientId}/authorizations', { params: path(patientId) })) });

export const usePatientDeadlines = (patientId: string, enabled = true): UseQueryResult<Schemas['PatientDeadlines']> => useQuery({ queryKey: ['patient', patientId, 'deadlines'], enabled, queryFn: () => ask(api.GET('/v1/patients/{patientId}/deadlines', { params: path(patientId) })) });

export const usePatientLinks = (patientId: string): UseQueryResult<Schemas['PatientLinks']> => useQuery({ queryKey: ['patient', patientId, 'links'], queryFn: () => ask(api.GET('/v1/patients/{patientId}/links', { params: path(patientId) })) });

export const useEpisodePath = (patientId: string, episodeId: string): UseQueryResult<Schemas['EpisodePath']> => useQuery({ queryKey: ['patient', patientId, 'path', episodeId], queryFn: () => ask(api.GET('/v1/patients/{patientId}/episodes/{episodeId}/path', { params: episodePath(patientId, episodeId) })) });

/** The executed definition: the same for every patient as long as the service runs. */
export const usePathwayMap = (pathway: string): UseQueryResult<Schemas['PathwayMap']> => useQuery({ queryKey: ['pathway-map', pathway], staleTime: Infinity, queryFn: () => ask(api.GET('/v1/pathways/{pathway}/map', { params: { path: { pathway: pathway as 'rfa' } } })) });

export interface ChecklistQuestion {
  readonly step?: string;
  readonly asOf?: string;
  readonly dateOfService?: string;
  readonly policy?: string;
}

/** For `useQuery` and `useQueries`. */
export function checklistQuery(patientId: string, episodeId: string, question: ChecklistQuestion) {
  const query = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
  return {
    queryKey: ['patient', patientId, 'checklist', episodeId, query] as const,
    queryFn: (): Promise<Schemas['Checklist']> => ask(api.GET('/v1/patients/{patientId}/episodes/{episodeId}/checklist', { params: { ...episodePath(patientId, episodeId), query } })),
  };
}
