import type { PlainDate } from '../../machines/kernel/calendar';
import { authorizationAsOf, notCoveredOf } from '../../machines/patient';
import type { AuthorizationState, PatientState } from '../../machines/patient/patient';

export function authorizationView(authorization: AuthorizationState, patient: PatientState, asOf: PlainDate) {
  const { id, ...rest } = authorizationAsOf(patient, authorization, asOf);
  return { authorizationId: id, ...rest, notCovered: notCoveredOf(patient, authorization) };
}

/** May-I-book: step, place, dates; no reasons, overrides or proofs. */
export function bookingView(authorization: AuthorizationState, patient: PatientState, asOf: PlainDate) {
  const { id, episodeId, step, position, targets, dateOfService, determinations } = authorizationAsOf(patient, authorization, asOf);
  return {
    authorizationId: id, episodeId, step, position, targets, dateOfService,
    determinations: determinations.map(({ decision, decidedOn, payerReference, validFrom, validTo }) => ({ decision, decidedOn, payerReference, validFrom, validTo })),
  };
}
