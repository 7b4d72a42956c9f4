export { StatusModule } from './status.module';
export { awaitingAttestation } from './awaiting-attestation';
export { standingsOf } from './standings-of';
export { bookingView } from './plan.view';
export { FINDINGS, standingsJson, type FindingsWanted } from './standing.view';
export { namedPolicy } from './named-policy';
export { PolicyRef } from './status.dto';
export { eventInWords } from './timeline';
export { underPolicyJson } from './under-policy';
