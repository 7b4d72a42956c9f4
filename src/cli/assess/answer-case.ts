/** Answers one case: pick the policy, assess, and give the answer of `docs/case-format.md`. Pure. */
import { toDay, type PlainDate } from '../../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { chartOf } from '../../../machines/evidence/chart';
import { assess, hasStep } from '../../../machines/criteria/assess';
import type { Finding, Kind, Policy, PolicyRef, Result, Step, TargetAssessment } from '../../../machines/criteria/types';
import { selectPolicy } from '../../../machines/policies/select';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { pathwayOf } from '../../policies';
import type { BookingAnswer, BookingReason } from '../../../machines/planner';
import { answerPlan, type PlannedRow } from './answer-plan';
import { checkClaim, NO_PARTIES, type Checked, type ClaimFinding, type CodingFinding, type CodingRule, type InjectionSession, type OpenLine, type ServiceLine } from '../../../machines/coding';
import { answerCode } from './answer-code';
import { answerNeed, type NeedAnswer } from './answer-need';
import { parseCase, type Case } from './parse-case';

export interface CaseAnswer {
  readonly id: string;
  readonly result?: Result | Checked['result'] | NeedAnswer['result'];
  /** Of prior authorization: the program that was looked at. */
  readonly program?: string | null;
  /** A typed error in place of a result: the question could be read, and cannot be answered. */
  readonly error?: { readonly code: string; readonly message: string; readonly details?: Readonly<Record<string, unknown>> };
  readonly policy?: PolicyRef;
  readonly findings?: readonly Finding[] | readonly CodingFinding[] | readonly ClaimFinding[];
  readonly unmet?: readonly (Kind | CodingRule | 'authorization')[];
  readonly unknown?: readonly (Kind | CodingRule | 'authorization')[];
  readonly review?: readonly (Kind | CodingRule | 'authorization')[];
  readonly targets?: readonly TargetAssessment[];
  /** Of a plan: whether the day may be booked, and the calendar that follows. */
  readonly answer?: BookingAnswer['answer'];
  readonly why?: readonly BookingReason['code'][];
  readonly firstAllowedOn?: PlainDate | null;
  readonly assumesRequestOn?: PlainDate;
  readonly calendar?: readonly PlannedRow[];
  /** Of service lines. */
  readonly lines?: readonly ServiceLine[];
  readonly held?: readonly OpenLine[];
  readonly notBilled?: readonly OpenLine[];
  readonly sessions?: readonly InjectionSession[];
}

/** The answer, or `malformed-case`. */
export function answerCase(input: unknown, policies: readonly Policy[] = SHIPPED_POLICIES): CaseAnswer | Rejection {
  const parsed = parseCase(input);
  return isRejection(parsed) ? parsed : answerParsed(parsed, policies);
}

export function answerParsed(asked: Case, policies: readonly Policy[]): CaseAnswer {
  const { id, coverage, facts, imported, question } = asked;
  if (question.kind === 'plan') return { id, ...answerPlan(asked, policies) };
  if (question.kind === 'code') {
    const coded = answerCode(asked, policies);
    return isRejection(coded) ? failed(id, coded) : { id, ...coded };
  }
  if (question.kind === 'claim') {
    const checked = checkClaim({ dateOfService: question.dateOfService as PlainDate, claimType: question.claimType ?? 'professional', lines: question.lines ?? [], decided: question.decided ?? [], exempt: question.exempt === true, criticalAccess: question.criticalAccess === true, header: question.header ?? {}, known: question.known ?? NO_PARTIES }, { coverage, policies }, chartOf(facts));
    return isRejection(checked) ? failed(id, checked) : { id, ...checked };
  }
  if (question.kind === 'pa-applies' || question.kind === 'authorization-valid') return { id, ...answerNeed(asked) };
  const step = question.step as Step;
  const dateOfService = question.dateOfService as PlainDate;
  const policy = selectPolicy(policies, coverage, pathwayOf(step), dateOfService, step);
  if (isRejection(policy)) return failed(id, policy);
  if (!hasStep(policy, step)) return failed(id, reject('step-not-in-policy', `policy ${policy.id}@${policy.version} does not speak of the step ${step}`));
  const { targets, region, technique, guidance, setting, approach, contrast, exception } = question;
  const assessment = assess(policy, {
    step, targets, region, technique, guidance, setting, approach, contrast, exception,
    dateOfService: toDay(dateOfService),
    asOf: toDay(question.asOf ?? dateOfService),
  }, chartOf(facts, imported));
  const { result, findings, unmet, unknown, review } = assessment;
  return { id, result, policy: assessment.policy, findings, unmet, unknown, review, ...(result === 'partial' ? { targets: assessment.targets } : {}) };
}

function failed(id: string, { code, message, details }: Rejection): CaseAnswer {
  return { id, error: { code, message, ...(details === undefined ? {} : { details }) } };
}
