/**
 * Drafting and requesting an authorization: the two decisions that need the episode's record. Pure.
 * A request is accepted for what the documentation supports, or with an override that a person answers for;
 * an override changes no finding. Source of the rule: docs/ARCHITECTURE.md, Corrections.
 */
import { unreachable } from '../kernel/assert';
import { toDay } from '../kernel/calendar';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { agrees, eligibleTargetsOf, isAssessed, isEligible, recordOf, saysTheSame } from '../criteria/recorded';
import type { Assessment, Finding, Kind } from '../criteria/types';
import { DAYS_AHEAD_MAX, refuseTransition, refuseUnderWay, type AuthorizationState, type RequestOverride } from '../authorization';
import { assessStep, dateOfServiceOf } from './assess-step';
import { openEpisode } from './decide-episodes';
import type { Given, PatientCommand, PatientEvent } from './events';
import { meaningOf } from './pathways';
import type { EpisodeState, PatientState } from './patient';
import { liveAuthorizations } from './position';

export type RequestCommand = Extract<PatientCommand, { type: 'DraftAuthorization' | 'RequestAuthorization' }>;

export function decideRequest(command: RequestCommand, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  switch (command.type) {
    case 'DraftAuthorization':
      return draft(command, patient, given);
    case 'RequestAuthorization':
      return request(command, patient, given);
    default:
      return unreachable(command);
  }
}

export function findAuthorization(patient: PatientState, authorizationId: string): AuthorizationState | Rejection {
  return patient.authorizations.find(({ id }) => id === authorizationId)
    ?? reject('unknown-authorization', 'This patient has no authorization of that id: check the id.', { details: { authorizationId } });
}

function draft(command: Extract<RequestCommand, { type: 'DraftAuthorization' }>, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  const { authorizationId, packetId, episodeId, step } = command;
  const episode = openEpisode(patient, episodeId);
  if (isRejection(episode)) return episode;
  const refused = refuseStep(episode, step);
  if (refused !== undefined) return refused;
  const existing = patient.authorizations.find(({ id }) => id === authorizationId) ?? liveAuthorizations(patient, episode).find((entry) => entry.step === step);
  if (existing !== undefined) {
    return reject('authorization-exists', `The episode has an authorization for ${existing.step} that is ${existing.position}: go on with that one.`, {
      details: { authorizationId: existing.id, position: existing.position },
    });
  }
  const answer = assessStep(patient, episode, step, dateOfServiceOf(patient, episode, step, given.asOf), given.asOf, given.policies);
  if (!isAssessed(answer)) return notAssessed(answer.error);
  const eligible = eligibleTargetsOf(answer);
  const targets = eligible.length > 0 ? eligible : episode.plan.targets;
  return [{ type: 'AuthorizationNeeded', authorizationId, episodeId, step, targets, packetId, policy: answer.policy, early: !isEligible(recordOf(answer)) }];
}

function request(command: Extract<RequestCommand, { type: 'RequestAuthorization' }>, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  const { authorizationId, dateOfService, override, expedited, justification } = command;
  const authorization = findAuthorization(patient, authorizationId);
  if (isRejection(authorization)) return authorization;
  const episode = openEpisode(patient, authorization.episodeId);
  if (isRejection(episode)) return episode;
  const { step } = authorization;
  const refused = refuseTransition(authorization, 'request') ?? refuseUnderWay(authorization) ?? refuseStep(episode, step);
  if (refused !== undefined) return refused;
  if (!liveAuthorizations(patient, episode).includes(authorization)) {
    return reject('step-not-next', `The ${step} this authorization was drafted for is done: draft a new one for the next.`, { details: { step, position: episode.position } });
  }
  if (expedited === true && (justification ?? '').trim() === '') {
    return reject('justification-required', 'An expedited request needs its justification.', { pointer: '/justification' });
  }
  const misdated = refuseDateOfService(command, given);
  if (misdated !== undefined) return misdated;
  const answer = assessStep(patient, episode, step, dateOfService, given.asOf, given.policies);
  if (!isAssessed(answer)) return notAssessed(answer.error);
  const record = recordOf(answer);
  const notAllowed = override === undefined ? refuseNotEligible(answer) : refuseOverride(override, answer);
  if (notAllowed !== undefined) return notAllowed;
  if (isRepeated(command, authorization, answer)) {
    return reject('already-requested', 'It is requested exactly so, and nothing has changed since: go on with its submission.', { details: { authorizationId, packetId: authorization.packetId } });
  }
  const recorded = episode.assessments[step];
  // The log shows what the request rests on, for exactly the date that is asked.
  const assessed: readonly PatientEvent[] = recorded !== undefined && recorded.dateOfService === dateOfService && saysTheSame(recorded, answer)
    ? [] : [{ type: 'StepAssessed', episodeId: episode.id, assessment: record }];
  const targets = override === undefined ? record.eligibleTargets : episode.plan.targets;
  return [...assessed, {
    type: 'AuthorizationRequested', authorizationId, targets, dateOfService, policy: answer.policy, requestedBy: given.actor,
    packetId: authorization.issued.length === 0 ? authorization.packetId : given.newId(), issuedOn: given.asOf,
    ...(override !== undefined && { override }), ...(expedited !== undefined && { expedited }), ...(justification !== undefined && { justification }),
  }];
}

/** A service that was given already is not asked for in advance, but for an override that says why; a year ahead is a slip of the pen. */
function refuseDateOfService({ dateOfService, override }: Extract<RequestCommand, { type: 'RequestAuthorization' }>, { asOf }: Given): Rejection | undefined {
  if (dateOfService < asOf && override === undefined) {
    return reject('date-of-service-past', 'That day has passed, and a request asks in advance: name a day to come, or request with an override that says why.', { pointer: '/dateOfService', details: { asOf } });
  }
  if (toDay(dateOfService) - toDay(asOf) <= DAYS_AHEAD_MAX) return undefined;
  return reject('date-of-service-far', `That day is more than ${DAYS_AHEAD_MAX} days ahead: correct it, or request when it is nearer.`, { pointer: '/dateOfService', details: { asOf } });
}

/** Asked again before it is submitted, of the same record, under the same policy, for the same day and on the same grounds. */
function isRepeated({ dateOfService, override, expedited, justification }: Extract<RequestCommand, { type: 'RequestAuthorization' }>, authorization: AuthorizationState, answer: Assessment): boolean {
  return authorization.position === 'requested' && authorization.recordChanged === undefined && authorization.dateOfService === dateOfService
    && authorization.expedited === expedited && authorization.justification === justification && sameOverride(authorization.override, override)
    && authorization.requestedOn !== undefined && agrees(authorization.requestedOn, { ...answer, findings: recordOf(answer).findings });
}

function sameOverride(a: RequestOverride | undefined, b: RequestOverride | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.by === b.by && a.rationale === b.rationale && a.findings.length === b.findings.length && a.findings.every((kind) => b.findings.includes(kind));
}

function refuseStep(episode: EpisodeState, step: AuthorizationState['step']): Rejection | undefined {
  const { ahead, possible } = meaningOf(episode.pathway, episode.position);
  if (ahead.includes(step) || possible.includes(step)) return undefined;
  return reject('step-not-next', `The episode is at ${episode.position}: ${step} is not a step from there.`, { details: { step, position: episode.position, possible: [...ahead, ...possible] } });
}

function refuseNotEligible(assessment: Assessment): Rejection | undefined {
  if (isEligible(recordOf(assessment))) return undefined;
  return reject('not-eligible', `The documentation does not meet the policy for ${assessment.step}: add what is missing, or request with an override that names a person, a rationale and the kinds overridden.`, {
    details: { step: assessment.step, result: assessment.result, policy: assessment.policy, ...setsOf(assessment), findings: assessment.findings.filter(isOpen) },
  });
}

function refuseOverride({ by, rationale, findings }: RequestOverride, assessment: Assessment): Rejection | undefined {
  if (by.trim() === '') return reject('override-incomplete', 'Name the person who answers for the override.', { pointer: '/override/by' });
  if (rationale.trim() === '') return reject('override-incomplete', 'Give the rationale of the override.', { pointer: '/override/rationale' });
  const open = new Set<Kind>(assessment.findings.filter(isOpen).map(({ kind }) => kind));
  if (open.size > 0 && open.size === new Set(findings).size && findings.every((kind) => open.has(kind))) return undefined;
  return reject('override-mismatch', open.size === 0
    ? 'Every finding is met: request without an override.'
    : 'An override names exactly the kinds that are not met.', {
    pointer: '/override/findings', details: { step: assessment.step, result: assessment.result, ...setsOf(assessment), expected: [...open] },
  });
}

function isOpen(finding: Finding): boolean {
  return finding.outcome !== 'met';
}

function setsOf({ unmet, unknown, review }: Assessment): Pick<Assessment, 'unmet' | 'unknown' | 'review'> {
  return { unmet, unknown, review };
}

function notAssessed(code: string): Rejection {
  return reject(code, 'No policy answers for this step on that date: check the coverage, its dates and the date of service.');
}
