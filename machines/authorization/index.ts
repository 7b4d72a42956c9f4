export { authorizationMachine, AUTHORIZATION_EVENTS, type AuthorizationMapEvent } from './authorization.machine';
export {
  hasLapsed, isAppealPending, isApproved, isAwaited, isOver, isRequested, lastDetermination, mayLetterSet,
  type AuthorizationContext, type AuthorizationState, type LetterDay, type Mistaken, type RecordedDetermination,
} from './authorization';
export { evolveAuthorization, openAuthorization } from './evolve-authorization';
export { AUTHORIZATION_DEADLINES, LETTER_DEADLINES, SET_BY_LETTER, type AuthorizationDeadline, type LetterDeadline } from './deadline-kinds';
export { askedProgram, lastValidDayOf, type LastValidDay } from './last-valid-day';
export { decideSigning, type PacketManifest, type PacketReview, type PacketSignature, type ReviewPacket, type SignPacket } from './signing';
export { DAYS_AHEAD_MAX } from './refuse-dispute';
export { correctedEvents } from './correct-determination';
export { decideAuthorization } from './decide-authorization';
export { possibleActs, refuseTransition } from './refuse-transition';
export { refuseUnderWay } from './decide-submission';
export {
  APPROVING_DECISIONS, APPROVING_OUTCOMES, DECISION_CHANNELS, decisionThatCounts, DECISIONS, ITEM_OUTCOMES, type AskedFor, type Decision, type DecisionChannel, type DeterminationContent, type DeterminedItem, type ItemOutcome, type PayerCode, type RequestFault,
} from './determination';
export { DECISION_OF, foldOutcomes, isOfRequest, namesProcedure, refuseUnrequested, type RequestedLine } from './lines';
export type { AuthorizationCommand, AuthorizationEvent, RequestOverride } from './events';
export {
  CALL_CHANNELS, SUBMISSION_CHANNELS, type Call, type CallChannel, type ElectronicSubmission, type Exchange, type Proof, type SubmissionChannel, type SubmissionFailure,
} from './submission';
