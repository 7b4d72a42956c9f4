/** The door of the deadlines: what `src/` lists, feeds and sweeps. */
export { approvalUse, type ApprovalUse, type ReadApprovalUse } from './approval-use';
export { DEADLINE_STATES, deadlineState, PART_UNITS, PATIENT_DEADLINES, PRACTICE_DEADLINES, warnDays, type Arithmetic, type ArithmeticPart, type Deadline, type DeadlineKind, type DeadlineState, type PatientDeadline } from './deadline';
export { datesOf, deadlinesOf } from './deadlines-of';
export { peerToPeerCall, windowOf, type PeerToPeerCall } from './peer-to-peer-call';
export { exemptionDeadlines } from './of-directory';
