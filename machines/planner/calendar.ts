/**
 * The calendar that follows: for every open episode its steps in order, each on the first day on which nothing in the record stands
 * against it, if what came before is done on its day. Pure. What is not on record yet is assumed, and every row says what it assumes;
 * no row is ever recorded.
 */
import { addMonths, toDay, toPlainDate, type DayNumber, type PlainDate } from '../kernel/calendar';
import { addFact } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import type { RequiredOf } from '../criteria/required';
import { isAssessed, type NotAssessed } from '../criteria/recorded';
import type { Assessment, Finding, Policy, Step } from '../criteria/types';
import { earliestDate, nextStep, standingOf, type EpisodeState, type PatientState } from '../patient';
import { firstDay, firstMet, isMet, stretches, type Found, type Stretch } from './earliest';
import { clearedByPayer, PAYER_FORBIDS, payerOn, type PayerReason } from './payer';
import { hasSessionOn } from './sessions';

/** A criterion of a step: how it stands on the first asked day, and from when time alone will have met it. */
export interface PlannedCriterion {
  readonly finding: Finding;
  /** Null: time does not meet it; `finding.missing` says what to document. */
  readonly metOn: PlainDate | null;
}

export interface PlannedStep {
  readonly step: Step;
  /** The first day on which nothing stands against the step but what is still to be documented; null when it is blocked. */
  readonly on: PlainDate | null;
  /** The first day on which the documentation as it is meets the policy; null while something must be documented or done first. */
  readonly allowedOn: PlainDate | null;
  readonly assumes: {
    /** Steps of this calendar that must have been done, with a result that the policy accepts. */
    readonly done: readonly { readonly step: Step; readonly on: PlainDate }[];
    /** Findings on that day that cannot be told yet or that people must decide: documented, and decided for the step. */
    readonly documented: readonly Finding[];
  };
  /** What stands against it on every day to come. */
  readonly blockedBy: readonly Finding[] | NotAssessed;
  readonly criteria: readonly PlannedCriterion[];
  readonly policy?: Assessment['policy'];
  /** What the payer has still to say before `on`, or, where that is null and no finding blocks it, what it said against it. */
  readonly payerReasons: readonly PayerReason[];
  /** Where the payer decides before the service and no approval serves: the last day for the request. */
  readonly payer?: { readonly program: string; readonly requestBy: PlainDate };
}

export interface EpisodePlanned {
  readonly episodeId: string;
  readonly pathway: EpisodeState['pathway'];
  readonly position: string;
  readonly steps: readonly PlannedStep[];
}

export interface PlanGiven {
  /** The practice's today. */
  readonly asOf: PlainDate;
  readonly policies: readonly Policy[];
}

/** Steps in the order of a pathway; a policy without one of them goes on with the next. */
const ORDER: Readonly<Record<EpisodeState['pathway'], readonly Step[]>> = {
  rfa: ['mbb1', 'mbb2', 'rfa', 'repeat-rfa'],
  scs: ['trial', 'implant'],
  epidural: ['esi', 'esi'],
};

interface Course {
  readonly episode: EpisodeState;
  /** Steps still to place. */
  readonly ahead: readonly Step[];
  readonly placed: readonly PlannedStep[];
  /** The first day for its next step. */
  readonly from: PlainDate;
}

/** Every open episode. Sessions of one patient fall on different days, and each counts for the limits of all. */
export function planOf(patient: PatientState, given: PlanGiven): readonly EpisodePlanned[] {
  // Where each stands today, whether or not the daily run has recorded it.
  const positions = new Map(standingOf(patient, given).map(({ episodeId, position }) => [episodeId, position]));
  const open = patient.episodes.filter(({ closed }) => closed === undefined).map((episode) => ({ ...episode, position: positions.get(episode.id) ?? episode.position }));
  const courses = new Map<string, Course>(open.map((episode) => [episode.id, { episode, ahead: stepsAhead(episode), placed: [], from: earliestDate(patient, episode, given.asOf) }]));
  const taken = new Set<PlainDate>(hasSessionOn(patient, given.asOf) ? [given.asOf] : []);
  let assumed = patient;
  for (;;) {
    const next = soonestRow([...courses.values()], { assumed, taken, given });
    if (next === undefined) break;
    const { course, row } = next;
    const rest = course.ahead.slice(course.ahead.indexOf(row.step) + 1);
    const placed = [...course.placed, row];
    if (row.on === null) {
      courses.set(course.episode.id, { ...course, placed, ahead: [] });
      continue;
    }
    taken.add(row.on);
    const fact = assumedFact(course.episode, row.step, row.on, row.policy, given.policies);
    if (fact !== undefined) assumed = { ...assumed, chart: addFact(assumed.chart, `assumed-${course.episode.id}-${placed.length}`, fact) };
    const over = fact?.type === 'scs-trial' ? (fact.endedAt as string).slice(0, 10) : toPlainDate(toDay(row.on) + 1);
    courses.set(course.episode.id, { ...course, placed, ahead: rest, from: over });
    // Later rows are asked of a record that holds this one: not before its day.
    for (const [id, other] of courses) if (other.from < row.on) courses.set(id, { ...other, from: row.on });
  }
  return open.map(({ id, pathway, position }) => ({ episodeId: id, pathway, position, steps: courses.get(id)?.placed ?? [] }));
}

function stepsAhead({ pathway, position }: EpisodeState): readonly Step[] {
  const order = ORDER[pathway];
  const next = nextStep(pathway, position);
  return next === undefined ? [] : order.slice(order.indexOf(next));
}

/** What the rows placed so far leave to the next. */
interface Placing {
  /** The record with what the calendar assumes. */
  readonly assumed: PatientState;
  /** Days that have a session. */
  readonly taken: ReadonlySet<PlainDate>;
  readonly given: PlanGiven;
}

/** The row that comes first of all episodes' next ones; a blocked one at once, since no day will change it. */
function soonestRow(courses: readonly Course[], placing: Placing): { readonly course: Course; readonly row: PlannedStep } | undefined {
  let best: { readonly course: Course; readonly row: PlannedStep } | undefined;
  for (const course of courses) {
    const row = nextRow(course, placing);
    if (row === undefined) continue;
    if (row.on === null) return { course, row };
    if (best === undefined || row.on < (best.row.on as string)) best = { course, row };
  }
  return best;
}

function nextRow(course: Course, placing: Placing): PlannedStep | undefined {
  for (const step of course.ahead) {
    const all = stretches(placing.assumed, course.episode, { step, from: course.from, policies: placing.given.policies });
    // The policy has no such step: the next one may be what follows.
    const speaks = all.some(({ answer }) => isAssessed(answer) || answer.error !== 'step-not-in-policy');
    if (speaks || step === course.ahead[course.ahead.length - 1]) return rowOf(step, all, course, placing);
  }
  return undefined;
}

function rowOf(step: Step, all: readonly Stretch[], { episode, placed, from }: Course, { assumed, taken, given: { asOf } }: Placing): PlannedStep {
  const first = all[0] as Stretch;
  const find = (notBefore: PlainDate): Found | undefined => firstDay(all, isPossible, notBefore, taken);
  const soonest = find('');
  const cleared = soonest && clearedByPayer(find, whenShown(soonest.answer.findings) ?? soonest.on, (on) => payerOn(assumed, episode, step, on, { asOf, requestOn: from }));
  const isForbidden = cleared?.isOpen === true && cleared.said.reasons.some(({ code }) => PAYER_FORBIDS.includes(code));
  const possible = isForbidden ? undefined : cleared?.day;
  const judged = (cleared?.day ?? soonest)?.answer ?? all.map(({ answer }) => answer).find(isAssessed);
  const shown = isAssessed(first.answer) ? first.answer : judged;
  // A row without a day is the last of its episode.
  const done = placed.map((row) => ({ step: row.step, on: row.on as PlainDate }));
  const base = {
    step,
    on: possible?.on ?? null,
    allowedOn: done.length > 0 ? null : firstDay(all, isMet)?.on ?? null,
    payerReasons: cleared?.said.reasons ?? [],
    criteria: shown === undefined ? [] : shown.findings.map((finding) => ({ finding, metOn: firstMet(all, finding, shown.policy) })),
    ...(judged !== undefined && { policy: judged.policy }),
  };
  if (possible === undefined) return { ...base, assumes: { done, documented: [] }, blockedBy: isForbidden ? [] : blocking(all) };
  const { request } = payerOn(assumed, episode, step, possible.on, { asOf, requestOn: from });
  return {
    ...base, blockedBy: [],
    assumes: { done, documented: possible.answer.findings.filter(({ outcome }) => outcome === 'unknown' || outcome === 'review') },
    ...(request !== undefined && { payer: request }),
  };
}

/** Relief that is still to be documented must have lasted as long as the policy asks: not before that day. */
function whenShown(findings: readonly Finding[]): PlainDate | undefined {
  let last: DayNumber | undefined;
  for (const { kind, outcome, found, required } of findings) {
    const since = kind === 'repeat-relief' ? found['ablationOn'] : kind === 'epidural-repeat' ? found['epiduralOn'] : undefined;
    if (outcome !== 'unknown' || typeof since !== 'string') continue;
    const { monthsMin = 0, weeksMin = 0 } = required as { readonly monthsMin?: number; readonly weeksMin?: number };
    last = Math.max(last ?? -Infinity, addMonths(toDay(since), monthsMin) + weeksMin * DAYS_PER_WEEK);
  }
  return last === undefined ? undefined : toPlainDate(last);
}

/** No finding is unmet: what is unknown or for people may still be documented or decided. */
function isPossible({ unmet }: Assessment): boolean {
  return unmet.length === 0;
}

/** Unmet on the last day that is asked about, when everything has had its time; or why no policy answers. */
function blocking(all: readonly Stretch[]): readonly Finding[] | NotAssessed {
  const assessed = all.map(({ answer }) => answer).filter(isAssessed);
  const last = assessed[assessed.length - 1];
  return last === undefined ? ((all[0] as Stretch).answer as NotAssessed) : last.findings.filter(({ outcome }) => outcome === 'unmet');
}

/** What the calendar takes for done so that limits and gaps count it; undefined where nothing follows. */
function assumedFact(episode: EpisodeState, step: Step, on: PlainDate, policy: Assessment['policy'] | undefined, policies: readonly Policy[]): Fact | undefined {
  const { targets, guidance, technique, approach, setting } = episode.plan;
  const common = { occurredOn: on, ...(guidance !== undefined && { guidance }), ...(setting !== undefined && { setting }) };
  switch (step) {
    case 'mbb1':
    case 'mbb2':
      return { type: 'block', ...common, technique: 'medial-branch', purpose: 'diagnostic', targets, steroid: false };
    case 'rfa':
    case 'repeat-rfa':
      return { type: 'ablation', ...common, technique: technique ?? 'thermal-rf', targets };
    case 'esi':
      return { type: 'epidural', ...common, approach: approach ?? 'interlaminar', targets, region: episode.region as never };
    case 'trial': {
      const days = trialDays(policies.find(({ id, version }) => id === policy?.id && version === policy.version));
      return { type: 'scs-trial', occurredOn: on, startedAt: `${on}T09:00:00Z`, endedAt: `${toPlainDate(toDay(on) + days)}T09:00:00Z`, region: episode.region as never, ...(setting !== undefined && { setting }) };
    }
    default:
      return undefined;
  }
}

const HOURS_PER_DAY = 24;
const DAYS_PER_WEEK = 7;

/** The shortest trial the policy takes; without a figure the next day. */
function trialDays(policy: Policy | undefined): number {
  const required = policy?.steps.implant?.find(({ kind }) => kind === 'trial-duration')?.required as RequiredOf['trial-duration'] | undefined;
  if (required?.daysMin !== undefined) return required.daysMin;
  return required?.hoursOver === undefined ? 1 : Math.floor(required.hoursOver / HOURS_PER_DAY) + 1;
}
