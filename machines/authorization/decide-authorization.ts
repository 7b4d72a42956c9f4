/**
 * What staff and payer do to one authorization after it is requested. Pure: events, or a rejection that names where the
 * authorization stands and what is possible from there. Drafting and requesting need the episode and are decided in `../patient`.
 */
import { unreachable } from '../kernel/assert';
import { reject, type Rejection } from '../kernel/rejection';
import { DECIDED, hasLapsed, type AuthorizationState } from './authorization';
import type { AuthorizationMapEvent } from './authorization.machine';
import { correctDetermination } from './correct-determination';
import { acknowledgeExpiry, overrideDeadline } from './decide-deadlines';
import { decideSubmission, refuseUnderWay } from './decide-submission';
import type { AuthorizationCommand, AuthorizationEvent } from './events';
import { lastValidDayOf } from './last-valid-day';
import { refuseDetermination, refuseRepeated, refuseSubmission, type AuthorizationGiven } from './refuse-content';
import { refuseAppeal, refuseCall } from './refuse-dispute';
import { refuseTransition, refuseUndisputed } from './refuse-transition';

export function decideAuthorization(command: AuthorizationCommand, authorization: AuthorizationState, given: AuthorizationGiven): readonly AuthorizationEvent[] | Rejection {
  const { asOf } = given;
  if (command.type === 'CorrectDetermination') return correctDetermination(command, authorization, given);
  if (command.type === 'OverrideDeadline') return overrideDeadline(command, authorization, given);
  if (command.type === 'AcknowledgeExpiry') return acknowledgeExpiry(command, authorization, given);
  const mapEvent = mapEventOf(command);
  const refused = refuseRepeated(command, authorization) ?? refuseUndisputed(command, authorization) ?? (sends(command) ? refuseUnderWay(authorization) : undefined) ?? (mapEvent === undefined ? undefined : refuseTransition(authorization, mapEvent));
  if (refused !== undefined) return refused;
  switch (command.type) {
    case 'SubmitAuthorization': {
      const { type: _, ...rest } = command;
      return refuseSubmission(command, authorization, given) ?? [{ type: 'AuthorizationSubmitted', ...rest }];
    }
    case 'RecordDetermination': {
      const { type: _, ...rest } = command;
      return refuseDetermination(command, authorization, given) ?? [{ type: 'DeterminationRecorded', ...rest }];
    }
    case 'QueueSubmission':
    case 'ResendSubmission':
    case 'ParkSubmission':
    case 'LogCall':
      return decideSubmission(command, authorization, given);
    case 'AcceptModification':
      return [{ type: 'ModificationAccepted', authorizationId: command.authorizationId }];
    case 'DeclineModification':
      if (command.reason.trim() === '') return reject('reason-required', 'Say why the modification is declined.', { pointer: '/reason' });
      return [{ type: 'ModificationDeclined', authorizationId: command.authorizationId, reason: command.reason }];
    case 'SchedulePeerToPeer':
      return refuseCall(command, authorization, given) ?? [{ type: 'PeerToPeerScheduled', authorizationId: command.authorizationId, on: command.on }];
    case 'FileAppeal':
      return refuseAppeal(command, authorization, given) ?? [{ type: 'AppealFiled', authorizationId: command.authorizationId, filedOn: command.filedOn, level: command.level }];
    case 'WithdrawAuthorization':
      if (command.reason.trim() === '') return reject('reason-required', 'Say why it is withdrawn.', { pointer: '/reason' });
      return [{ type: 'AuthorizationWithdrawn', authorizationId: command.authorizationId, reason: command.reason }];
    case 'ExpireAuthorization': {
      const last = lastValidDayOf(authorization);
      if (last !== undefined && hasLapsed(authorization, asOf)) return [{ type: 'AuthorizationExpired', authorizationId: command.authorizationId, expiredOn: last.on }];
      return reject('not-expired', last === undefined
        ? 'The payer stated no last valid date: record it with the determination, or withdraw the authorization.'
        : `The approval is valid to ${last.until}, that day included: it cannot expire before.`, { details: { validTo: last?.until ?? null, asOf } });
    }
    default:
      return unreachable(command);
  }
}

/** The answer to what the service has sent is no second way out. */
function sends(command: AuthorizationCommand): boolean {
  return command.type === 'QueueSubmission' || (command.type === 'SubmitAuthorization' && command.submissionId === undefined);
}

/** What the map is asked; undefined where the position stays. */
function mapEventOf(command: Exclude<AuthorizationCommand, { type: 'CorrectDetermination' | 'OverrideDeadline' | 'AcknowledgeExpiry' }>): AuthorizationMapEvent['type'] | undefined {
  switch (command.type) {
    case 'SubmitAuthorization':
    case 'QueueSubmission':
    case 'ResendSubmission': return 'submit';
    case 'ParkSubmission':
    case 'LogCall': return undefined;
    case 'RecordDetermination': return DECIDED[command.decision];
    case 'AcceptModification': return 'accept';
    case 'DeclineModification': return 'decline';
    case 'SchedulePeerToPeer': return 'schedule-peer-to-peer';
    case 'FileAppeal': return 'appeal';
    case 'WithdrawAuthorization': return 'withdraw';
    case 'ExpireAuthorization': return 'expire';
    default: return unreachable(command);
  }
}
