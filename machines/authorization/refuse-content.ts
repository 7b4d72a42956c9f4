/** What a submission and a determination owe to the request they answer: days in order, proof, targets among those requested. Pure. */
import { isSameTarget, type Target } from '../kernel/anatomy';
import { toEpochMinutes } from '../kernel/instant';
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, Instant } from '../kernel/ids';
import { reject, type Rejection } from '../kernel/rejection';
import { next } from '../kernel/statechart';
import { DECIDED, type AuthorizationState } from './authorization';
import { authorizationMachine } from './authorization.machine';
import { saysTheSame, type DeterminationContent } from './determination';
import type { AuthorizationCommand } from './events';
import { refuseContradiction } from './lines';

/** When it is decided: the practice's today, and the instant. */
export interface AuthorizationGiven {
  readonly asOf: PlainDate;
  readonly recordedAt: Instant;
  /** Who answers for it. */
  readonly actor: ActorId;
}

type Submission = Extract<AuthorizationCommand, { type: 'SubmitAuthorization' }>;

/** Codes `date-in-future`, `submitted-before-request`, `proof-missing`. What the service sent, or gave out as a file, proves itself. */
export function refuseSubmission({ submittedAt, submittedOn, channel, proof }: Submission, { issued }: AuthorizationState, { recordedAt }: AuthorizationGiven): Rejection | undefined {
  if (toEpochMinutes(submittedAt) > toEpochMinutes(recordedAt)) return inTheFuture('/submittedAt');
  const requestedOn = issued[issued.length - 1]?.issuedOn;
  if (requestedOn !== undefined && submittedOn < requestedOn) {
    return reject('submitted-before-request', `It was requested on ${requestedOn}: what went out before is not this request. Correct the time.`, { pointer: '/submittedAt', details: { requestedOn } });
  }
  if ((proof.reference ?? '').trim() !== '' || proof.documentId !== undefined || (channel === 'download' ? proof.packetSha256 : proof.exchange) !== undefined) return undefined;
  return reject('proof-missing', 'Give the proof that it arrived: a reference, or a document of this patient.', { pointer: '/proof' });
}

/**
 * Code `already-recorded`. A payer that answers twice changes nothing: the same content under the same number, or while nothing has
 * happened since. The same rejection of a request that was corrected and sent again is another one.
 */
export function refuseRepeated(command: AuthorizationCommand, { determinations, position, disputed }: AuthorizationState): Rejection | undefined {
  if (command.type !== 'RecordDetermination') return undefined;
  const { type: _, authorizationId: __, ...content } = command;
  const last = determinations[determinations.length - 1];
  const isRepeated = isNumbered(content) ? determinations.some((one) => [one, ...(one.mistaken ?? []).map(({ was }) => was)].some((said) => saysTheSame(said, content)))
    : last !== undefined && saysTheSame(last, content) && (position === next(authorizationMachine, 'submitted', { type: DECIDED[command.decision] })
      || (position === 'partially-affirmed' && (disputed === undefined || last.decision === 'pended')));
  return isRepeated ? reject('already-recorded', 'This answer of the payer is on record already: nothing has changed.', { details: { position } }) : undefined;
}

function isNumbered({ payerReference, administrativeReference }: DeterminationContent): boolean {
  return payerReference !== undefined || administrativeReference !== undefined;
}

/** Codes `date-in-future`, `decided-before-submission`, `invalid-validity`, `lines-repeated`, `lines-contradict`, `modification-missing`, and those of its targets. */
export function refuseDetermination(content: DeterminationContent, authorization: AuthorizationState, { asOf }: AuthorizationGiven): Rejection | undefined {
  const { decidedOn, validFrom, validTo } = content;
  const { submittedOn } = authorization;
  if (decidedOn > asOf) return inTheFuture('/decidedOn');
  if (submittedOn !== undefined && decidedOn < submittedOn) {
    return reject('decided-before-submission', `It was submitted on ${submittedOn}: the payer cannot have decided before. Correct the date.`, { pointer: '/decidedOn', details: { submittedOn } });
  }
  if (validFrom !== undefined && validTo !== undefined && validTo < validFrom) {
    return reject('invalid-validity', 'The approval ends before it begins: correct validFrom or validTo.', { pointer: '/validTo' });
  }
  return refuseItems(content) ?? refuseContradiction(content) ?? refuseTargets(content, authorization);
}

function refuseItems({ decision, items = [], units, targets, validFrom, validTo }: DeterminationContent): Rejection | undefined {
  const twice = items.findIndex(({ line }, index) => items.slice(0, index).some((before) => before.line === line));
  if (twice >= 0) return reject('lines-repeated', 'A line of the request is answered once.', { pointer: `/items/${twice}/line` });
  if (decision !== 'modified') return undefined;
  const says = units ?? targets ?? validFrom ?? validTo ?? items.find(({ modifiedCode, modifiedUnits, unitsApproved }) => modifiedCode !== undefined || modifiedUnits !== undefined || unitsApproved !== undefined);
  return says === undefined ? reject('modification-missing', 'Say what was approved in place of what was asked: codes or units by line, units, targets or dates.', { pointer: '/items' }) : undefined;
}

/** Codes `targets-not-requested`, `targets-repeated`, `targets-missing`, `targets-not-partial`. A stimulator request has no targets; a payer that answers line by line names none. */
function refuseTargets({ decision, targets = [], items = [] }: DeterminationContent, { targets: requested }: AuthorizationState): Rejection | undefined {
  const strange = targets.findIndex((target) => !isAmong(target, requested));
  if (strange >= 0) return reject('targets-not-requested', 'A determination is about what was requested: name targets of the request.', { pointer: `/targets/${strange}`, details: { requested } });
  const twice = targets.findIndex((target, index) => isAmong(target, targets.slice(0, index)));
  if (twice >= 0) return reject('targets-repeated', 'A level and side may be named once.', { pointer: `/targets/${twice}` });
  if (decision !== 'partially-affirmed' || requested.length === 0) return undefined;
  if (targets.length === 0 && items.length > 0) return undefined;
  if (targets.length === 0) return reject('targets-missing', 'Name the targets that are affirmed.', { pointer: '/targets', details: { requested } });
  if (targets.length < requested.length) return undefined;
  return reject('targets-not-partial', 'Every requested target is named: record it as affirmed, or name those that are.', { pointer: '/targets', details: { requested } });
}

function isAmong(target: Target, targets: readonly Target[]): boolean {
  return targets.some((other) => isSameTarget(target, other));
}

export function inTheFuture(pointer: string): Rejection {
  return reject('date-in-future', 'That day has not come yet: correct the date.', { pointer });
}
