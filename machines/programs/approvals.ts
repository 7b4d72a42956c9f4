/**
 * May a day of service be billed against the authorizations on record: what was decided, for which codes and place, from when to when,
 * and whether another day has used it. Pure.
 */
import { toDay, type DayNumber, type PlainDate } from '../kernel/calendar';
import { visible, type Chart } from '../evidence/chart';
import type { AuthorizationFact, FactType } from '../evidence/fact';
import { LISTED_PROGRAMS, priorAuthorization, type CodeNeed, type ListedProgram, type NeedQuestion } from './applies';

export interface Approvals {
  readonly result: 'valid' | 'not-valid' | 'review';
  readonly program: string | null;
  readonly codes: readonly { readonly code: string; readonly result: 'valid' | 'not-valid' | 'review'; readonly because: ApprovalReason; readonly payerReference?: string;
    /** Of an approval that holds and names its units: those that are left for the day, of all codes in `unitsOf` together. */ readonly unitsLeft?: number; readonly unitsOf?: readonly string[] }[];
}

export type ApprovalReason =
  | 'not-needed' | 'in-force' | 'day-contested' | 'no-approval' | 'before-decision' | 'lapsed' | 'denied' | 'in-part' | 'for-other-place' | 'codes-not-stated' | 'no-last-day' | 'decision-day-not-stated' | 'trial-approval-lapsed' | 'used' | 'payer-says-not-required';

const APPROVED = ['affirmed', 'approved'];
const IN_PART = ['partially-affirmed', 'partially-approved'];
const DENIED = ['denied', 'non-affirmed', 'withdrawn'];
/** What a code is, as it is documented once it is done; the trial does not use the approval that its permanent system shares. */
const DONE: readonly (readonly [start: string, type: FactType])[] = [['6449', 'block'], ['6463', 'ablation'], ['64999', 'ablation'], ['6232', 'epidural'], ['6447', 'epidural'], ['6448', 'epidural'], ['63650', 'implant'], ['63655', 'implant'], ['63685', 'implant']];
/** The code whose trial and permanent system share a request. */
const SHARED_WITH_TRIAL = '63650';
/** Units of a code that were done on a day. Where nobody says more, a session is one. */
export type UnitsOn = (code: string, day: PlainDate) => number;
const BEST: readonly Approvals['result'][] = ['valid', 'review', 'not-valid'];

/**
 * May a day of service be billed against the authorizations on record, and against `further` ones that are no facts. One request is for
 * one day: an approval under which the same was done before is used. The permanent claim carries the number of a trial that was done
 * under the same program; whether that still holds after its own last day the sources leave open.
 */
export function authorizationValid(asked: NeedQuestion, chart: Chart, asOf: DayNumber, further: readonly ApprovalOnRecord[] = [], unitsOn: UnitsOn = () => 1): Approvals {
  const recorded = lastWords([...visible(chart, 'authorization', asOf).map(({ fact }) => fact), ...further]);
  const need = priorAuthorization(asked);
  const codes = need.codes.map((one) => {
    if (one.result === 'not-required' || one.result === 'exempt') return { code: one.code, result: 'valid' as const, because: 'not-needed' as const };
    const judged = recorded.filter((approval) => isOfProgram(approval, one.program)).map((approval) => ofApproval(approval, one, asked, chart));
    const unitsLeft = unitsLeftOf(judged, one.code, asked, chart, unitsOn);
    if (unitsLeft === undefined ? isUsed(judged, one.code, asked, chart) : unitsLeft <= 0) return { code: one.code, result: 'review' as const, because: 'used' as const, ...(unitsLeft !== undefined && { unitsLeft: 0 }) };
    const [best] = judged.sort((a, b) => BEST.indexOf(a.result) - BEST.indexOf(b.result));
    const { from: _, units: __, codes: ___, ...told } = best ?? { result: 'not-valid' as const, because: 'no-approval' as const };
    const unitsOf = sharedCodes(judged, one.code);
    return { code: one.code, ...told, ...(unitsLeft !== undefined && { unitsLeft, ...(unitsOf.length > 1 && { unitsOf }) }) };
  });
  const [worst] = [...codes].sort((a, b) => BEST.indexOf(b.result) - BEST.indexOf(a.result));
  return { result: worst?.result ?? 'not-valid', program: need.program, codes };
}

/** Of decisions under one number the last one counts. */
function lastWords(recorded: readonly ApprovalOnRecord[]): readonly ApprovalOnRecord[] {
  const dayOf = ({ decidedOn, occurredOn }: AuthorizationFact): PlainDate => decidedOn ?? occurredOn;
  return recorded.filter((one) => one.payerReference === undefined || !recorded.some((other) => other.payerReference === one.payerReference && dayOf(other) > dayOf(one)));
}

/** Where no list is on file, any but those of programs that are. */
function isOfProgram({ program }: AuthorizationFact, asked: string | null): boolean {
  return asked === null ? !LISTED_PROGRAMS.some(({ id }) => id === program) : program === asked;
}

/** As many sessions of the same service since the approvals as there are approvals that hold that day. */
function isUsed(judged: readonly Judged[], code: string, asked: NeedQuestion, chart: Chart): boolean {
  const holding = judged.filter(({ result }) => result === 'valid');
  return holding.length > 0 && sessionDays(holding, code, asked, chart).length >= holding.length;
}

/** Of what all approvals that hold that day grant together, less what was done since; undefined where one of them does not name its units. */
function unitsLeftOf(judged: readonly Judged[], code: string, asked: NeedQuestion, chart: Chart, unitsOn: UnitsOn): number | undefined {
  const holding = judged.filter(({ result }) => result === 'valid');
  if (holding.length === 0 || holding.some(({ units }) => units === undefined)) return undefined;
  const granted = holding.reduce((sum, { units = 0 }) => sum + units, 0);
  const codes = sharedCodes(judged, code);
  return sessionDays(holding, code, asked, chart).reduce((left, day) => left - codes.reduce((sum, each) => sum + unitsOn(each, day), 0), granted);
}

/** Codes that take from the same units. */
function sharedCodes(judged: readonly Judged[], code: string): readonly string[] {
  return [...new Set([code, ...judged.filter(({ result }) => result === 'valid').flatMap(({ codes = [] }) => codes)])];
}

/** Days since the first of the approvals and before the one asked about. */
function sessionDays(holding: readonly Judged[], code: string, { dateOfService }: NeedQuestion, chart: Chart): readonly PlainDate[] {
  const type = DONE.find(([start]) => code.startsWith(start))?.[1];
  const first = holding.flatMap(({ from }) => from ?? []).sort()[0];
  if (type === undefined || first === undefined) return [];
  return [...new Set((chart[type] ?? []).map(({ fact }) => fact.occurredOn).filter((on) => on >= first && on < dateOfService))];
}

interface Judged extends Omit<Approvals['codes'][number], 'code' | 'unitsLeft'> {
  /** Of one that holds: its first day, and its units of the code where it names them. */
  readonly from?: PlainDate | undefined;
  readonly units?: number | undefined;
  /** That take from the same units, where these are of all of them together. */
  readonly codes?: readonly string[];
}

/** An approval as a fact names units of each of its codes; one on record may have them of all together. */
export interface ApprovalOnRecord extends AuthorizationFact {
  readonly unitsInAll?: number;
}

function ofApproval(approval: ApprovalOnRecord, { code, program }: CodeNeed, { setting, dateOfService }: NeedQuestion, chart: Chart): Judged {
  const { decision, decidedOn, codes, validFrom, validTo, payerReference } = approval;
  const told = (result: Judged['result'], because: ApprovalReason): Judged => ({ result, because, ...(payerReference !== undefined && { payerReference }) });
  if (codes?.includes(code) === false) return told('not-valid', 'no-approval');
  if (DENIED.includes(decision)) return told('not-valid', 'denied');
  if (decision === 'not-required') return told('review', 'payer-says-not-required');
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
  return { ...day, from: validFrom ?? decidedOn, units: approval.unitsInAll ?? approval.units, ...(approval.unitsInAll !== undefined && { codes }) };
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
