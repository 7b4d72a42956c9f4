/** The aggregate's door: what `src/` needs of a patient. */
export { unattestedFacts } from './attest-facts';
export { decideImport, decidePatient } from './decide-patient';
export { EMPTY_PATIENT, evolvePatient } from './evolve-patient';
export { pathOf, type PathPlace } from './path-of';
export { recordedTags, standingOf } from './standing';
export { coverageOn, coveragesOn } from './coverage';
export { assessStep, dateOfServiceOf, earliestDate, questionOf } from './assess-step';
export { DAYS_AHEAD_MAX } from '../authorization';
export { isOnMap, meaningOf, nextStep, pathwayMap, PATHWAYS, roomOf, stepsOnMap } from './pathways';
export { authorizationAsOf } from './authorization-as-of';
export { isSameContent } from './decide-facts';
export { sortImported, type ImportOutcome, type ImportSorted } from './import-facts';
export { LINKED_BY, NO_LINKS, type Link, type LinkedBy } from './links';
export { isNote, type NeedEvent, type NeedNotes } from './need-notes';
export { notCoveredOf, type NotCovered } from './not-covered';
export { isUsed, liveAuthorizations, proceduresOf } from './position';
export { placeOf, subjectOf, targetsOf, type ScheduleCommand, type Subject } from './decide-schedules';
export { hasLostApproval, openScheduleOf, openSchedules, performedFor } from './schedules';
export { isPerformed, isSpent, performedUnder, unitsLeft, type Units, type UnitsLeft } from './units';
export type {
  Appointment, BookingSaid, EpisodePlan, Given, Identifier, ImportedStatement, NotAssessed, Pathway, PatientCommand, PatientCoverage, PatientEvent, PatientName, PersonDetails, RecordedAssessment, RecordedFinding,
} from './events';
export type {
  AuthorizationState, DecidePatient, EpisodeStanding, EpisodeState, EvolvePatient, PatientDocument, PatientState, RecordsRequest, Scheduled, StandingOf,
} from './patient';
export { HELD_REASONS, matchPatient, type HeldReason, type Match } from './match-patient';
