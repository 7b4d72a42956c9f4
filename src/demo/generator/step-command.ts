/**
 * From a told step to the command a decider takes. Pure: the patient's current state names the authorization that an act
 * concerns, because the record drafts it by itself.
 */
import { assert } from '../../../machines/kernel/assert';
import type { PatientCommand } from '../../../machines/patient/events';
import type { PatientState } from '../../../machines/patient/patient';
import type { SyntheticStep } from './synthetic-patient';

export function commandOf(step: SyntheticStep, patient: Pick<PatientState, 'authorizations'>): PatientCommand {
  if ('command' in step) return step.command;
  const authorization = patient.authorizations.find((candidate) => candidate.episodeId === step.episodeId && candidate.step === step.step);
  assert(authorization !== undefined, `the record drafted no authorization for ${step.step}`);
  return { ...step.act, authorizationId: authorization.id } as PatientCommand;
}
