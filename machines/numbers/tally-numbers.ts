/** A practice's authorizations counted, a patient at a time. Pure; grows with what is told apart, not with how many patients there are. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState } from '../authorization';
import { caseOf, isWithin, type CaseOf, type PatientHistory, type Period } from './case-of';
import { endedApproval, type EndedApproval } from './ended-approval';
import { FIRST_PASSES, firstPassOf, type FirstPass } from './first-pass';
import { STAGES, stagesOf, type Stage } from './stages';
import { countDays, NO_DAYS, type DaysTally } from './tally-days';

type Counts<Name extends string> = { readonly [N in Name]: number };
export type FirstPassCounts = Counts<FirstPass>;
export type ApprovalCounts = Counts<EndedApproval['end']>;

export interface NumbersTally {
  readonly firstPass: readonly (CaseOf & FirstPassCounts)[];
  readonly approvals: readonly (CaseOf & ApprovalCounts)[];
  readonly stages: { readonly [S in Stage]: DaysTally };
}

const NO_FIRST_PASSES = Object.fromEntries(FIRST_PASSES.map((one) => [one, 0])) as FirstPassCounts;
const NO_APPROVALS: ApprovalCounts = { used: 0, lapsed: 0 };
export const EMPTY_NUMBERS: NumbersTally = { firstPass: [], approvals: [], stages: Object.fromEntries(STAGES.map((stage) => [stage, NO_DAYS])) as NumbersTally['stages'] };

/** Each number counts what ended within the period: the first decision, the stage, the approval. */
export function countPatient(tally: NumbersTally, history: PatientHistory, period: Period, asOf: PlainDate): NumbersTally {
  return history.patient.authorizations.reduce((counts, authorization) => countAuthorization(counts, history, authorization, period, asOf), tally);
}

function countAuthorization(tally: NumbersTally, history: PatientHistory, authorization: AuthorizationState, period: Period, asOf: PlainDate): NumbersTally {
  const of = caseOf(authorization);
  const first = firstPassOf(authorization);
  const ended = endedApproval(history, authorization, asOf);
  const stages = stagesOf(history, authorization).filter(({ on }) => isWithin(period, on));
  return {
    firstPass: first === undefined || !isWithin(period, first.on) ? tally.firstPass : counted(tally.firstPass, of, NO_FIRST_PASSES, first.firstPass),
    approvals: ended === undefined || !isWithin(period, ended.on) ? tally.approvals : counted(tally.approvals, of, NO_APPROVALS, ended.end),
    stages: stages.reduce((all, { stage, days }) => ({ ...all, [stage]: countDays(all[stage], days) }), tally.stages),
  };
}

function counted<Name extends string>(rows: readonly (CaseOf & Counts<Name>)[], of: CaseOf, none: Counts<Name>, what: Name): readonly (CaseOf & Counts<Name>)[] {
  const at = rows.findIndex((row) => row.payer === of.payer && row.line === of.line && row.step === of.step);
  const row: CaseOf & Counts<Name> = rows[at] ?? { ...of, ...none };
  const grown: CaseOf & Counts<Name> = { ...row, [what]: (row as Counts<Name>)[what] + 1 };
  return at < 0 ? [...rows, grown] : rows.map((one, index) => (index === at ? grown : one));
}
