import type { PlainDate } from '../../machines/kernel/calendar';
import { authorizationAsOf, notCoveredOf, unitsLeft } from '../../machines/patient';
import type { AuthorizationState, PatientState } from '../../machines/patient/patient';

export function authorizationView(authorization: AuthorizationState, patient: PatientState, asOf: PlainDate) {
  const { id, ...rest } = authorizationAsOf(patient, authorization, asOf);
  const left = unitsLeft(patient, authorization);
  return { authorizationId: id, ...rest, ...(left !== undefined && { unitsLeft: left }), notCovered: notCoveredOf(patient, authorization) };
}

/** May-I-book: step, place, dates; no reasons, overrides or proofs. */
export function bookingView(authorization: AuthorizationState, patient: PatientState, asOf: PlainDate) {
  const { id, episodeId, step, position, targets, dateOfService, determinations } = authorizationAsOf(patient, authorization, asOf);
  const left = unitsLeft(patient, authorization);
  return {
    authorizationId: id, episodeId, step, position, targets, dateOfService, ...(left !== undefined && { unitsLeft: left }),
    determinations: determinations.map(({ decision, decidedOn, payerReference, validFrom, validTo }) => ({ decision, decidedOn, payerReference, validFrom, validTo })),
  };
}
