/** What another system states and no clinician has attested, as status lists it. */
import type { PlainDate } from '../../machines/kernel/calendar';
import { unattestedFacts, type PatientState } from '../../machines/patient';

export function awaitingAttestation(patient: PatientState, asOf: PlainDate) {
  return unattestedFacts(patient).filter(({ fact }) => fact.occurredOn <= asOf)
    .map(({ id, fact, imported }) => ({ factId: id, type: fact.type, occurredOn: fact.occurredOn, source: imported?.source ?? '' }));
}
