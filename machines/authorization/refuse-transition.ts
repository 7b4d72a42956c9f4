/** What is not possible from where an authorization stands: by the map, and by what is under way about a part that was not approved. Pure. */
import { reject, type Rejection } from '../kernel/rejection';
import { can, possibleEvents } from '../kernel/statechart';
import { DECIDED, type AuthorizationState } from './authorization';
import { authorizationMachine, type AuthorizationMapEvent } from './authorization.machine';
import type { AuthorizationCommand } from './events';

/** Asks the map first: it would ignore an event it does not take. Undefined when the map takes it. */
export function refuseTransition(authorization: AuthorizationState, type: AuthorizationMapEvent['type']): Rejection | undefined {
  if (can(authorizationMachine, authorization.position, { type })) return undefined;
  const possible = possibleFrom(authorization);
  return reject('invalid-transition', `The authorization is ${authorization.position}: ${type} is not possible from there${
    possible.length === 0 ? '; draft a new one' : `, only ${possible.join(', ')}`}.`, { details: { position: authorization.position, possible } });
}

/** What may be done or told from where it stands: the map's events, less what nothing is under way for. */
export function possibleActs(authorization: AuthorizationState): readonly string[] {
  const possible = possibleFrom(authorization);
  return isUndisputed(authorization) ? possible.filter(isOfRest) : possible;
}

/** Approved in part, and nothing is under way about the rest. */
function isUndisputed({ position, disputed }: AuthorizationState): boolean {
  return position === 'partially-affirmed' && disputed === undefined;
}

/** Of what was approved in part and is not disputed, no further decision but its end. */
function isOfRest(event: string): boolean {
  return event === 'cancel' || !Object.values(DECIDED).includes(event as AuthorizationMapEvent['type']);
}

/** The map does not know whether something waits in the place of the rest. */
function possibleFrom({ position, disputed }: AuthorizationState): readonly string[] {
  return possibleEvents(authorizationMachine, position).filter((event) => position !== 'partially-affirmed' || disputed === 'modified' || (event !== 'accept' && event !== 'decline'));
}

/** What was approved in part is decided otherwise only where the rest is disputed, and a modification of the rest answered where there is one; cancelled it may be at any time. */
export function refuseUndisputed(command: AuthorizationCommand, authorization: AuthorizationState): Rejection | undefined {
  const { position, disputed } = authorization;
  if (command.type === 'AcceptModification' || command.type === 'DeclineModification') {
    if (position !== 'partially-affirmed' || disputed === 'modified') return undefined;
    return reject('invalid-transition', 'It is approved in part, and the payer has put nothing in the place of the rest: there is nothing to accept or decline.', { details: { position, possible: possibleFrom(authorization) } });
  }
  if (command.type !== 'RecordDetermination' || !isUndisputed(authorization) || command.decision === 'cancelled') return undefined;
  return reject('invalid-transition', 'It is approved in part, and nothing is under way about the rest: record the call with a peer or the appeal first, then what came of it.', {
    details: { position, possible: possibleFrom(authorization).filter(isOfRest) },
  });
}
