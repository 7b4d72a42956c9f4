/** The three badges of a need, from the recorded assessment and where its authorization stands. Pure. */
import { isEligible, type RecordedAssessment } from '../criteria/recorded';
import type { AuthorizationState } from '../patient';
import { waitFor } from './earliest-day';
import type { CriteriaState, DecisionState, Need, PacketState, Stage } from './need';

/** Each kind that is not met, once, with its gravest outcome and the last day that it waits for. */
export function openKinds(recorded: RecordedAssessment | undefined): Need['blockedBy'] {
  const open = new Map<string, Need['blockedBy'][number]>();
  for (const { kind, outcome } of recorded?.findings ?? []) {
    const before = open.get(kind);
    if (outcome !== 'met' && (before === undefined || gravity(outcome) > gravity(before.outcome))) open.set(kind, { kind, outcome });
  }
  return [...open.values()].map((each) => {
    const wait = recorded === undefined ? undefined : waitFor(each.kind, recorded);
    return wait === undefined ? each : { ...each, wait };
  });
}

function gravity(outcome: string): number {
  return ['review', 'unknown', 'unmet'].indexOf(outcome);
}

/** One thing for people to decide is no missing item. */
export function criteriaOf(recorded: RecordedAssessment | undefined): CriteriaState {
  if (recorded === undefined) return 'cannot-tell';
  if (isEligible(recorded)) return 'met';
  const open = openKinds(recorded);
  if (open.every(({ outcome }) => outcome === 'review')) return 'review';
  if (open.length === 1) return 'one-missing';
  return open.some(({ outcome }) => outcome === 'unmet') ? 'missing' : 'cannot-tell';
}

export function packetOf(authorization: AuthorizationState | undefined): PacketState {
  if (authorization === undefined) return 'none';
  const { position, stale, recordChanged, issued } = authorization;
  if (position === 'draft') return 'draft';
  if (stale !== undefined || (position === 'requested' && recordChanged === true)) return 'stale';
  if (position !== 'requested') return 'sent';
  const packet = issued[issued.length - 1];
  return packet?.signed !== undefined ? 'signed' : packet?.reviewed !== undefined ? 'reviewed' : 'issued';
}

/** After a denial that is talked about it is denied still; one that is appealed waits for the payer. */
const DECISIONS: Readonly<Record<string, DecisionState>> = {
  submitted: 'awaited', answered: 'awaited', appealed: 'awaited', pended: 'pended', affirmed: 'approved', 'partially-affirmed': 'in-part', modified: 'modified',
  denied: 'denied', 'peer-to-peer': 'denied', rejected: 'rejected', 'not-required': 'not-required', expired: 'expired',
};

export function decisionOf(authorization: AuthorizationState | undefined): DecisionState {
  return DECISIONS[authorization?.position ?? ''] ?? 'none';
}

export function stageOf(criteria: CriteriaState, packet: PacketState, decision: DecisionState): Stage {
  if (decision === 'approved' || decision === 'in-part' || decision === 'not-required' || decision === 'expired') return 'approval';
  if (decision !== 'none') return 'decision';
  if (packet === 'none' || (packet === 'draft' && criteria !== 'met')) return 'criteria';
  return 'packet';
}
