/**
 * What follows from a changed record: fresh assessments of every step that is assessed, and only what is new is an event.
 * Pure. `decidePatient` records it, `standingOf` answers from it unrecorded, so whether the daily run has happened
 * changes no answer.
 */
import type { FactId } from '../kernel/ids';
import { agrees, isAssessed, isEligible, recordOf, saysTheSame, type NotAssessed, type RecordedAssessment } from '../criteria/recorded';
import type { Assessment, Step } from '../criteria/types';
import { hasLapsed, isRequested, lastValidDayOf, type AuthorizationState } from '../authorization';
import { assessStep, dateOfServiceOf } from './assess-step';
import type { Given, PatientEvent } from './events';
import { evolvePatient } from './evolve-patient';
import { meaningOf } from './pathways';
import type { EpisodeState, PatientState } from './patient';
import { liveAuthorizations, stepsToAssess } from './position';

export type Answers = ReadonlyMap<Step, Assessment | NotAssessed>;

export interface Reassessed {
  /** The patient after `events`. */
  readonly patient: PatientState;
  readonly events: readonly PatientEvent[];
  /** By episode: every step that was assessed. */
  readonly answers: ReadonlyMap<string, Answers>;
}

/** Is a fresh assessment what is recorded already? `saysTheSame` after a write, `standsStill` where only time has passed. */
export type IsKnown = (recorded: RecordedAssessment | undefined, fresh: Assessment) => boolean;

/** `changed`: facts whose content is no longer what an issued packet printed. */
export function reassess(before: PatientState, given: Pick<Given, 'asOf' | 'policies'>, changed: readonly FactId[] = [], isKnown: IsKnown = saysTheSame): Reassessed {
  let patient = before;
  const events: PatientEvent[] = [];
  const answers = new Map<string, Answers>();
  const record = (event: PatientEvent): void => {
    events.push(event);
    patient = evolvePatient(patient, event);
  };
  for (const { id, closed } of before.episodes) {
    if (closed !== undefined) continue;
    const ofEpisode = new Map<Step, Assessment | NotAssessed>();
    answers.set(id, ofEpisode);
    // A new assessment may move the episode, and with it what lies ahead: ask until every step ahead has its answer.
    for (;;) {
      const episode = patient.episodes.find((entry) => entry.id === id) as EpisodeState;
      const step = stepsToAssess(patient, episode).find((candidate) => !ofEpisode.has(candidate));
      if (step === undefined) break;
      const answer = assessStep(patient, episode, step, dateOfServiceOf(patient, episode, step, given.asOf), given.asOf, given.policies);
      ofEpisode.set(step, answer);
      const event = newsOf(episode, answer, isKnown);
      if (event !== undefined) record(event);
    }
  }
  for (const authorization of patient.authorizations) {
    const because = staleBecause(authorization, patient, answers, changed);
    if (because !== undefined) record({ type: 'PacketFlaggedStale', authorizationId: authorization.id, packetId: authorization.packetId, because });
  }
  return { patient, events, answers };
}

/** Approvals whose last valid date has passed. */
export function lapses(patient: PatientState, asOf: Given['asOf']): readonly PatientEvent[] {
  return patient.authorizations.filter((authorization) => hasLapsed(authorization, asOf)).map((authorization) => ({
    type: 'AuthorizationExpired', authorizationId: authorization.id, expiredOn: lastValidDayOf(authorization)?.on ?? asOf,
  }));
}

/** A draft for each open episode whose next step is ready and was never drafted since its last procedure. */
export function neededAuthorizations(patient: PatientState, newId: Given['newId']): readonly PatientEvent[] {
  const events: PatientEvent[] = [];
  for (const episode of patient.episodes) {
    const { ahead, tags } = meaningOf(episode.pathway, episode.position);
    const [step] = ahead;
    const recorded = step === undefined ? undefined : episode.assessments[step];
    if (step === undefined || recorded === undefined || !tags.includes('ready') || !isEligible(recorded)) continue;
    if (wasDrafted(patient, episode, step)) continue;
    events.push({
      type: 'AuthorizationNeeded', authorizationId: newId(), packetId: newId(), episodeId: episode.id, step,
      targets: recorded.eligibleTargets, policy: recorded.policy, early: false,
    });
  }
  return events;
}

/** Drafted and alive, or taken back by staff: what people withdrew does not come back by itself. */
function wasDrafted(patient: PatientState, episode: EpisodeState, step: Step): boolean {
  if (liveAuthorizations(patient, episode).some((authorization) => authorization.step === step)) return true;
  const last = patient.authorizations.findLast((authorization) => authorization.episodeId === episode.id && authorization.step === step);
  return last?.position === 'withdrawn';
}

function newsOf(episode: EpisodeState, answer: Assessment | NotAssessed, isKnown: IsKnown): PatientEvent | undefined {
  const recorded = episode.assessments[answer.step];
  if (!isAssessed(answer)) {
    return recorded === undefined ? undefined : { type: 'StepNotAssessed', episodeId: episode.id, step: answer.step, error: answer.error };
  }
  return isKnown(recorded, answer) ? undefined : { type: 'StepAssessed', episodeId: episode.id, assessment: recordOf(answer) };
}

/** Why what was asked of the payer is no longer what the record says; undefined when it is, or when that is flagged already. */
function staleBecause(authorization: AuthorizationState, patient: PatientState, answers: ReadonlyMap<string, Answers>, changed: readonly FactId[]): string | undefined {
  const { requestedOn, stale, step, episodeId } = authorization;
  if (requestedOn === undefined || stale !== undefined || !isRequested(authorization)) return undefined;
  const fact = changed.find((id) => requestedOn.findings.some(({ evidence }) => evidence.includes(id)));
  if (fact !== undefined) return `fact ${fact}, which it cites, has changed`;
  const episode = patient.episodes.find(({ id }) => id === episodeId) as EpisodeState;
  const answer = answers.get(episodeId)?.get(step);
  if (answer === undefined || !liveAuthorizations(patient, episode).includes(authorization)) return undefined;
  if (!isAssessed(answer)) return `${step} can no longer be assessed: ${answer.error}`;
  return agrees(requestedOn, { policy: answer.policy, result: answer.result, findings: recordOf(answer).findings }) ? undefined : `the findings of ${step} have changed`;
}
