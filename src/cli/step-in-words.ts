/** One assessed step as lines of text: the verdict, the first possible day, a policy file that is due for review, each finding. */
import { waitOf } from '../../machines/criteria/earliest-on';
import { narrate, verdict } from '../../machines/criteria/narrate';
import type { Assessment, Policy } from '../../machines/criteria/types';
import { reviewIn, type Review } from '../../machines/policies/review';

const MARK = { met: '+', unmet: '-', unknown: '?', review: '!' } as const;

/** `policies` are those that it was assessed with. */
export function stepInWords(assessment: Assessment, policies: readonly Policy[]): readonly string[] {
  const { earliestOn, waitsOnlyForTime } = waitOf(assessment.findings);
  const review = reviewIn(policies, assessment);
  return [
    `  ${assessment.step}: ${verdict(assessment)}`,
    ...(earliestOn === null ? [] : [`    not before ${earliestOn}${waitsOnlyForTime ? '; only time is missing' : '; more than time is missing'}`]),
    ...(review?.reviewDue === true ? [`    ${dueForReview(review)}`] : []),
    ...assessment.findings.map((finding) => `    ${MARK[finding.outcome]} ${narrate(finding)}`),
  ];
}

function dueForReview({ readOn, reviewBy }: Review): string {
  const compared = readOn === null ? '' : `; it was last compared with its sources on ${readOn}`;
  return `the policy's file is due for review since ${reviewBy ?? ''}${compared}: check the payer's current text`;
}
