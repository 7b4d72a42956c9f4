import { notCoveredOf } from '../../machines/patient';
import type { AuthorizationState, PatientState } from '../../machines/patient/patient';

export function authorizationView(authorization: AuthorizationState, patient: PatientState) {
  const { id, ...rest } = authorization;
  return { authorizationId: id, ...rest, notCovered: notCoveredOf(patient, authorization) };
}

/** May-I-book: step, place, dates; no reasons, overrides or proofs. */
export function bookingView({ id, episodeId, step, position, targets, dateOfService, determinations }: AuthorizationState) {
  return {
    authorizationId: id, episodeId, step, position, targets, dateOfService,
    determinations: determinations.map(({ decision, decidedOn, payerReference, validFrom, validTo }) => ({ decision, decidedOn, payerReference, validFrom, validTo })),
  };
}
