import type { AuthorizationState } from '../../machines/patient/patient';

export function authorizationView({ id, ...rest }: AuthorizationState) {
  return { authorizationId: id, ...rest };
}

/** May-I-book: step, place, dates; no reasons, overrides or proofs. */
export function bookingView({ id, episodeId, step, position, targets, dateOfService, determinations }: AuthorizationState) {
  return {
    authorizationId: id, episodeId, step, position, targets, dateOfService,
    determinations: determinations.map(({ decision, decidedOn, payerReference, validFrom, validTo }) => ({ decision, decidedOn, payerReference, validFrom, validTo })),
  };
}
