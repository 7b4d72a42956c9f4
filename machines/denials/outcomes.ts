/** What became of each denial of one authorization, told by its events in order. Pure. */
import type { PlainDate } from '../kernel/calendar';
import { correctedEvents, type AuthorizationEvent } from '../authorization';

/** How the payer came to its next decision; `open`: it has not, `withdrawn`: nobody waits for one. */
export const DENIAL_OUTCOMES = ['affirmed-on-resubmission', 'affirmed-after-peer-to-peer', 'affirmed-after-appeal', 'still-denied', 'withdrawn', 'open'] as const;
export type DenialOutcome = (typeof DENIAL_OUTCOMES)[number];

export interface DenialWithOutcome {
  readonly authorizationId: string;
  readonly decidedOn: PlainDate;
  readonly reason: string;
  readonly outcome: DenialOutcome;
}

interface Open {
  readonly decidedOn: PlainDate;
  readonly reason: string;
  /** The last thing that was done about it. */
  readonly by: 'resubmission' | 'peer-to-peer' | 'appeal';
}

/** `events`: those of authorizations, in the order of the log. A request that is affirmed without a word between is a resubmission. */
export function denialsOf(events: readonly AuthorizationEvent[]): readonly DenialWithOutcome[] {
  const open = new Map<string, Open>();
  const found: DenialWithOutcome[] = [];
  const close = (authorizationId: string, outcome: DenialOutcome): void => {
    const denial = open.get(authorizationId);
    if (denial === undefined) return;
    found.push({ authorizationId, decidedOn: denial.decidedOn, reason: denial.reason, outcome });
    open.delete(authorizationId);
  };
  const doneBy = (authorizationId: string, by: Open['by']): void => {
    const denial = open.get(authorizationId);
    if (denial !== undefined) open.set(authorizationId, { ...denial, by });
  };
  for (const event of correctedEvents(events)) {
    const { authorizationId } = event;
    switch (event.type) {
      case 'AuthorizationRequested': doneBy(authorizationId, 'resubmission'); break;
      case 'PeerToPeerScheduled': doneBy(authorizationId, 'peer-to-peer'); break;
      case 'AppealFiled': doneBy(authorizationId, 'appeal'); break;
      case 'AuthorizationWithdrawn': close(authorizationId, 'withdrawn'); break;
      case 'DeterminationRecorded':
        if (event.decision === 'denied') {
          close(authorizationId, 'still-denied');
          open.set(authorizationId, { decidedOn: event.decidedOn, reason: event.reason ?? '', by: 'resubmission' });
        } else if (event.decision !== 'pended') close(authorizationId, AFFIRMED[open.get(authorizationId)?.by ?? 'resubmission']);
        break;
      default: break;
    }
  }
  for (const authorizationId of [...open.keys()]) close(authorizationId, 'open');
  return found;
}

const AFFIRMED: { readonly [By in Open['by']]: DenialOutcome } = { resubmission: 'affirmed-on-resubmission', 'peer-to-peer': 'affirmed-after-peer-to-peer', appeal: 'affirmed-after-appeal' };
