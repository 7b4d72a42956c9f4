/**
 * One patient under two policies: the next step of every open episode as one decides and as the other would, today's record
 * and the same day of service for both. The next step is the recorded one, which the daily run keeps current. Pure; nothing is recorded.
 */
import type { PlainDate } from '../kernel/calendar';
import { isRejection } from '../kernel/rejection';
import type { Outcome } from '../kernel/outcome';
import { assess, hasStep } from '../criteria/assess';
import { KINDS, type Assessment, type Coverage, type Kind, type Policy, type PolicyRef, type Result, type Step } from '../criteria/types';
import { covers, selectPolicy } from '../policies/select';
import { coverageOn, dateOfServiceOf, nextStep, questionOf, type EpisodeState, type Pathway, type PatientState } from '../patient';

/** `from` is what decides now; left out, whatever decides for the patients that `to` would take. */
export interface Change {
  readonly from?: Policy | undefined;
  readonly to: Policy;
  /** All that decide for the practice. */
  readonly deciding: readonly Policy[];
  /** The practice's today. */
  readonly asOf: PlainDate;
}

/** A policy without the step says nothing of it. */
export type Answer = Result | 'no-policy';

export interface CriterionChange {
  readonly kind: Kind;
  /** `not-asked`: the policy has no such criterion, or it does not concern the question. The worst outcome over the targets. */
  readonly before: Outcome | 'not-asked';
  readonly after: Outcome | 'not-asked';
}

export interface EpisodeChange {
  readonly episodeId: string;
  readonly pathway: Pathway;
  readonly step: Step;
  readonly dateOfService: PlainDate;
  readonly before: Answer;
  readonly after: Answer;
  readonly policyBefore?: PolicyRef;
  readonly policyAfter?: PolicyRef;
  /** `gains`, `loses`: more or fewer targets may go on (or the step may, where there are none); `differs`: another answer that lets none go on. */
  readonly change: 'gains' | 'loses' | 'differs' | 'same';
  /** Kinds whose outcome differs, in the order of kinds. */
  readonly criteria: readonly CriterionChange[];
}

/** Open episodes that the change concerns; none when neither policy is the patient's. */
export function compareUnder(patient: PatientState, change: Change): readonly EpisodeChange[] {
  const { from, to } = change;
  const open = patient.episodes.filter(({ closed, pathway }) => closed === undefined && pathway === to.pathway);
  if (open.length === 0 || !patient.coverages.some((coverage) => covers(to, coverage) || (from !== undefined && covers(from, coverage)))) return [];
  return open.flatMap((episode) => {
    const step = nextStep(episode.pathway, episode.position);
    return step === undefined ? [] : episodeUnder(patient, episode, step, change);
  });
}

function episodeUnder(patient: PatientState, episode: EpisodeState, step: Step, { from, to, deciding, asOf }: Change): readonly EpisodeChange[] {
  const dateOfService = dateOfServiceOf(patient, episode, step, asOf);
  const coverage = coverageOn(patient, dateOfService);
  if (coverage === undefined) return [];
  const [isFrom, isTo] = [from !== undefined && covers(from, coverage), covers(to, coverage)];
  if (!isFrom && !isTo) return [];
  const before = isFrom ? from : decidingFor(deciding, coverage, episode.pathway, dateOfService, step);
  const after = isTo ? to : decidingFor(deciding.filter(({ id, version }) => id !== from?.id || version !== from.version), coverage, episode.pathway, dateOfService, step);
  const [was, would] = [before, after].map((policy) => (policy !== undefined && hasStep(policy, step) ? assess(policy, questionOf(episode, step, dateOfService, asOf), patient.chart) : undefined));
  const criteria = criteriaChanges(was, would);
  return [{
    episodeId: episode.id, pathway: episode.pathway, step, dateOfService, before: was?.result ?? 'no-policy', after: would?.result ?? 'no-policy',
    ...(was !== undefined && { policyBefore: was.policy }), ...(would !== undefined && { policyAfter: would.policy }),
    change: changeOf(was, would), criteria,
  }];
}

function decidingFor(policies: readonly Policy[], coverage: Coverage, pathway: Pathway, date: PlainDate, step: Step): Policy | undefined {
  const policy = selectPolicy(policies, coverage, pathway, date, step);
  return isRejection(policy) ? undefined : policy;
}

function changeOf(was: Assessment | undefined, would: Assessment | undefined): EpisodeChange['change'] {
  const [before, after] = [eligible(was), eligible(would)];
  if (before !== after) return after > before ? 'gains' : 'loses';
  return was?.result === would?.result ? 'same' : 'differs';
}

/** How many targets may go on; without targets, whether the step may. */
function eligible(assessment: Assessment | undefined): number {
  if (assessment === undefined) return 0;
  return assessment.targets.length === 0 ? Number(assessment.result === 'eligible') : assessment.targets.filter(({ result }) => result === 'eligible').length;
}

const RANK: readonly (Outcome | 'not-asked')[] = ['not-asked', 'met', 'review', 'unknown', 'unmet'];

function criteriaChanges(was: Assessment | undefined, would: Assessment | undefined): readonly CriterionChange[] {
  if (was === undefined || would === undefined || haveSameSets(was, would)) return [];
  const [before, after] = [worstByKind(was), worstByKind(would)];
  return KINDS.flatMap((kind): readonly CriterionChange[] => {
    const change = { kind, before: before.get(kind) ?? 'not-asked', after: after.get(kind) ?? 'not-asked' } as const;
    // What is met there and not asked here, or the other way round, changes nothing for anybody.
    return RANK.indexOf(change.before) <= 1 && RANK.indexOf(change.after) <= 1 || change.before === change.after ? [] : [change];
  });
}

/** What is not met is the same kinds on both sides: so for most patients, and nothing more need be compared. */
function haveSameSets(a: Assessment, b: Assessment): boolean {
  return a.unmet.join() === b.unmet.join() && a.unknown.join() === b.unknown.join() && a.review.join() === b.review.join();
}

function worstByKind({ findings }: Assessment): ReadonlyMap<Kind, Outcome> {
  const worst = new Map<Kind, Outcome>();
  for (const { kind, outcome } of findings) {
    const known = worst.get(kind);
    if (known === undefined || RANK.indexOf(outcome) > RANK.indexOf(known)) worst.set(kind, outcome);
  }
  return worst;
}
