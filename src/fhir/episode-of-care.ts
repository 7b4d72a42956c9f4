/** Each episode: its pathway, since when, and where it stands on its map. Pure. */
import { inWords } from '../../machines/criteria/words';
import { meaningOf, type EpisodeState } from '../../machines/patient';
import { present, type Fhir, type Resource } from '../platform/fhir/values';
import { episodeId, identifier, reference, word } from './names';
import type { PatientSource } from './patient-source';

/** The position on the executed map; no element of the standard holds it. */
export const POSITION_EXTENSION = 'urn:pathgate:extension:position';

export function episodesOfCare(source: Pick<PatientSource, 'patientId' | 'patient' | 'changes' | 'standings'>): readonly Resource[] {
  return source.patient.episodes.map((episode) => episodeOfCare(source, episode));
}

function episodeOfCare({ patientId, changes, standings }: Pick<PatientSource, 'patientId' | 'changes' | 'standings'>, episode: EpisodeState): Resource {
  const { id, pathway, region, closed } = episode;
  const { openedAt, changedAt, closedAt } = changes.episodes.get(id) ?? {};
  const position = standings.find((one) => one.episodeId === id)?.position ?? episode.position;
  return present({
    resourceType: 'EpisodeOfCare', id: episodeId(patientId, id), meta: { lastUpdated: changedAt },
    extension: [{ url: POSITION_EXTENSION, valueCodeableConcept: word('position', position, meaningOf(pathway, position).description || undefined) }],
    identifier: [identifier('episode', id)], status: closed === undefined ? 'active' : 'finished',
    statusHistory: openedAt === undefined ? [] : [{ status: 'active', period: periodOf(openedAt, closedAt) }, ...(closedAt === undefined ? [] : [{ status: 'finished', period: { start: closedAt } }])],
    type: [word('pathway', pathway), word('region', region, inWords(region))],
    patient: reference('Patient', patientId), period: openedAt === undefined ? undefined : periodOf(openedAt, closedAt),
  });
}

export function periodOf(start: string, end?: string): Fhir {
  return { start, ...(end !== undefined && { end }) };
}
