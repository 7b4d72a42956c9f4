/** Where an authorization stands, what a payer decided, and how it was asked, in the words that staff use. */
import { spaced } from './words';

const POSITIONS: Readonly<Record<string, string>> = {
  draft: 'Draft: nothing was asked of the payer', requested: 'Requested, not sent yet', submitted: 'Sent, waiting for the decision', pended: 'Pended: the payer asks for more', affirmed: 'Approved by the payer',
  'partially-affirmed': 'Approved in part', modified: 'Approved otherwise than asked: a clinician accepts or declines', 'not-required': 'The payer says that none is needed', answered: 'Answered: a person has to read what was decided',
  rejected: 'Sent back for an error: correct it and submit again', denied: 'Denied', 'peer-to-peer': 'Peer-to-peer call scheduled', appealed: 'Appealed, waiting for the decision', withdrawn: 'Withdrawn', cancelled: 'Cancelled at the payer',
  expired: 'Expired', used: 'The step is done', superseded: 'The episode is closed',
};
const DECISIONS: Readonly<Record<string, string>> = {
  affirmed: 'Approved', 'partially-affirmed': 'Approved in part', modified: 'Approved otherwise than asked', denied: 'Denied', pended: 'Pended: more is asked for', rejected: 'Sent back for an error in the request',
  'not-required': 'None needed, the payer says', cancelled: 'Cancelled', review: 'Unclear: a person has to say',
};
const ITEM_OUTCOMES: Readonly<Record<string, string>> = { approved: 'Approved', partial: 'In part', modified: 'Otherwise than asked', denied: 'Denied', pended: 'Pended', 'not-required': 'None needed', cancelled: 'Cancelled', review: 'Unclear' };
const CHANNELS: Readonly<Record<string, string>> = { portal: 'Portal', fax: 'Fax', phone: 'Phone', mail: 'Mail', download: 'Downloaded file, sent another way', fhir: 'Sent by the service (FHIR)' };
const DISPUTES: Readonly<Record<string, string>> = { 'peer-to-peer': 'a peer-to-peer call about the rest is scheduled', appealed: 'the rest is appealed', modified: 'something else was approved in the place of the rest and waits for a clinician' };
const DEADLINES: Readonly<Record<string, string>> = {
  'submission-due': 'Send the request', 'decision-due': 'Decision due', 'follow-up': 'Ask the payer again', 'pended-answer-due': 'Answer what the payer asks', 'peer-to-peer-call': 'Peer-to-peer call', 'appeal-decision-due': 'Decision on the appeal due', resubmission: 'Request again',
  'approval-expires': 'Approval expires', 'last-day-missing': 'Last day of the approval not known', expired: 'Approval lapsed', 'approved-not-scheduled': 'Approved, not scheduled', 'planned-service': 'Planned procedure', 'units-run-out': 'Units run out',
  'peer-to-peer-closes': 'Peer-to-peer window closes', 'appeal-due': 'Appeal due', 'records-chase': 'Ask for the records again',
  'exemption-sample': 'Exemption: claims are sampled', 'exemption-opt-out': 'Exemption: last day to opt out', 'exemption-ends': 'Exemption ends', 'earliest-day': 'Earliest day',
};

export const positionInWords = (position: string): string => POSITIONS[position] ?? spaced(position);
export const decisionInWords = (decision: string): string => DECISIONS[decision] ?? spaced(decision);
export const itemOutcomeInWords = (outcome: string): string => ITEM_OUTCOMES[outcome] ?? spaced(outcome);
export const channelInWords = (channel: string): string => CHANNELS[channel] ?? spaced(channel);
export const disputeInWords = (disputed: string): string => DISPUTES[disputed] ?? spaced(disputed);
export const deadlineInWords = (kind: string): string => DEADLINES[kind] ?? spaced(kind);

/** Green where something may be done under it, red where it was refused, grey where it is over. The word stands beside it. */
export function positionColor(position: string): string {
  if (position === 'affirmed' || position === 'partially-affirmed' || position === 'not-required') return 'green.9';
  if (position === 'denied' || position === 'rejected' || position === 'expired') return 'red.9';
  if (position === 'draft' || position === 'withdrawn' || position === 'cancelled' || position === 'used' || position === 'superseded') return 'gray.7';
  return 'lagoon.8';
}
