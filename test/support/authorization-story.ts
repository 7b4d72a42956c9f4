/** One authorization for specs of its room: as a draft, requested, and after commands that must be accepted. Synthetic. */
import { fold } from '../../machines/kernel/decider';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { decideAuthorization, type AuthorizationCommand, type AuthorizationState } from '../../machines/authorization';
import { evolveAuthorization, openAuthorization } from '../../machines/authorization/evolve-authorization';
import { toldWhole } from './refusal-shapes';

export const POLICY = { id: 'policy', version: '2026-01-01', document: 'L1', revision: 'v1' };
export const CONTEXT = { preceding: ['block-1'], assessment: undefined, askedOn: () => undefined };
export const DRAFT = openAuthorization({ type: 'AuthorizationNeeded', authorizationId: 'a', episodeId: 'e', step: 'rfa', targets: [], packetId: 'p', policy: POLICY, early: false }, CONTEXT);
export const REQUESTED = evolveAuthorization(DRAFT, { type: 'AuthorizationRequested', authorizationId: 'a', targets: [], dateOfService: '2026-03-01', policy: POLICY, requestedBy: 'staff', packetId: 'p', issuedOn: '2026-03-01' }, CONTEXT);
export const TODAY = '2026-03-10';
export const on = (asOf: string) => ({ asOf, recordedAt: `${asOf}T20:00:00.000Z`, actor: 'staff' });

export const submit: AuthorizationCommand = { type: 'SubmitAuthorization', authorizationId: 'a', submittedAt: '2026-03-01T08:00:00.000Z', submittedOn: '2026-03-01', channel: 'fax', proof: { reference: 'receipt-1' } };
export const determine = (over: Partial<Extract<AuthorizationCommand, { type: 'RecordDetermination' }>>): AuthorizationCommand =>
  ({ type: 'RecordDetermination', authorizationId: 'a', decision: 'affirmed', decidedOn: '2026-03-05', ...over });
export const withdraw: AuthorizationCommand = { type: 'WithdrawAuthorization', authorizationId: 'a', reason: 'patient declined' };
export const expire: AuthorizationCommand = { type: 'ExpireAuthorization', authorizationId: 'a' };
export const appeal: AuthorizationCommand = { type: 'FileAppeal', authorizationId: 'a', filedOn: '2026-03-09', level: 'first' };
export const call: AuthorizationCommand = { type: 'SchedulePeerToPeer', authorizationId: 'a', on: '2026-03-12' };

export function after(state: AuthorizationState, ...commands: AuthorizationCommand[]): AuthorizationState {
  return commands.reduce((at, command) => {
    const events = decideAuthorization(command, at, on(TODAY));
    if (isRejection(events)) throw new Error(`${events.code}: ${events.message}`);
    return fold((one, event) => (event.type === 'AuthorizationNeeded' ? one : evolveAuthorization(one, event, CONTEXT)), at, events);
  }, state);
}

export function refusal(state: AuthorizationState, command: AuthorizationCommand, asOf = TODAY): Rejection {
  const answer = decideAuthorization(command, state, on(asOf));
  if (!isRejection(answer)) throw new Error('accepted');
  return toldWhole(answer);
}
