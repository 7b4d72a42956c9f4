/**
 * An assessment as the log keeps it: slim, because required, citation and wording are read from the policy it names. Pure.
 * A new one is recorded only where it differs structurally from the last (policy, result; per finding criterion,
 * target, outcome, found, evidence), so an unchanged day writes nothing.
 */
import type { Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import type { Outcome } from '../kernel/outcome';
import type { Assessment, Found, Kind, PolicyRef, Result, Step } from './types';

/** A finding as the log keeps it. */
export interface RecordedFinding {
  readonly criterion: string;
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly target?: Target;
  readonly found: Found;
  readonly evidence: readonly FactId[];
}

export interface RecordedAssessment {
  readonly step: Step;
  readonly policy: PolicyRef;
  readonly dateOfService: PlainDate;
  readonly result: Result;
  /** Targets whose own result is eligible. */
  readonly eligibleTargets: readonly Target[];
  readonly findings: readonly RecordedFinding[];
}

/** Why nothing could be assessed: the typed error of policy selection. */
export interface NotAssessed {
  readonly step: Step;
  readonly error: string;
}

export function isAssessed(answer: Assessment | NotAssessed): answer is Assessment {
  return 'result' in answer;
}

/** True when the step may be done: all of it, or (`partial`) at least one of its targets. */
export function isEligible(assessment: Pick<RecordedAssessment, 'result' | 'eligibleTargets'>): boolean {
  return assessment.result === 'eligible' || (assessment.result === 'partial' && assessment.eligibleTargets.length > 0);
}

export function eligibleTargetsOf(assessment: Assessment): readonly Target[] {
  return assessment.targets.filter((target) => target.result === 'eligible').map(({ level, side }) => ({ level, side }));
}

export function recordOf(assessment: Assessment): RecordedAssessment {
  const { step, policy, dateOfService, result } = assessment;
  return {
    step, policy, dateOfService, result,
    eligibleTargets: eligibleTargetsOf(assessment),
    // In the order in which the log writes them: nothing is sorted there.
    findings: assessment.findings.map(({ criterion, evidence, found, kind, outcome, target }) =>
      target === undefined ? { criterion, evidence, found, kind, outcome } : { criterion, evidence, found, kind, outcome, target }),
  };
}

/** Does a fresh assessment say what the recorded one says? Dates of service may differ: days pass without news. */
export function saysTheSame(recorded: RecordedAssessment | undefined, fresh: Assessment): boolean {
  if (recorded === undefined || !agrees(recorded, fresh)) return false;
  return recorded.findings.every((finding, index) => sameFound(finding.found, (fresh.findings[index] as RecordedFinding).found));
}

/**
 * Has nothing happened that a person or a list would act on? The same policy, result, outcomes, evidence and first possible dates.
 * What only counts the days that pass (days since, sessions in a window) is no news: it would be an event for every patient every day.
 */
export function standsStill(recorded: RecordedAssessment | undefined, fresh: Assessment): boolean {
  if (recorded === undefined || !agrees(recorded, fresh)) return false;
  return recorded.findings.every(({ found }, index) => found['earliestOn'] === fresh.findings[index]?.found['earliestOn']);
}

/** The same policy, result, outcomes and evidence; what was `found` may have moved with the day. */
export function agrees(a: Pick<RecordedAssessment, 'policy' | 'result' | 'findings'>, b: Pick<RecordedAssessment, 'policy' | 'result' | 'findings'>): boolean {
  if (a.result !== b.result || a.policy.id !== b.policy.id || a.policy.version !== b.policy.version || a.findings.length !== b.findings.length) return false;
  for (let i = 0; i < a.findings.length; i++) {
    if (!sameFinding(a.findings[i] as RecordedFinding, b.findings[i] as RecordedFinding)) return false;
  }
  return true;
}

function sameFinding(a: RecordedFinding, b: RecordedFinding): boolean {
  return a.outcome === b.outcome && a.criterion === b.criterion
    && a.target?.level === b.target?.level && a.target?.side === b.target?.side
    && sameList(a.evidence, b.evidence);
}

function sameFound(a: Found, b: Found): boolean {
  let keys = 0;
  for (const key in a) {
    keys++;
    const x = a[key];
    const y = b[key];
    if (x !== y && !(Array.isArray(x) && Array.isArray(y) && sameList(x, y))) return false;
  }
  for (const _ in b) keys--;
  return keys === 0;
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
