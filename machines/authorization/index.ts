export { authorizationMachine, AUTHORIZATION_EVENTS, type AuthorizationMapEvent } from './authorization.machine';
export {
  evolveAuthorization, hasLapsed, isApproved, isOver, isRequested, lastDetermination, openAuthorization,
  type AuthorizationContext, type AuthorizationState,
} from './authorization';
export { decideSigning, type PacketManifest, type PacketReview, type PacketSignature, type ReviewPacket, type SignPacket } from './signing';
export { decideAuthorization, refuseTransition } from './decide-authorization';
export { DECISIONS, type AuthorizationCommand, type AuthorizationEvent, type Decision, type Proof, type RequestOverride } from './events';
