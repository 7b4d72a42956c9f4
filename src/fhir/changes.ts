/** When each part of a patient's record last changed, read from its log. Pure. */
import type { AuthorizationId, EpisodeId, FactId, Instant } from '../../machines/kernel/ids';
import { EMPTY_PATIENT, evolvePatient, type EpisodeState, type PatientEvent } from '../../machines/patient';
import type { StoredEvent } from '../platform/event-store/event-store';

export interface EpisodeChanges {
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly closedAt?: Instant;
}

export interface Changes {
  readonly facts: ReadonlyMap<FactId, Instant>;
  readonly episodes: ReadonlyMap<EpisodeId, EpisodeChanges>;
  /** Of each authorization its determinations, in order. */
  readonly determinations: ReadonlyMap<AuthorizationId, readonly Instant[]>;
}

export function changesIn(log: readonly Pick<StoredEvent, 'data' | 'recordedAt'>[]): Changes {
  const facts = new Map<FactId, Instant>();
  const episodes = new Map<EpisodeId, EpisodeChanges>();
  const determinations = new Map<AuthorizationId, Instant[]>();
  let patient = EMPTY_PATIENT;
  for (const { data, recordedAt } of log) {
    const event = data as PatientEvent;
    const before = patient.episodes;
    patient = evolvePatient(patient, event);
    if (event.type === 'FactDocumented' || event.type === 'FactCorrected' || event.type === 'ObservationAdded') facts.set(event.factId, recordedAt);
    if (event.type === 'FactsAttested') for (const factId of event.factIds) facts.set(factId, recordedAt);
    if (event.type === 'DeterminationRecorded') determinations.set(event.authorizationId, [...determinations.get(event.authorizationId) ?? [], recordedAt]);
    if (event.type === 'DeterminationCorrected') (determinations.get(event.authorizationId) ?? [])[event.number - 1] = recordedAt;
    for (const episode of patient.episodes) {
      const was = before.find(({ id }) => id === episode.id);
      if (was === episode || (was !== undefined && told(was) === told(episode))) continue;
      episodes.set(episode.id, { openedAt: episodes.get(episode.id)?.openedAt ?? recordedAt, changedAt: recordedAt, ...(episode.closed !== undefined && { closedAt: recordedAt }) });
    }
  }
  return { facts, episodes, determinations };
}

/** What an EpisodeOfCare tells of an episode. */
function told({ position, closed, plan, region }: EpisodeState): string {
  return JSON.stringify([position, closed, plan.targets, region]);
}
