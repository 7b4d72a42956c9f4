/** Kinds of days that must not be missed, as staff call them. */
import { spaced, stepInWords } from './words';

const KINDS: Readonly<Record<string, string>> = {
  'submission-due': 'Submit by', 'decision-due': 'Payer decides by', 'follow-up': 'Follow up', 'pended-answer-due': 'Answer the payer by', 'peer-to-peer-call': 'Peer-to-peer call', 'appeal-decision-due': 'Appeal decided by',
  resubmission: 'Request again by', 'approval-expires': 'Approval expires', 'last-day-missing': 'Last day not stated', expired: 'Approval lapsed unused', 'approved-not-scheduled': 'Approved, not scheduled', 'planned-service': 'Procedure planned',
  'units-run-out': 'Units run out', 'peer-to-peer-closes': 'Peer-to-peer closes', 'appeal-due': 'Appeal by', 'records-chase': 'Ask again for records', 'exemption-sample': 'Exemption: sample of claims', 'exemption-opt-out': 'Exemption: opt out by',
  'exemption-ends': 'Exemption ends', 'earliest-day': 'Earliest day',
};

/** An earliest day is one of its step: `Diagnostic block 2, earliest day`. */
export function deadlineInWords(kind: string, step?: string | null): string {
  if (kind === 'earliest-day' && step !== undefined && step !== null) return `${stepInWords(step)}, earliest day`;
  return KINDS[kind] ?? spaced(kind);
}
