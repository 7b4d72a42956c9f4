/** The denials of one patient, read and counted. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationEvent, AuthorizationState } from '../authorization';
import type { MappedReason } from '../practice';
import { denialsOf, type DenialWithOutcome } from './outcomes';
import { readReason } from './read-reason';
import { countDenial, type DenialTally } from './tally-denials';

/** What tells a denial and what became of it. */
export const OF_DENIALS: readonly AuthorizationEvent['type'][] = ['AuthorizationRequested', 'DeterminationRecorded', 'DeterminationCorrected', 'PeerToPeerScheduled', 'AppealFiled', 'AuthorizationWithdrawn'];

/** Those decided within the period; `events` in the order of the log. */
export function denialsWithin(events: readonly AuthorizationEvent[], { from, to }: { readonly from: PlainDate; readonly to: PlainDate }): readonly DenialWithOutcome[] {
  return denialsOf(events).filter(({ decidedOn }) => from <= decidedOn && decidedOn <= to);
}

/** Each read as it would be read now. */
export function countDenialsOf(tally: DenialTally, denials: readonly DenialWithOutcome[], authorizations: readonly AuthorizationState[], mapped: Readonly<Record<string, MappedReason>>): DenialTally {
  let counts = tally;
  for (const denial of denials) {
    const authorization = authorizations.find(({ id }) => id === denial.authorizationId);
    if (authorization === undefined) continue;
    const { payer = 'unknown', line } = authorization.asked ?? {};
    counts = countDenial(counts, { payer, ...(line !== undefined && { line }), step: authorization.step }, denial, readReason(denial.reason, mapped).readings);
  }
  return counts;
}

/** Most denied first. */
export function byMostDenied({ rows }: DenialTally): DenialTally['rows'] {
  return [...rows].sort((a, b) => b.denials - a.denials || Number(key(a) > key(b)) - Number(key(a) < key(b)));
}

function key({ payer, line = '', step, bucket, about }: DenialTally['rows'][number]): string {
  return [payer, line, step, bucket, about].join(' ');
}
