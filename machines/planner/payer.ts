/** What a payer's decision, or its absence, says about a day of service, and from when that changes. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { Step } from '../criteria/types';
import { approvalOn, decidedBy, lastValidDay, programOf, requestBy, type Program } from '../programs/payer-days';
import { isAwaited, type AuthorizationState } from '../authorization';
import { coverageOn, liveAuthorizations, nextStep, type EpisodeState, type PatientState } from '../patient';
import { codesOf, coversTargets, determinationsOnRecord, isApproval, isAskedOf, type AskedOf, type DeterminationOnRecord } from './determinations-on-record';

export type PayerReason =
  /** Approved otherwise than asked, and not accepted yet. */
  | { readonly code: 'modification-to-accept' }
  | { readonly code: 'place-of-service-open' | 'targets-not-covered-by-approval' | 'approval-in-part' | 'approval-for-other-payer-or-place' }
  | { readonly code: 'approval-may-be-for-other-episode'; readonly episodeId: string }
  | { readonly code: 'payer-denied'; readonly decidedOn: PlainDate }
  | { readonly code: 'approval-not-yet'; readonly validFrom: PlainDate }
  | { readonly code: 'approval-lapsed' | 'approval-day-contested'; readonly lastValidDay: PlainDate }
  | { readonly code: 'payer-may-not-have-decided' | 'payer-has-not-decided'; readonly decidedBy: PlainDate | null };

/** These forbid the day; the others are for people to decide. */
export const PAYER_FORBIDS: readonly PayerReason['code'][] = ['targets-not-covered-by-approval', 'payer-denied', 'approval-not-yet', 'approval-lapsed'];

export interface PayerSays {
  /** Empty: nothing stands against the day on the payer's side, as far as is known. */
  readonly reasons: readonly PayerReason[];
  /** Where the payer decides before the service and neither an approval nor a request serves the day: the last day for a request. */
  readonly request?: { readonly program: string; readonly requestBy: PlainDate };
  /** From when the reasons no longer stand; left out where no day can be foreseen. */
  readonly clearsOn?: PlainDate;
  /** Only if a request is sent on `requestOn`, and approved. */
  readonly isAfterRequest?: true;
}

export interface PayerDays {
  /** The practice's today. */
  readonly asOf: PlainDate;
  /** The soonest day on which a new request can be sent. */
  readonly requestOn: PlainDate;
}

export function payerOn(patient: PatientState, episode: EpisodeState, step: Step, date: PlainDate, days: PayerDays): PayerSays {
  const coverage = coverageOn(patient, date);
  const spoken = programOf(coverage, step, episode.plan.setting, date);
  if (spoken === 'place-open') return { reasons: [{ code: 'place-of-service-open' }] };
  const program = spoken === 'place-outside' ? undefined : spoken;
  const asked: AskedOf = { coverage, program, dateOfService: date };
  const determinations = determinationsOnRecord(patient, episode, step, asked);
  const fitting = determinations.filter(({ fits }) => fits);
  const out = liveAuthorizations(patient, episode).findLast((one) => one.step === step && isAwaited(one) && isAskedOf(one, episode, coverage));
  const last = fitting[fitting.length - 1];
  if (last !== undefined && !isApproval(last) && (out === undefined || sentOn(out) <= last.decidedOn)) {
    // Of one day it is not known whether the denial answers the request or came before it.
    return { reasons: [last.decision === 'denied' && (out === undefined || sentOn(out) < last.decidedOn) ? { code: 'payer-denied', decidedOn: last.decidedOn } : { code: 'payer-has-not-decided', decidedBy: null }] };
  }
  const approvals = fitting.filter(isApproval);
  const approved = approvals.length > 0 ? approvalSays(approvals, patient, episode, step, date, days, asked) : undefined;
  // What no longer holds, or not for all of it, may be asked for again already.
  if (approved !== undefined && (out === undefined || !approved.reasons.some(({ code }) => ASKED_AGAIN.includes(code)))) return approved;
  if (out !== undefined && !coversTargets(out.targets, episode)) {
    return { reasons: [{ code: 'targets-not-covered-by-approval' }], ...(program !== undefined && { ...requestFor(program, date), ...afterRequest(program, days) }) };
  }
  if (out !== undefined) return requestSays(out, program, date, days);
  if (program === undefined) return { reasons: spoken === undefined && determinations.some(isApproval) ? [{ code: 'approval-for-other-payer-or-place' }] : [] };
  const by = decidedBy(program, days.requestOn);
  if (by !== undefined && by <= date) return { reasons: [], ...requestFor(program, date) };
  return { reasons: [{ code: 'payer-may-not-have-decided', decidedBy: by ?? null }], ...requestFor(program, date), ...afterRequest(program, days) };
}

const ASKED_AGAIN: readonly PayerReason['code'][] = ['approval-lapsed', 'approval-day-contested', 'targets-not-covered-by-approval', 'approval-in-part', 'approval-may-be-for-other-episode'];

function approvalSays(approvals: readonly DeterminationOnRecord[], patient: PatientState, episode: EpisodeState, step: Step, date: PlainDate, days: PayerDays, asked: AskedOf): PayerSays {
  const { program } = asked;
  const again = program === undefined ? {} : { ...requestFor(program, date), ...afterRequest(program, days) };
  const covering = approvals.filter(({ covers }) => covers);
  if (covering.length === 0) return { reasons: [{ code: approvals.some(({ isOpen }) => isOpen === true) ? 'approval-in-part' : 'targets-not-covered-by-approval' }], ...again };
  // The payer's later word is about less: whether the earlier one still stands is for people.
  if (approvals[approvals.length - 1]?.covers !== true) return { reasons: [{ code: 'approval-in-part' }], ...again };
  const states = covering.map((approval) => ({ approval, state: approvalOn(approval, program, date) }));
  const valid = states.filter(({ state }) => state === 'valid');
  if (valid.length > 0) {
    const other = valid.every(({ approval }) => approval.isFact === true) ? otherClaim(patient, episode, step, valid.length, asked) : undefined;
    return { reasons: other === undefined ? [] : [{ code: 'approval-may-be-for-other-episode', episodeId: other }] };
  }
  const best = states.find(({ state }) => state === 'contested') ?? states.find(({ state }) => state === 'not-yet') ?? (states[states.length - 1] as (typeof states)[number]);
  const { decidedOn, validFrom } = best.approval;
  if (best.state === 'not-yet') return { reasons: [{ code: 'approval-not-yet', validFrom: validFrom ?? decidedOn }], clearsOn: validFrom ?? decidedOn };
  return { reasons: [{ code: best.state === 'contested' ? 'approval-day-contested' : 'approval-lapsed', lastValidDay: lastValidDay(best.approval, program) as PlainDate }], ...again };
}

/** A fact names no episode: when another one waits for the same service and there are not enough approvals for both, people say whose it is. */
function otherClaim(patient: PatientState, episode: EpisodeState, step: Step, approvals: number, asked: AskedOf): string | undefined {
  const code = codesOf(step, episode.region, asked)?.first;
  const others = patient.episodes.filter(({ id, closed, pathway, region, position }) => {
    const next = nextStep(pathway, position);
    return id !== episode.id && closed === undefined && region === episode.region && next !== undefined && codesOf(next, region, asked)?.first === code;
  });
  return others.length < approvals ? undefined : (others[0] as EpisodeState).id;
}

/** Overdue, pended, in a call, under appeal, or with a payer whose days are not known: no day can be named by which the payer will have decided. */
function requestSays(out: AuthorizationState, program: Program | undefined, date: PlainDate, { asOf, requestOn }: PayerDays): PayerSays {
  if (out.position === 'modified') return { reasons: [{ code: 'modification-to-accept' }] };
  const by = program && decidedBy(program, out.submittedOn ?? requestOn);
  if (by === undefined || !WAITING_IN_TIME.includes(out.position) || by < asOf) return { reasons: [{ code: 'payer-has-not-decided', decidedBy: by ?? null }] };
  if (by <= date) return { reasons: [] };
  return { reasons: [{ code: 'payer-may-not-have-decided', decidedBy: by }], clearsOn: by };
}

/** A request whose decision may still come in time. */
const WAITING_IN_TIME = ['requested', 'submitted'];

function sentOn({ submittedOn, issued }: AuthorizationState): PlainDate {
  return submittedOn ?? issued[issued.length - 1]?.issuedOn ?? '';
}

function requestFor(program: Program, date: PlainDate): Pick<PayerSays, 'request'> {
  const by = requestBy(program, date);
  return by === undefined ? {} : { request: { program: program.id, requestBy: by } };
}

function afterRequest(program: Program, { requestOn }: PayerDays): Pick<PayerSays, 'clearsOn' | 'isAfterRequest'> {
  const by = decidedBy(program, requestOn);
  return by === undefined ? {} : { clearsOn: by, isAfterRequest: true };
}

/** The first day that `find` gives and the payer does not stand against. */
export interface ClearedDay<D> {
  readonly day: D;
  /** What the payer says of the first day that was found. */
  readonly said: PayerSays;
  /** No day can be foreseen on which the reasons no longer stand. */
  readonly isOpen: boolean;
  readonly isAfterRequest: boolean;
}

export function clearedByPayer<D extends { readonly on: PlainDate }>(find: (notBefore: PlainDate) => D | undefined, notBefore: PlainDate, says: (on: PlainDate) => PayerSays): ClearedDay<D> | undefined {
  let day = find(notBefore);
  let first: PayerSays | undefined;
  let isAfterRequest = false;
  while (day !== undefined) {
    const said = says(day.on);
    first ??= said;
    if (said.reasons.length === 0) return { day, said: first, isOpen: false, isAfterRequest };
    if (said.clearsOn === undefined) return { day, said, isOpen: true, isAfterRequest };
    isAfterRequest ||= said.isAfterRequest === true;
    if (said.clearsOn <= day.on) return { day, said: first, isOpen: false, isAfterRequest };
    day = find(said.clearsOn);
  }
  return undefined;
}
