/**
 * Does prior authorization apply: payer, codes, place of service, state and date of service against the programs' dated lists. Pure.
 * What no list on file answers is `unknown`, never "not required": only of payers whose lists are all on file does silence mean no.
 */
import { toDay, type DayNumber, type PlainDate } from '../kernel/calendar';
import { visible, type Chart } from '../evidence/chart';
import type { AuthorizationFact, FactType } from '../evidence/fact';
import type { Confidence, Coverage, Source } from '../criteria/types';
import lists from './code-lists.json';

export type PriorAuthorization = 'required' | 'exempt' | 'unknown' | 'voluntary' | 'not-required';

interface CodeList {
  readonly codes: readonly string[];
  /** First and last date of service. */
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface ListedProgram {
  readonly id: string;
  readonly title: string;
  readonly answer: 'required' | 'voluntary';
  readonly covers: { readonly payer: string; readonly line?: string; readonly states?: readonly string[] };
  /** Left out: wherever it is done. `contested`: the sources do not agree about the place. */
  readonly places?: { readonly within: readonly string[]; readonly outside: readonly string[]; readonly contested?: readonly string[]; readonly source: string };
  readonly exemptionSource?: string;
  readonly codes: readonly CodeList[];
  /** Days from the decision, the day itself the first; of `contestedDays` more the sources do not agree (docs/reading-policies.md, C5). */
  readonly validity?: { readonly days: number; readonly contestedDays: number };
}

const LISTS = lists as { readonly sources: Readonly<Record<string, Source>>; readonly programs: readonly ListedProgram[]; readonly complete: readonly { readonly payer: string; readonly line: string }[] };
export const LISTED_PROGRAMS: readonly ListedProgram[] = LISTS.programs;

export interface NeedQuestion {
  readonly coverage: Coverage;
  readonly codes: readonly string[];
  /** Place of service, two digits. */
  readonly setting?: string;
  readonly dateOfService: PlainDate;
  /** The hospital is exempt on that day. */
  readonly exempt?: boolean;
  /** A critical access hospital: outside a program of hospital outpatient departments. */
  readonly criticalAccess?: boolean;
}

export interface CodeNeed {
  readonly code: string;
  readonly result: PriorAuthorization;
  /** The program that lists it, or listed it, or would elsewhere; null where none on file speaks of it. */
  readonly program: string | null;
  readonly because: 'listed' | 'exempt-hospital' | 'place-outside' | 'place-open' | 'not-yet-listed' | 'no-longer-listed' | 'state-open' | 'not-listed' | 'no-list-on-file';
  readonly contested: boolean;
  readonly sources: readonly Source[];
}

export interface Need {
  /** The strictest of its codes. */
  readonly result: PriorAuthorization;
  readonly program: string | null;
  readonly contested: boolean;
  readonly codes: readonly CodeNeed[];
}

/** Strictest first: what is open is not less strict than what is voluntary. */
const ORDER: readonly PriorAuthorization[] = ['required', 'exempt', 'unknown', 'voluntary', 'not-required'];

export function priorAuthorization(asked: NeedQuestion): Need {
  const codes = asked.codes.map((code) => needOf(code, asked));
  const [first] = [...codes].sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  const deciding = codes.filter(({ result }) => result === first?.result);
  return { result: first?.result ?? 'unknown', program: deciding.find(({ program }) => program !== null)?.program ?? null, contested: deciding.some(({ contested }) => contested), codes };
}

function needOf(code: string, asked: NeedQuestion): CodeNeed {
  const { coverage, dateOfService } = asked;
  const speaking = LISTED_PROGRAMS.filter(({ covers, codes }) => covers.payer === coverage.payer && (covers.line === undefined || covers.line === coverage.line) && codes.some((list) => list.codes.includes(code)));
  const answers = speaking.map((program) => ofProgram(program, code, asked));
  const [strictest] = answers.sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  if (strictest !== undefined) return strictest;
  const isSilenceNo = isComplete(coverage);
  const sources = isSilenceNo ? LISTED_PROGRAMS.filter(({ covers }) => covers.payer === coverage.payer).flatMap(({ codes }) => codes.filter(({ from }) => from <= dateOfService).map(({ source }) => sourceOf(source))) : [];
  return { code, result: isSilenceNo ? 'not-required' : 'unknown', program: null, because: isSilenceNo ? 'not-listed' : 'no-list-on-file', contested: false, sources: [...new Set(sources)] };
}

/** All lists of this payer and line are on file, so that a code on none of them needs nothing. */
function isComplete(coverage: Coverage): boolean {
  return LISTS.complete.some(({ payer, line }) => payer === coverage.payer && line === coverage.line);
}

function ofProgram({ id, answer, covers, places, codes, exemptionSource }: ListedProgram, code: string, { coverage, setting, dateOfService, exempt, criticalAccess }: NeedQuestion): CodeNeed {
  const of = codes.filter((list) => list.codes.includes(code));
  const list = of.find(({ from, to }) => from <= dateOfService && (to === undefined || dateOfService <= to));
  const told = (result: PriorAuthorization, because: CodeNeed['because'], ...more: readonly (string | undefined)[]): CodeNeed => ({
    code, result, program: id, because, contested: false, sources: [(list ?? of[0])?.source, ...more].flatMap((name) => (name === undefined ? [] : [sourceOf(name)])),
  });
  if (list === undefined) return told(isComplete(coverage) ? 'not-required' : 'unknown', of.some(({ from }) => dateOfService < from) ? 'not-yet-listed' : 'no-longer-listed');
  if (covers.states !== undefined && coverage.state === undefined) return told('unknown', 'state-open');
  if (covers.states?.includes(coverage.state ?? '') === false) return told('not-required', 'not-listed');
  if (places?.outside.includes(setting ?? '') === true || (criticalAccess === true && exemptionSource !== undefined)) return told('not-required', 'place-outside', places?.source);
  if (places?.within.includes(setting ?? '') === false) return told('unknown', 'place-open', places.source);
  if (exempt === true && exemptionSource !== undefined) return told('exempt', 'exempt-hospital', exemptionSource);
  return { ...told(answer, 'listed', places?.source), contested: places?.contested?.includes(setting ?? '') === true };
}

function sourceOf(name: string): Source {
  return LISTS.sources[name] as Source;
}

export interface Approvals {
  readonly result: 'valid' | 'not-valid' | 'review';
  readonly program: string | null;
  readonly codes: readonly { readonly code: string; readonly result: 'valid' | 'not-valid' | 'review'; readonly because: ApprovalReason; readonly payerReference?: string }[];
}

export type ApprovalReason =
  | 'not-needed' | 'in-force' | 'day-contested' | 'no-approval' | 'before-decision' | 'lapsed' | 'denied' | 'in-part' | 'for-other-place' | 'codes-not-stated' | 'no-last-day' | 'decision-day-not-stated' | 'trial-approval-lapsed' | 'used';

const APPROVED = ['affirmed', 'approved'];
const IN_PART = ['partially-affirmed', 'partially-approved'];
const DENIED = ['denied', 'non-affirmed', 'withdrawn'];
/** What a code is, as it is documented once it is done; the trial does not use the approval that its permanent system shares. */
const DONE: readonly (readonly [start: string, type: FactType])[] = [['6449', 'block'], ['6463', 'ablation'], ['64999', 'ablation'], ['6232', 'epidural'], ['6447', 'epidural'], ['6448', 'epidural'], ['63650', 'implant'], ['63655', 'implant'], ['63685', 'implant']];
/** The code whose trial and permanent system share a request. */
const SHARED_WITH_TRIAL = '63650';
const BEST: readonly Approvals['result'][] = ['valid', 'review', 'not-valid'];

/**
 * May a day of service be billed against the authorizations on record, and against `further` ones that are no facts. One request is for
 * one day: an approval under which the same was done before is used. The permanent claim carries the number of a trial that was done
 * under the same program; whether that still holds after its own last day the sources leave open.
 */
export function authorizationValid(asked: NeedQuestion, chart: Chart, asOf: DayNumber, further: readonly AuthorizationFact[] = []): Approvals {
  const recorded = lastWords([...visible(chart, 'authorization', asOf).map(({ fact }) => fact), ...further]);
  const need = priorAuthorization(asked);
  const codes = need.codes.map((one) => {
    if (one.result === 'not-required' || one.result === 'exempt') return { code: one.code, result: 'valid' as const, because: 'not-needed' as const };
    const judged = recorded.filter((approval) => isOfProgram(approval, one.program)).map((approval) => ofApproval(approval, one, asked, chart));
    if (isUsed(judged, one.code, asked, chart)) return { code: one.code, result: 'review' as const, because: 'used' as const };
    const [best] = judged.sort((a, b) => BEST.indexOf(a.result) - BEST.indexOf(b.result));
    const { from: _, ...told } = best ?? { result: 'not-valid' as const, because: 'no-approval' as const };
    return { code: one.code, ...told };
  });
  const [worst] = [...codes].sort((a, b) => BEST.indexOf(b.result) - BEST.indexOf(a.result));
  return { result: worst?.result ?? 'not-valid', program: need.program, codes };
}

/** Of decisions under one number the last one counts. */
function lastWords(recorded: readonly AuthorizationFact[]): readonly AuthorizationFact[] {
  const dayOf = ({ decidedOn, occurredOn }: AuthorizationFact): PlainDate => decidedOn ?? occurredOn;
  return recorded.filter((one) => one.payerReference === undefined || !recorded.some((other) => other.payerReference === one.payerReference && dayOf(other) > dayOf(one)));
}

/** Where no list is on file, any but those of programs that are. */
function isOfProgram({ program }: AuthorizationFact, asked: string | null): boolean {
  return asked === null ? !LISTED_PROGRAMS.some(({ id }) => id === program) : program === asked;
}

/** As many sessions of the same service since the approvals as there are approvals that hold that day. */
function isUsed(judged: readonly Judged[], code: string, { dateOfService }: NeedQuestion, chart: Chart): boolean {
  const holding = judged.filter(({ result }) => result === 'valid');
  const type = DONE.find(([start]) => code.startsWith(start))?.[1];
  const first = holding.flatMap(({ from }) => from ?? []).sort()[0];
  if (holding.length === 0 || type === undefined || first === undefined) return false;
  const days = new Set((chart[type] ?? []).map(({ fact }) => fact.occurredOn).filter((on) => on >= first && on < dateOfService));
  return days.size >= holding.length;
}

interface Judged extends Omit<Approvals['codes'][number], 'code'> {
  /** Of one that holds: its first day. */
  readonly from?: PlainDate;
}

function ofApproval(approval: AuthorizationFact, { code, program }: CodeNeed, { setting, dateOfService }: NeedQuestion, chart: Chart): Judged {
  const { decision, decidedOn, codes, validFrom, validTo, payerReference } = approval;
  const told = (result: Judged['result'], because: ApprovalReason): Judged => ({ result, because, ...(payerReference !== undefined && { payerReference }) });
  if (codes?.includes(code) === false) return told('not-valid', 'no-approval');
  if (DENIED.includes(decision)) return told('not-valid', 'denied');
  if (!APPROVED.includes(decision) && !IN_PART.includes(decision)) return told('not-valid', 'no-approval');
  const listed = LISTED_PROGRAMS.find(({ id }) => id === program);
  if (approval.setting !== undefined && setting !== undefined && approval.setting !== setting) return told(listed?.places?.within.includes(approval.setting) === true ? 'review' : 'not-valid', 'for-other-place');
  const day = dayJudged(told, { decidedOn, validFrom, validTo, dateOfService }, listed);
  if (day.result === 'not-valid') {
    // One request served the trial and the permanent system; the sources do not say whether its number outlives its days.
    const isOwnLimit = validTo !== undefined && validTo !== null;
    const served = code === SHARED_WITH_TRIAL && !isOwnLimit && (chart['scs-trial'] ?? []).some(({ fact: trial }) => trial.occurredOn < dateOfService && listed?.places?.within.includes(trial.setting ?? '') === true
      && dayJudged(told, { decidedOn, validFrom, validTo, dateOfService: trial.occurredOn }, listed).result === 'valid'
      && !(chart.implant ?? []).some(({ fact }) => fact.occurredOn >= trial.occurredOn && fact.occurredOn < dateOfService));
    return day.because === 'lapsed' && served ? told('review', 'trial-approval-lapsed') : day;
  }
  if (codes === undefined) return told('review', 'codes-not-stated');
  if (IN_PART.includes(decision)) return told('review', 'in-part');
  const from = validFrom ?? decidedOn;
  return from === undefined ? day : { ...day, from };
}

function dayJudged(told: (result: Judged['result'], because: ApprovalReason) => Judged, { decidedOn, validFrom, validTo, dateOfService }: Pick<AuthorizationFact, 'decidedOn' | 'validFrom' | 'validTo'> & { readonly dateOfService: PlainDate }, program: ListedProgram | undefined): Judged {
  const first = validFrom ?? decidedOn;
  if (first === undefined) return told('review', 'decision-day-not-stated');
  if (dateOfService < first) return told('not-valid', 'before-decision');
  // Nothing is approved for a day before the decision, but where a payer's own dates say so a person looks.
  if (decidedOn !== undefined && dateOfService < decidedOn) return told(program === undefined ? 'review' : 'not-valid', 'before-decision');
  if (validTo !== undefined && validTo !== null) return dateOfService <= validTo ? told('valid', 'in-force') : told('not-valid', 'lapsed');
  if (program?.validity === undefined) return told('review', 'no-last-day');
  if (decidedOn === undefined) return told('review', 'decision-day-not-stated');
  const { days, contestedDays } = program.validity;
  const day = toDay(dateOfService) - toDay(decidedOn) + 1;
  return day <= days ? told('valid', 'in-force') : day <= days + contestedDays ? told('review', 'day-contested') : told('not-valid', 'lapsed');
}
