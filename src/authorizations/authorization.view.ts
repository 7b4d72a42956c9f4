import { LETTER_DEADLINES, mayLetterSet, possibleActs } from '../../machines/authorization';
import type { PlainDate } from '../../machines/kernel/calendar';
import { authorizationAsOf, notCoveredOf, performedFor, unitsLeft } from '../../machines/patient';
import type { AuthorizationState, PatientState } from '../../machines/patient/patient';

export function authorizationView(authorization: AuthorizationState, patient: PatientState, asOf: PlainDate) {
  const { id, beforeDecision: _, ...rest } = authorizationAsOf(patient, authorization, asOf);
  const left = unitsLeft(patient, authorization);
  // Where it reads otherwise than it is recorded, its time is over.
  const possible = rest.position === authorization.position ? possibleActs(authorization) : [];
  const letterMaySet = LETTER_DEADLINES.filter((kind) => mayLetterSet(authorization, kind));
  return { authorizationId: id, ...rest, possible, letterMaySet, ...scheduledFor(authorization, patient), ...(left !== undefined && { unitsLeft: left }), notCovered: notCoveredOf(patient, authorization) };
}

/** May-I-book: step, place, dates; no reasons, overrides or proofs. */
export function bookingView(authorization: AuthorizationState, patient: PatientState, asOf: PlainDate) {
  const { id, episodeId, step, position, targets, dateOfService, determinations } = authorizationAsOf(patient, authorization, asOf);
  const left = unitsLeft(patient, authorization);
  return {
    authorizationId: id, episodeId, step, position, targets, dateOfService, ...scheduledFor(authorization, patient), ...(left !== undefined && { unitsLeft: left }),
    determinations: determinations.map(({ decision, decidedOn, payerReference, validFrom, validTo }) => ({ decision, decidedOn, payerReference, validFrom, validTo })),
  };
}

/** Its day, and what was done since. */
function scheduledFor({ id: authorizationId, episodeId }: AuthorizationState, patient: PatientState) {
  const episode = patient.episodes.find(({ id }) => id === episodeId);
  const found = episode?.scheduled?.find((one) => one.authorizationId === authorizationId);
  if (episode === undefined || found === undefined) return {};
  const { preceding: _, step: __, authorizationId: ___, ...scheduled } = found;
  const performedBy = performedFor(patient, episode, found);
  return { scheduled: { ...scheduled, ...(performedBy !== undefined && { performedBy }) } };
}
