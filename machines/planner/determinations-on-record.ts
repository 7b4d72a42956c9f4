/**
 * What the payer has decided about a step, as far as the record shows it and no session has used it up: authorizations tracked
 * here, and determinations documented as facts. Pure. Whatever does not say enough to rest a day on it is never taken for an approval.
 */
import { isSameTarget, regionOfLevel, type Region, type Target } from '../kernel/anatomy';
import { toDay, toPlainDate, type DayNumber, type PlainDate } from '../kernel/calendar';
import type { Chart } from '../evidence/chart';
import { isEpiduralOf } from '../evidence/epidural';
import type { AuthorizationFact } from '../evidence/fact';
import type { Coverage, Step } from '../criteria/types';
import { approvalOn, PROGRAMS, serviceOf, type Approval, type Program, type ServiceCodes } from '../programs/payer-days';
import { decisionThatCounts, type DeterminationContent } from '../authorization';
import { isSpent, isUsed, roomOf, type AuthorizationState, type EpisodeState, type PatientState } from '../patient';

export interface DeterminationOnRecord extends Approval {
  /** `open`: pended, or a word that is none of ours. */
  readonly decision: 'affirmed' | 'partially-affirmed' | 'denied' | 'open';
  /** Every planned target, as far as the decision names what it covers. */
  readonly covers: boolean;
  /** Asked of this payer, for this place of service. */
  readonly fits: boolean;
  /** Approved in part, and which targets is not said. */
  readonly isOpen?: true;
  /** As a fact, which names no episode. */
  readonly isFact?: true;
}

export interface AskedOf {
  readonly coverage: Coverage | undefined;
  /** Undefined: none is known for this payer and place. */
  readonly program: Program | undefined;
  readonly dateOfService: PlainDate;
}

/** Oldest first; of one day a denial last, so that it counts. */
export function determinationsOnRecord(patient: PatientState, episode: EpisodeState, step: Step, asked: AskedOf): readonly DeterminationOnRecord[] {
  return [...tracked(patient, episode, step, asked), ...documented(patient, episode, step, asked)]
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ decision, decidedOn }: DeterminationOnRecord): string {
  return `${decidedOn} ${decision === 'denied' ? 1 : 0}`;
}

/** A request of the episode to this payer for this place. */
export function isAskedOf({ asked }: AuthorizationState, { plan }: EpisodeState, coverage: Coverage | undefined): boolean {
  return asked !== undefined && coverage !== undefined && asked.payer === coverage.payer && asked.line === coverage.line && asked.setting === plan.setting;
}

/** Every planned target is among those that were requested or approved. */
export function coversTargets(targets: readonly Target[], { plan }: EpisodeState): boolean {
  return plan.targets.every((target) => targets.some((covered) => isSameTarget(covered, target)));
}

/** The codes of a step in a region, whoever pays: as the first program that speaks of the step names them. */
export function codesOf(step: Step, region: Region, { program, dateOfService }: Pick<AskedOf, 'program' | 'dateOfService'>): ServiceCodes | undefined {
  for (const one of program === undefined ? PROGRAMS : [program]) {
    const codes = serviceOf(one, step, dateOfService)?.codes[region];
    if (codes !== undefined) return codes;
  }
  return undefined;
}

/** `expired`: it says since when. */
const DECIDED: Readonly<Record<string, DeterminationOnRecord['decision']>> = { affirmed: 'affirmed', 'partially-affirmed': 'partially-affirmed', expired: 'affirmed', 'not-required': 'affirmed', denied: 'denied' };

function tracked(patient: PatientState, episode: EpisodeState, step: Step, { coverage, program, dateOfService }: AskedOf): readonly DeterminationOnRecord[] {
  const trialStep = program && serviceOf(program, step, dateOfService)?.servedByApprovalOf;
  return patient.authorizations.flatMap((one): readonly DeterminationOnRecord[] => {
    const last = decisionThatCounts(one);
    // Taking a request back does not take back that it was denied.
    const decision = one.position === 'withdrawn' && last?.decision === 'denied' ? 'denied' : DECIDED[one.position];
    if (one.episodeId !== episode.id || decision === undefined || last === undefined) return [];
    // The trial's number goes on the implant's claim although the trial is done, where it was done in the program's places.
    // Of a program one request is for one date of service, whatever its units.
    const isDone = program === undefined ? isSpent : isUsed;
    const serves = one.step === step ? !isDone(patient, episode, one) : one.step === trialStep && decision !== 'denied' && wasTrialDoneIn(patient, episode, program?.places.within ?? []);
    if (!serves) return [];
    return [{
      decision, decidedOn: last.decidedOn, validFrom: last.validFrom, validTo: last.validTo, fits: isAskedOf(one, episode, coverage),
      ...(isOpenInPart(last, episode) ? { covers: false, isOpen: true } : { covers: coversTargets(last.targets ?? one.targets, episode) }),
    }];
  });
}

/** A payer that answers line by line names codes, and no targets. */
function isOpenInPart({ decision, targets }: DeterminationContent, { plan }: EpisodeState): boolean {
  return decision === 'partially-affirmed' && targets === undefined && plan.targets.length > 0;
}

function wasTrialDoneIn({ chart }: PatientState, { region }: EpisodeState, places: readonly string[]): boolean {
  return (chart['scs-trial'] ?? []).some(({ fact }) => fact.region === region && places.includes(fact.setting ?? ''));
}

/** A fact names codes, no targets and no episode: it is of this service in this region, or it says nothing here. */
function documented({ chart }: PatientState, episode: EpisodeState, step: Step, asked: AskedOf): readonly DeterminationOnRecord[] {
  const codes = codesOf(step, episode.region, asked);
  const found = (chart.authorization ?? []).map(({ fact }) => fact).filter((fact) => isOfProgram(fact, asked.program) && (fact.setting === undefined || fact.setting === episode.plan.setting))
    .flatMap((fact) => determinationOf(fact, episode.plan.targets, codes))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const event = roomOf(episode.pathway).procedureOf[step];
  const own = roomOf(episode.pathway).procedures(chart, episode.region, episode.plan.targets).filter((procedure) => procedure.event === event);
  return unused(found, asked.program, sessionDaysOf(chart, step, episode.region), own[own.length - 1]?.day ?? -Infinity);
}

function isOfProgram({ program }: AuthorizationFact, known: Program | undefined): boolean {
  return known === undefined ? !PROGRAMS.some(({ id }) => id === program) : known.id === program;
}

const WORDS: Readonly<Record<string, DeterminationOnRecord['decision']>> = {
  affirmed: 'affirmed', 'partially-affirmed': 'partially-affirmed', denied: 'denied', 'non-affirmed': 'denied',
};

function determinationOf({ decision: word, decidedOn, occurredOn, codes: named, validFrom, validTo }: AuthorizationFact, planned: readonly Target[], codes: ServiceCodes | undefined): readonly DeterminationOnRecord[] {
  const decision = WORDS[word] ?? 'open';
  const isOneLevel = new Set(planned.map(({ level }) => level)).size <= 1;
  const [first, ...further] = codes === undefined ? [] : [codes.first, ...(isOneLevel || codes.further === undefined ? [] : [codes.further])];
  const limits = { validFrom: validFrom ?? undefined, validTo: validTo ?? undefined };
  if (decision === 'denied' || decision === 'open') {
    // Without codes it may be about this step; of the further levels alone it is about a plan that has some.
    const isAbout = named === undefined || named.some((code) => code === first || further.includes(code));
    return isAbout ? [{ decision, decidedOn: decidedOn ?? occurredOn, ...limits, covers: true, fits: true, isFact: true }] : [];
  }
  // An approval holds from its decision: without that day, or without the code of the first level, nothing rests on it.
  if (decidedOn === undefined || named?.includes(first ?? '') !== true) return [];
  const covers = decision === 'affirmed' && further.every((code) => named.includes(code));
  return [{ decision, decidedOn, ...limits, covers, fits: true, isFact: true, ...(decision === 'partially-affirmed' && { isOpen: true }) }];
}

/** Where its last day is contested the session may have used it. */
const HELD: readonly string[] = ['valid', 'contested'];

/**
 * One request is for one date of service: every session on or after a decision's day uses the oldest approval that is left and held that day.
 * A denial is over when the episode's own session came after it: it was approved after all, or done without.
 */
function unused(determinations: readonly DeterminationOnRecord[], program: Program | undefined, sessions: readonly DayNumber[], lastOwnSession: DayNumber): readonly DeterminationOnRecord[] {
  const left = new Set(determinations);
  for (const day of sessions) {
    // What had run out by a session is over with it.
    for (const one of left) if (isApproval(one) && approvalOn(one, program, toPlainDate(day)) === 'lapsed') left.delete(one);
    const used = determinations.find((one) => left.has(one) && isApproval(one) && toDay(one.decidedOn) <= day && HELD.includes(approvalOn(one, program, toPlainDate(day))));
    if (used !== undefined) left.delete(used);
  }
  return determinations.filter((one) => left.has(one) && (isApproval(one) || toDay(one.decidedOn) > lastOwnSession));
}

export function isApproval({ decision }: DeterminationOnRecord): boolean {
  return decision === 'affirmed' || decision === 'partially-affirmed';
}

/** Days of the patient's sessions that a request of this step is about, in its region, whichever episode they were for; oldest first. */
function sessionDaysOf(chart: Chart, step: Step, region: Region): readonly DayNumber[] {
  const days = sessionsOf(chart, step, region).map(({ day }) => day);
  return days.filter((day, index) => day !== days[index - 1]);
}

function sessionsOf(chart: Chart, step: Step, region: Region): readonly { readonly day: DayNumber }[] {
  const isThere = ({ fact }: { readonly fact: { readonly targets: readonly { readonly level: Target['level'] }[] } }): boolean => fact.targets.some(({ level }) => regionOfLevel(level) === region);
  switch (step) {
    case 'rfa':
    case 'repeat-rfa':
      return (chart.ablation ?? []).filter(isThere);
    case 'trial':
      return (chart['scs-trial'] ?? []).filter(({ fact }) => fact.region === region);
    case 'implant':
      return (chart.implant ?? []).filter(({ fact }) => fact.region === region);
    case 'esi':
      return (chart.epidural ?? []).filter(({ fact }) => isEpiduralOf(fact, region));
    default:
      return (chart.block ?? []).filter(isThere);
  }
}
