/** Folds one event into a patient. Pure, cheap, immutable; evaluates no policy. Unchanged parts are shared. */
import { assert, unreachable } from '../kernel/assert';
import { initialPosition, next } from '../kernel/statechart';
import { EMPTY_CHART } from '../evidence/chart';
import { evolveAuthorization, openAuthorization, type AuthorizationContext, type AuthorizationState } from '../authorization';
import { coverageOn } from './coverage';
import type { PatientEvent } from './events';
import { addObservation, attestFacts, correctFact, documentFact, dropFact } from './evolve-facts';
import type { EpisodeState, EvolvePatient, PatientState } from './patient';
import { evolveLinks } from './links';
import { evolveNeeds } from './need-notes';
import { roomOf } from './pathways';
import { evolveSchedules } from './schedules';
import { heldOf, moveEpisode, placeEpisode } from './position';
import { evolveRecords } from './records-requests';

export const EMPTY_PATIENT: PatientState = {
  identifiers: [], coverages: [], chart: EMPTY_CHART, factVersions: {}, documents: [], episodes: [], authorizations: [], recordsRequests: [],
};

export const evolvePatient: EvolvePatient = (patient, event) => {
  const after = evolve(patient, event);
  return OF_THE_RECORD.has(event.type) && !isPayersMessage(event) ? noteChange(after) : after;
};

/** What an issued packet may print: after one of these, a new request is not the same again. */
const OF_THE_RECORD: ReadonlySet<PatientEvent['type']> = new Set([
  'PersonCorrected', 'CoverageChanged', 'FactDocumented', 'ObservationAdded', 'FactCorrected', 'FactsAttested', 'FactRetracted', 'FactMoved', 'DocumentAttached', 'TargetsPlanned',
]);

/** Kept as it came, and never a page of a packet. */
function isPayersMessage(event: PatientEvent): boolean {
  return event.type === 'DocumentAttached' && event.mediaType === PAYERS_MESSAGE;
}

const PAYERS_MESSAGE = 'application/fhir+json';

function noteChange(patient: PatientState): PatientState {
  if (!patient.authorizations.some(isOutUnchanged)) return patient;
  return { ...patient, authorizations: patient.authorizations.map((entry) => (isOutUnchanged(entry) ? { ...entry, recordChanged: true } : entry)) };
}

function isOutUnchanged({ recordChanged, position }: AuthorizationState): boolean {
  return recordChanged === undefined && position === 'requested';
}

function evolve(patient: PatientState, event: PatientEvent): PatientState {
  switch (event.type) {
    case 'PatientRegistered': {
      const { patientId: id, name, birthDate, identifiers, coverages, details } = event;
      return { ...patient, id, name, birthDate, identifiers, coverages, ...(details !== undefined && { details }) };
    }
    case 'PersonCorrected':
      return { ...patient, name: event.name, birthDate: event.birthDate, details: event.details };
    case 'CoverageChanged':
      return { ...patient, coverages: event.coverages };
    case 'FactDocumented':
      return documentFact(patient, event);
    case 'ObservationAdded':
      return addObservation(patient, event);
    case 'FactCorrected':
      return correctFact(patient, event);
    case 'FactsAttested':
      return attestFacts(patient, event);
    case 'FactRetracted':
    case 'FactMoved':
      return dropFact(patient, event.factId);
    case 'DocumentAttached': {
      const { type: _, documentId: id, ...rest } = event;
      return { ...patient, documents: [...patient.documents, { id, ...rest }] };
    }
    case 'EpisodeOpened': {
      const { episodeId: id, pathway, region, plan } = event;
      const episode: EpisodeState = { id, pathway, region, plan, position: initialPosition(roomOf(pathway).machine), assessments: {} };
      return { ...patient, episodes: [...patient.episodes, placeEpisode(patient, episode)] };
    }
    case 'TargetsPlanned':
      return withEpisode(patient, event.episodeId, (episode) => placeEpisode(patient, { ...episode, plan: event.plan }));
    case 'EpisodeClosed':
      return withEpisode(patient, event.episodeId, (episode) => closeEpisode(episode, event.reason));
    case 'StepAssessed':
      return withEpisode(patient, event.episodeId, (episode) =>
        moveEpisode(patient, { ...episode, assessments: { ...episode.assessments, [event.assessment.step]: event.assessment } }));
    case 'StepNotAssessed':
      return withEpisode(patient, event.episodeId, (episode) => {
        const { [event.step]: _, ...assessments } = episode.assessments;
        return moveEpisode(patient, { ...episode, assessments });
      });
    case 'ProcedureScheduled':
    case 'ProcedureRescheduled':
    case 'ProcedureCancelled':
      return withEpisode(patient, event.episodeId, (episode) => evolveSchedules(patient, episode, event));
    case 'AuthorizationNeeded': {
      const authorizations = [...patient.authorizations, openAuthorization(event, contextOf(patient, event.episodeId, event.step))];
      return { ...patient, authorizations };
    }
    case 'AuthorizationRequested':
    case 'AuthorizationSubmitted':
    case 'SubmissionQueued':
    case 'SubmissionParked':
    case 'CallLogged':
    case 'DeterminationRecorded':
    case 'DeterminationCorrected':
    case 'ModificationAccepted':
    case 'ModificationDeclined':
    case 'PeerToPeerScheduled':
    case 'AppealFiled':
    case 'AuthorizationWithdrawn':
    case 'AuthorizationExpired':
    case 'PacketReviewed':
    case 'PacketSigned':
    case 'PacketFlaggedStale':
    case 'DeadlineOverridden':
    case 'ExpiryAcknowledged':
      return onAuthorization(patient, event);
    case 'RecordsRequested':
    case 'RecordsChased':
    case 'RecordsReceived':
      return { ...patient, recordsRequests: evolveRecords(patient.recordsRequests, event) };
    case 'NeedAssigned':
    case 'NeedUnassigned':
    case 'NeedSnoozed':
    case 'NeedUnsnoozed':
    case 'NeedCommented':
      return { ...patient, needs: evolveNeeds(patient.needs, event) };
    case 'PatientsLinked':
    case 'PatientsUnlinked':
      return { ...patient, links: evolveLinks(patient.links, event) };
    default:
      return unreachable(event);
  }
}

type LaterAuthorizationEvent = Extract<PatientEvent, { authorizationId: string }> extends infer E ? (E extends { type: 'AuthorizationNeeded' } ? never : E) : never;

function onAuthorization(patient: PatientState, event: LaterAuthorizationEvent): PatientState {
  const before = patient.authorizations.find(({ id }) => id === event.authorizationId);
  if (before === undefined) return patient;
  const after = evolveAuthorization(before, event, contextOf(patient, before.episodeId, before.step));
  const changed = { ...patient, authorizations: patient.authorizations.map((entry) => (entry === before ? after : entry)) };
  // What is out, or no longer out, decides whether assessments may move the episode.
  return before.position === after.position ? changed : withEpisode(changed, before.episodeId, (episode) => placeEpisode(changed, episode));
}

function contextOf(patient: PatientState, episodeId: string, step: keyof EpisodeState['assessments']): AuthorizationContext {
  const episode = patient.episodes.find(({ id }) => id === episodeId);
  return {
    preceding: episode === undefined ? [] : heldOf(patient, episode),
    assessment: episode?.assessments[step],
    askedOn: (dateOfService) => {
      const coverage = coverageOn(patient, dateOfService);
      const setting = episode?.plan.setting;
      return coverage && { payer: coverage.payer, ...(coverage.line !== undefined && { line: coverage.line }), ...(setting !== undefined && { setting }) };
    },
  };
}

function closeEpisode(episode: EpisodeState, reason: string): EpisodeState {
  const position = next(roomOf(episode.pathway).machine, episode.position, { type: 'close' });
  assert(position !== undefined, `the log closes an episode that is ${episode.position}`);
  return { ...episode, position, assessments: {}, closed: { reason } };
}

function withEpisode(patient: PatientState, episodeId: string, change: (episode: EpisodeState) => EpisodeState): PatientState {
  return { ...patient, episodes: patient.episodes.map((episode) => (episode.id === episodeId ? change(episode) : episode)) };
}
