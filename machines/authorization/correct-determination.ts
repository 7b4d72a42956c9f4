/**
 * A determination that was mistyped. While nothing has followed it, it is recorded anew from where it found the authorization; after that
 * its figures may be put right, and what it decided may not: what followed rests on it. Pure.
 */
import { reject, type Rejection } from '../kernel/rejection';
import { DECIDED, type AuthorizationState } from './authorization';
import { saysTheSame } from './determination';
import { foundBy } from './evolve-authorization';
import type { AuthorizationCommand, AuthorizationEvent } from './events';
import { refuseDetermination, type AuthorizationGiven } from './refuse-content';
import { refuseTransition, refuseUndisputed } from './refuse-transition';

type Correction = Extract<AuthorizationCommand, { type: 'CorrectDetermination' }>;

/** Codes `unknown-determination`, `determination-unchanged`, `determination-followed`, `disputed-before-decision`, `reason-required`, and those of a determination. */
export function correctDetermination({ authorizationId, number, determination: said, reason }: Correction, authorization: AuthorizationState, given: AuthorizationGiven): readonly AuthorizationEvent[] | Rejection {
  const { determinations, packetId, position } = authorization;
  const before = determinations[number - 1];
  if (before === undefined) return reject('unknown-determination', `${determinations.length} determinations are on record: name one of them by its number, from 1.`, { details: { determinations: determinations.length } });
  const { documentId = before.documentId } = said;
  const determination = { ...said, ...(documentId !== undefined && { documentId }) };
  if (saysTheSame(before, determination) && before.documentId === documentId) return reject('determination-unchanged', 'The record says exactly this already: there is nothing to correct.');
  if (reason.trim() === '') return reject('reason-required', 'Say what was wrong with what is on record.', { pointer: '/correction' });
  const found = foundBy(authorization, number);
  const refused = found === undefined ? refuseInPlace(before, determination, authorization, number) : refuseAnew(authorizationId, determination, found);
  return refused ?? refuseDetermination(determination, found ?? asSubmittedBefore(before, authorization), given) ?? [
    { type: 'DeterminationCorrected', authorizationId, number, determination, reason, by: given.actor },
    ...(position === 'requested' && before.packetId !== packetId ? [{ type: 'PacketFlaggedStale', authorizationId, packetId, because: 'the payer\'s earlier decision, which it answers, was corrected' } as const] : []),
  ];
}

/** Events as they would have been had nothing been mistyped: each correction stands where what it corrects stood. */
export function correctedEvents(events: readonly AuthorizationEvent[]): readonly AuthorizationEvent[] {
  const told: AuthorizationEvent[] = [];
  for (const event of events) {
    if (event.type !== 'DeterminationCorrected') told.push(event);
    else {
      const { authorizationId, number, determination } = event;
      const places = told.flatMap((one, index) => (one.type === 'DeterminationRecorded' && one.authorizationId === authorizationId ? [index] : []));
      const place = places[number - 1];
      if (place !== undefined) told[place] = { type: 'DeterminationRecorded', authorizationId, ...determination };
    }
  }
  return told;
}

type Recorded = AuthorizationState['determinations'][number];

function refuseAnew(authorizationId: string, determination: Correction['determination'], found: AuthorizationState): Rejection | undefined {
  return refuseUndisputed({ type: 'RecordDetermination', authorizationId, ...determination }, found) ?? refuseTransition(found, DECIDED[determination.decision]);
}

function refuseInPlace(before: Recorded, { decision, decidedOn }: Correction['determination'], { determinations, appeal, peerToPeerOn }: AuthorizationState, number: number): Rejection | undefined {
  if (decision !== before.decision || before.accepted === true) {
    return reject('determination-followed', 'Something was done about this decision since, which rests on it: its figures may be corrected, not what it decided or what a clinician accepted. Record what the payer says now as a decision of its own.', { details: { decision: before.decision } });
  }
  const done = number === determinations.length ? [appeal?.filedOn, peerToPeerOn].find((on) => on !== undefined && on < decidedOn && on >= before.decidedOn) : undefined;
  return done === undefined ? undefined : reject('disputed-before-decision', `Something was done about it on ${done}: the payer decided before. Correct the date.`, { pointer: '/decidedOn', details: { done } });
}

/** A submission since is not the one that it answers. */
function asSubmittedBefore({ decidedOn }: Recorded, { submittedOn, ...authorization }: AuthorizationState): AuthorizationState {
  return { ...authorization, ...(submittedOn !== undefined && submittedOn <= decidedOn && { submittedOn }) };
}
