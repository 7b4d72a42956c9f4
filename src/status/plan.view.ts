/** The planner's answers as callers read them: findings in sentences, reasons in words. */
import { narrate } from '../../machines/criteria/narrate';
import type { Finding } from '../../machines/criteria/types';
import type { BookingAnswer, BookingReason, EpisodePlanned, PlannedStep } from '../../machines/planner';

/** `withFindings`: for whoever may read the record. */
export function bookingView({ step, date, answer, why, firstAllowedOn, assumesRequestOn, payer, assessment }: BookingAnswer, withFindings: boolean) {
  return {
    step, dateOfService: date, answer, why: why.map((reason) => ({ ...(withFindings ? reason : { code: reason.code }), text: inWords(reason) })), firstAllowedOn, ...(assumesRequestOn !== undefined && { assumesRequestOn }), ...(payer !== undefined && { payer }),
    ...('error' in assessment ? {} : {
      policy: assessment.policy,
      targets: assessment.targets.map(({ level, side, result }) => ({ level, side, result })),
      ...(withFindings && { findings: assessment.findings.filter(({ outcome }) => outcome !== 'met').map(told) }),
    }),
  };
}

export function planView({ episodeId, pathway, position, steps }: EpisodePlanned) {
  return { episodeId, pathway, position, steps: steps.map(stepView) };
}

function stepView({ step, on, allowedOn, policy, payer, payerReasons, assumes, blockedBy, criteria }: PlannedStep) {
  return {
    step, on, allowedOn, ...(policy !== undefined && { policy }), ...(payer !== undefined && { payer }), payerReasons: payerReasons.map((reason) => ({ ...reason, text: inWords(reason) })),
    assumes: { done: assumes.done, documented: assumes.documented.map(told) },
    ...('error' in blockedBy ? { error: blockedBy.error, blockedBy: [] } : { blockedBy: blockedBy.map(told) }),
    criteria: criteria.map(({ finding, metOn }) => ({ ...told(finding), metOn })),
  };
}

function told(finding: Finding) {
  const { criterion, kind, outcome, target, missing } = finding;
  return { criterion, kind, outcome, ...(target !== undefined && { target: { level: target.level, side: target.side } }), text: narrate(finding), missing };
}

function inWords(reason: BookingReason): string {
  switch (reason.code) {
    case 'date-past': return 'That day has passed: ask for a day to come.';
    case 'date-far': return 'That day is so far ahead that no request is taken for it yet: policies, coverage and the record will have changed. Ask again nearer to it.';
    case 'step-not-next': return 'That is not a step from where the episode stands: ask for one that is.';
    case 'step-not-proposed': return 'The episode waits for another step, and this one is only possible: decide whether it is meant.';
    case 'session-done-that-day': return 'A session of this episode is on record on that day: ask for a later one.';
    case 'not-assessed': return 'No single policy answers for this payer, pathway and date: check the coverage and its dates.';
    case 'documentation-does-not-meet': return 'The documentation does not meet the policy for that day.';
    case 'documentation-cannot-tell': return 'The documentation cannot tell: something is still to be documented.';
    case 'documentation-review': return 'People must decide what the documentation says.';
    case 'targets-not-covered-by-approval': return 'The payer\'s approval, or the request that is out, does not cover every target: ask for those it covers, or request again.';
    case 'place-of-service-open': return 'Whether this payer decides before the service depends on the place of service: plan where it will be done.';
    case 'modification-to-accept': return 'The payer approved something other than what was asked: a clinician accepts or declines it first.';
    case 'approval-in-part': return 'The payer approved a part, and the record does not say which: look at its letter.';
    case 'approval-for-other-payer-or-place': return 'An approval is on record, of another payer or for another place of service: ask this payer.';
    case 'approval-may-be-for-other-episode': return 'The approval on record may be for another episode of this patient, which waits for the same service: say whose it is.';
    case 'payer-denied': return 'The payer denied the request: answer the denial, or request again.';
    case 'approval-not-yet': return `The payer's approval holds from ${reason.validFrom}.`;
    case 'approval-lapsed': return `The payer's approval held to ${reason.lastValidDay}: request again.`;
    case 'approval-day-contested': return `The approval holds to ${reason.lastValidDay}; whether it holds the day after, contractors count differently.`;
    case 'payer-may-not-have-decided': return reason.decidedBy === null ? 'The payer decides before the service, and how long it takes is not known.' : `The payer decides before the service, and has until ${reason.decidedBy}.`;
    case 'payer-has-not-decided': return reason.decidedBy === null ? 'The payer has not decided on the request yet.' : `The payer has not decided on the request yet, and had until ${reason.decidedBy}: ask.`;
    case 'other-session-that-day': return 'Another procedure of this patient is on that day: one date of service per request.';
  }
}
