/**
 * From a told step to the command a decider takes. Pure: the patient's current state names the authorization that an act
 * concerns, because the record drafts it by itself.
 */
import { assert } from '../../../machines/kernel/assert';
import type { Instant } from '../../../machines/kernel/ids';
import type { PatientCommand } from '../../../machines/patient/events';
import type { PatientState } from '../../../machines/patient/patient';
import type { SyntheticStep } from './synthetic-patient';

export function commandOf(step: SyntheticStep, patient: Pick<PatientState, 'authorizations'>): PatientCommand {
  if ('command' in step) return step.command;
  const authorization = patient.authorizations.find((candidate) => candidate.episodeId === step.episodeId && candidate.step === step.step);
  assert(authorization !== undefined, `the record drafted no authorization for ${step.step}`);
  return { ...step.act, authorizationId: authorization.id } as PatientCommand;
}

/** The server instant of the n-th step of its day, early afternoon on the east coast. */
export function recordedAtOf(step: SyntheticStep, n: number): Instant {
  const clock = [17 + Math.floor(n / 3600), Math.floor(n / 60) % 60, n % 60].map((part) => String(part).padStart(2, '0'));
  return `${step.on}T${clock.join(':')}.000Z`;
}
