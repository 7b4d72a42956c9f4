/** The positions an episode has stood at, in the order in which they were recorded, each with the event that led there. Pure. */
import type { EpisodeId } from '../kernel/ids';
import type { PatientEvent } from './events';
import { EMPTY_PATIENT, evolvePatient } from './evolve-patient';

export interface PathPlace {
  readonly position: string;
  /** Which of the events led there. */
  readonly index: number;
}

/** Empty for an episode that the log does not have. Where the episode went back, the position is there twice. */
export function pathOf(events: readonly PatientEvent[], episodeId: EpisodeId): readonly PathPlace[] {
  const path: PathPlace[] = [];
  let patient = EMPTY_PATIENT;
  events.forEach((event, index) => {
    patient = evolvePatient(patient, event);
    const position = patient.episodes.find(({ id }) => id === episodeId)?.position;
    if (position !== undefined && position !== path.at(-1)?.position) path.push({ position, index });
  });
  return path;
}
