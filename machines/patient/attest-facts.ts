/**
 * What another system states, and a clinician who stands for it here: an attestation is of the fact as it was seen. Pure.
 * Codes: `unknown-fact`, `fact-gone`, `fact-not-imported`, `fact-attested`.
 */
import { allFacts, attestedPart, isUnattested, type ChartFact } from '../evidence/chart';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { currentFact } from './decide-facts';
import type { Given, PatientCommand, PatientEvent } from './events';
import type { PatientState } from './patient';

/** All of them or none: what was looked at as one list is attested as one. */
export function decideAttestation({ factIds }: Extract<PatientCommand, { type: 'AttestFacts' }>, patient: PatientState, given: Given): PatientEvent | Rejection {
  for (const [index, factId] of factIds.entries()) {
    const pointer = `/factIds/${index}`;
    const current = currentFact(patient, factId);
    if (isRejection(current)) return { ...current, pointer };
    if (current.imported === undefined) return reject('fact-not-imported', 'The fact was documented here: nobody has to attest it.', { pointer, details: { factId } });
    if (current.imported.attested !== undefined) return reject('fact-attested', 'A clinician has attested this fact already: leave it out.', { pointer, details: { factId } });
  }
  return attested(factIds, given);
}

/** A clinician who corrects what was imported has looked at it, and says it in their own words. */
export function attestedByCorrection({ factId, byClinician }: Extract<PatientCommand, { type: 'CorrectFact' }>, patient: PatientState, given: Given): readonly PatientEvent[] {
  const current = currentFact(patient, factId);
  return byClinician !== true || isRejection(current) || current.imported === undefined ? [] : [attested([factId], given)];
}

/** Oldest first. */
export function unattestedFacts({ chart }: Pick<PatientState, 'chart'>): readonly ChartFact[] {
  return attestedPart(chart) === chart ? [] : allFacts(chart).filter(isUnattested);
}

function attested(factIds: Extract<PatientEvent, { type: 'FactsAttested' }>['factIds'], { actor, asOf }: Given): PatientEvent {
  return { type: 'FactsAttested', factIds, by: actor, on: asOf };
}
