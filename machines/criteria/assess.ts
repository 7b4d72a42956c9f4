/**
 * `assess`: one policy, one step, one chart -> every finding, the sets by outcome, a result per target and one result.
 * Pure and total; the one place where outcomes become a result. The value it answers is what the caller sees, what the
 * log records, what the packet prints and what a guard reads.
 */
import { assert } from '../kernel/assert';
import { toPlainDate } from '../kernel/calendar';
import type { Target } from '../kernel/anatomy';
import type { Chart } from '../evidence/chart';
import { Evaluation, type BlockRule, type CareRule, type CriterionKind, type TrialRule } from './evaluation';
import { withAttestation } from './attestation';
import { isCoveredIndication, isNamed } from './kinds/indication';
import { REGISTRY } from './registry';
import type { RequiredOf } from './required';
import type { Assessment, Criterion, Finding, Kind, OutcomeSets, Policy, PolicyRef, Result, Step, StepQuestion, TargetAssessment } from './types';

type SingleResult = Exclude<Result, 'partial'>;

interface CompiledStep {
  readonly ref: PolicyRef;
  readonly criteria: readonly { readonly criterion: Criterion<never>; readonly kind: CriterionKind<Kind> }[];
  readonly blockRule: BlockRule | undefined;
  readonly trialRule: TrialRule;
  readonly careRule: CareRule;
  readonly indicationRule: RequiredOf['indication'] | undefined;
}

const compiled = new WeakMap<Policy, Map<Step, CompiledStep>>();

/** Does the policy speak of the step at all? Ask before `assess`. */
export function hasStep(policy: Policy, step: Step): boolean {
  return policy.steps[step] !== undefined;
}

export function assess(policy: Policy, question: StepQuestion, chart: Chart): Assessment {
  const step = compiledStep(policy, question.step);
  const on = new Evaluation(chart, question, policy.parameters, step.blockRule, step.trialRule, step.careRule);
  const findings: Finding[] = [];
  for (const { criterion, kind } of step.criteria) {
    if (!isAsked(criterion, on, step.indicationRule)) continue;
    const answer = criterion.asksForClinician === true ? withAttestation(criterion, kind, on) : kind.evaluate(criterion, on);
    if (answer === undefined) continue;
    if (isList(answer)) for (const one of answer) findings.push(one);
    else findings.push(answer);
  }
  const targets = question.targets.map((target) => ofTarget(findings, target));
  const sets = setsOf(findings, undefined);
  return {
    step: question.step,
    policy: step.ref,
    dateOfService: toPlainDate(question.dateOfService),
    asOf: toPlainDate(question.asOf),
    result: overall(targets, sets),
    findings,
    unmet: sets.unmet,
    unknown: sets.unknown,
    review: sets.review,
    targets,
  };
}

/**
 * Criteria that the policy limits to an indication or a place of service say nothing about other patients; nor about one
 * whom another covered indication suffices for without them (any one of several suffices).
 */
function isAsked({ onlyForIndications, notForIndications, onlyInSettings }: Criterion, on: Evaluation, indicationRule: RequiredOf['indication'] | undefined): boolean {
  if (onlyInSettings !== undefined && on.question.setting !== undefined && !onlyInSettings.includes(on.question.setting)) return false;
  if (notForIndications !== undefined && on.facts('indication').some(({ fact }) => isNamed(fact, notForIndications))) return false;
  if (onlyForIndications === undefined) return true;
  const indications = on.facts('indication').map(({ fact }) => fact);
  return indications.some((one) => isNamed(one, onlyForIndications))
    && !indications.some((one) => !isNamed(one, onlyForIndications) && isCoveredIndication(one, indicationRule));
}

function isList(answer: Finding | readonly Finding[]): answer is readonly Finding[] {
  return Array.isArray(answer);
}

function ofTarget(findings: readonly Finding[], target: Target): TargetAssessment {
  const sets = setsOf(findings, target);
  return { level: target.level, side: target.side, result: resultOf(sets), unmet: sets.unmet, unknown: sets.unknown, review: sets.review };
}

/** The kinds by outcome, in the order of the policy; of one target those that concern it or the whole session. */
function setsOf(findings: readonly Finding[], target: Target | undefined): OutcomeSets {
  const unmet: Kind[] = [];
  const unknown: Kind[] = [];
  const review: Kind[] = [];
  for (const finding of findings) {
    if (finding.outcome === 'met') continue;
    const at = finding.target;
    if (target !== undefined && at !== undefined && (at.level !== target.level || at.side !== target.side)) continue;
    const set = finding.outcome === 'unmet' ? unmet : finding.outcome === 'unknown' ? unknown : review;
    if (!set.includes(finding.kind)) set.push(finding.kind);
  }
  return { unmet, unknown, review };
}

function resultOf(sets: OutcomeSets): SingleResult {
  if (sets.unmet.length > 0) return 'not-eligible';
  if (sets.unknown.length > 0) return 'cannot-tell';
  return sets.review.length > 0 ? 'review' : 'eligible';
}

/** `partial` only when the targets' results differ. */
function overall(targets: readonly TargetAssessment[], sets: OutcomeSets): Result {
  const first = targets[0];
  if (first === undefined) return resultOf(sets);
  for (const target of targets) if (target.result !== first.result) return 'partial';
  return first.result;
}

function compiledStep(policy: Policy, step: Step): CompiledStep {
  let steps = compiled.get(policy);
  if (steps === undefined) compiled.set(policy, (steps = new Map()));
  let found = steps.get(step);
  if (found === undefined) steps.set(step, (found = compile(policy, step)));
  return found;
}

function compile(policy: Policy, step: Step): CompiledStep {
  const criteria = policy.steps[step];
  assert(criteria !== undefined, `policy ${policy.id} has no step ${step}`);
  const required = <K extends Kind>(list: readonly Criterion[], kind: K): readonly RequiredOf[K][] =>
    list.filter((criterion) => criterion.kind === kind).map((criterion) => criterion.required as RequiredOf[K]);
  const [relief] = required(criteria, 'block-relief');
  const blocksMin = [...required(criteria, 'block-count'), ...required(criteria, 'block-concordance')].find((one) => one.blocksMin !== undefined)?.blocksMin;
  // A step rests on blocks where the policy counts them or reads their relief.
  const blockRule = relief === undefined && blocksMin === undefined ? undefined : {
    blocksMin: blocksMin ?? 1,
    reliefPercentMin: relief?.reliefPercentMin,
    interval: required(criteria, 'block-interval')[0],
    guidance: required(criteria, 'image-guidance')[0]?.allowed,
    mlPerTargetMax: required(criteria, 'block-volume')[0]?.mlPerTargetMax,
    weeksAfterInjection: required(criteria, 'no-recent-intraarticular')[0]?.weeksMin,
  };
  // Whether an earlier trial failed is what the policy asks of a trial at the implant.
  const [trialRule] = required(policy.steps.implant ?? [], 'trial-relief');
  const { id, version, document, revision } = policy;
  return {
    ref: { id, version, document, revision },
    criteria: criteria.map((criterion) => ({ criterion: criterion as Criterion<never>, kind: REGISTRY[criterion.kind] as unknown as CriterionKind<Kind> })),
    blockRule,
    trialRule,
    careRule: required(criteria, 'conservative-care')[0],
    indicationRule: required(criteria, 'indication')[0],
  };
}
