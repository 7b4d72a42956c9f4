/** What a payer's approval, or its absence, says about a day of service. Pure. */
import { isSameTarget, type Target } from '../kernel/anatomy';
import { toDay, type PlainDate } from '../kernel/calendar';
import type { Step } from '../criteria/types';
import { approvalOn, decidedBy, lastValidDay, type Approval, type Program } from '../programs/payer-days';
import { isRequested } from '../authorization';
import { isUsed, liveAuthorizations, roomOf, type EpisodeState, type PatientState } from '../patient';

export type PayerReason =
  | { readonly code: 'targets-not-covered-by-approval' }
  | { readonly code: 'payer-denied' }
  | { readonly code: 'approval-not-yet'; readonly validFrom: PlainDate }
  | { readonly code: 'approval-lapsed'; readonly lastValidDay: PlainDate }
  | { readonly code: 'approval-day-contested'; readonly lastValidDay: PlainDate }
  | { readonly code: 'payer-may-not-have-decided' | 'payer-has-not-decided'; readonly decidedBy: PlainDate | null };

/** What the payer's decision, or its absence, says about a day. */
export function payerReasons(patient: PatientState, episode: EpisodeState, step: Step, date: PlainDate, asOf: PlainDate, program: Program | undefined): readonly PayerReason[] {
  const approvals = approvalsOf(patient, episode, step, program);
  const covering = approvals.filter((approval) => approval.targets === undefined || episode.plan.targets.every((target) => approval.targets?.some((one) => isSameTarget(one, target))));
  const states = covering.map((approval) => ({ approval, state: approvalOn(approval, program, date) }));
  if (states.some(({ state }) => state === 'valid')) return [];
  const best = states.find(({ state }) => state === 'contested') ?? states[states.length - 1];
  if (best !== undefined) {
    const last = lastValidDay(best.approval, program) ?? best.approval.decidedOn;
    if (best.state === 'contested') return [{ code: 'approval-day-contested', lastValidDay: last }];
    if (best.state === 'not-yet') return [{ code: 'approval-not-yet', validFrom: best.approval.validFrom ?? best.approval.decidedOn }];
    return [{ code: 'approval-lapsed', lastValidDay: last }];
  }
  if (approvals.length > 0) return [{ code: 'targets-not-covered-by-approval' }];
  if (liveAuthorizations(patient, episode).some((one) => one.step === step && one.position === 'denied')) return [{ code: 'payer-denied' }];
  const out = liveAuthorizations(patient, episode).findLast((one) => one.step === step && isRequested(one));
  const by = program === undefined ? undefined : decidedBy(program, out?.submittedOn ?? asOf);
  // Overdue, pended, in a call or under appeal: no day can be named by which the payer will have decided.
  if (out !== undefined && (!WAITING_IN_TIME.includes(out.position) || (by !== undefined && by < asOf))) return [{ code: 'payer-has-not-decided', decidedBy: by ?? null }];
  if (program === undefined) return [];
  return by === undefined || date < by ? [{ code: 'payer-may-not-have-decided', decidedBy: by ?? null }] : [];
}

/** Is an approval of the step on record that is not used up, whether or not it still holds. */
export function hasApproval(patient: PatientState, episode: EpisodeState, step: Step, program: Program | undefined): boolean {
  return approvalsOf(patient, episode, step, program).length > 0;
}

interface TargetedApproval extends Approval {
  /** Left out: the record names none. */
  readonly targets?: readonly Target[] | undefined;
}

/**
 * Approvals of a step that are not used up: those tracked here, and those documented as facts of the program with one of its codes.
 * Where the program lets another step's approval serve (the trial's, of an implant, when the trial was done in its settings), that too.
 */
function approvalsOf(patient: PatientState, episode: EpisodeState, step: Step, program: Program | undefined): readonly TargetedApproval[] {
  const ofProgram = program?.steps[step];
  const steps = [step, ...(ofProgram?.servedByApprovalOf !== undefined && wasDoneIn(patient, episode, program?.settings ?? []) ? [ofProgram.servedByApprovalOf as Step] : [])];
  const tracked = patient.authorizations.filter((one) => one.episodeId === episode.id && steps.includes(one.step) && APPROVED.includes(one.position)
    // The trial's number goes on the implant's claim although the trial is done.
    && (one.step !== step || !isUsed(patient, episode, one))).flatMap(({ determinations, targets }) => {
    const last = determinations[determinations.length - 1];
    return last === undefined ? [] : [{ decidedOn: last.decidedOn, validFrom: last.validFrom, validTo: last.validTo, targets: last.targets ?? targets }];
  });
  const lastDone = Math.max(-Infinity, ...roomOf(episode.pathway).procedures(patient.chart, episode.region, episode.plan.targets).map(({ day }) => day));
  const documented = (patient.chart.authorization ?? []).flatMap(({ fact }): readonly TargetedApproval[] => {
    const { program: name, decision, decidedOn, codes, validFrom, validTo } = fact;
    if (name !== program?.id || decision !== 'affirmed' || decidedOn === undefined || codes?.some((code) => ofProgram?.codes.includes(code)) !== true) return [];
    // A session after the decision has used it.
    if (toDay(decidedOn) <= lastDone && steps.length === 1) return [];
    return [{ decidedOn, validFrom: validFrom ?? undefined, validTo: validTo ?? undefined }];
  });
  return [...documented, ...tracked];
}

/** A request whose decision may still come in time. */
const WAITING_IN_TIME = ['requested', 'submitted'];

/** `expired`: it says since when. */
const APPROVED = ['affirmed', 'partially-affirmed', 'expired'];

function wasDoneIn(patient: PatientState, episode: EpisodeState, settings: readonly string[]): boolean {
  return (patient.chart['scs-trial'] ?? []).some(({ fact }) => fact.region === episode.region && fact.setting !== undefined && settings.includes(fact.setting));
}

/** The day from which the reason no longer stands, with a request sent today where one is needed; undefined where none can be foreseen. */
export function whenDecided(reason: PayerReason, program: Program | undefined, asOf: PlainDate): PlainDate | undefined {
  if (reason.code === 'approval-not-yet') return reason.validFrom;
  if (reason.code === 'payer-may-not-have-decided') return reason.decidedBy ?? undefined;
  if (reason.code === 'payer-has-not-decided') return undefined;
  return program === undefined ? undefined : decidedBy(program, asOf);
}
