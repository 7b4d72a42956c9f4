/** Every deadline of one authorization, by where it stands. Pure; what is drafted or taken back has none. */
import { isAppealPending, isApproved, lastDetermination, mayLetterSet, type AuthorizationState, type LetterDay } from '../authorization';
import type { PeerToPeerWindow } from '../directory';
import type { PlainDate } from '../kernel/calendar';
import type { ApprovalUse } from './approval-use';
import { REMINDERS } from './read-clocks';
import type { Deadline } from './deadline';
import { approvalEnds, expired, schedule, unitsRunOut } from './of-approval';
import { appealDue, peerToPeerCloses } from './of-denial';
import { appealDecisionDue, dated, decisionDue, pendedAnswerDue, reminder, resubmission, submissionDue, type Dated } from './of-request';

export interface Circumstances {
  readonly use: ApprovalUse;
  /** What was asked or approved is performed, to the last unit. */
  readonly isUsed: boolean;
  readonly isClosed: boolean;
  readonly window: PeerToPeerWindow | undefined;
}

export function deadlinesOfAuthorization(authorization: AuthorizationState, seen: Circumstances): readonly Pick<Deadline, 'kind' | 'on' | 'until' | 'arithmetic' | 'overriddenBy'>[] {
  const counted = [...ofPosition(authorization, seen), ...ofDenial(authorization, seen)].filter((each) => each !== undefined);
  const letters = authorization.letterDays ?? [];
  const applied = counted.map((each) => {
    const letter = letters.find(({ kind }) => kind === each.kind);
    return letter === undefined ? each : byLetter(letter, each);
  });
  // What no arithmetic knows, a letter may still say.
  const only = letters.filter(({ kind }) => !counted.some((each) => each.kind === kind) && isOpen(authorization, kind, seen)).map((letter) => byLetter(letter, undefined));
  const said = only.map(({ kind }) => kind);
  return [...applied.filter(({ kind }) => !(kind === 'last-day-missing' && said.includes('approval-expires')) && !(kind === 'follow-up' && said.length > 0)), ...only];
}

function ofPosition(authorization: AuthorizationState, { use, isUsed, isClosed }: Circumstances): readonly (Dated | undefined)[] {
  const { position, disputed } = authorization;
  if (position === 'not-required') return isUsed || isClosed ? [] : [schedule(authorization, use)];
  if (disputed !== undefined && isApproved(authorization)) {
    const { disputed: _, ...approved } = authorization;
    const decidedOn = authorization.determinations[authorization.determinations.length - 1]?.decidedOn;
    return [...ofPosition(approved, { use, isUsed, isClosed, window: undefined }), ...(disputed === 'modified' ? [modificationToAnswer(decidedOn)] : ofDispute(authorization, disputed))];
  }
  if (isApproved(authorization)) return isUsed ? [] : [approvalEnds(authorization), ...(isClosed ? [] : [schedule(authorization, use), unitsRunOut(authorization, use)])];
  const last = lastDetermination(authorization);
  const decidedOn = last?.decidedOn;
  switch (position) {
    case 'requested': return isUsed ? [] : [submissionDue(authorization)];
    case 'submitted': return [decisionDue(authorization)];
    case 'pended': return last === undefined ? [] : [pendedAnswerDue(last)];
    case 'peer-to-peer':
    case 'appealed': return ofDispute(authorization, position);
    case 'modified': return [modificationToAnswer(decidedOn)];
    case 'answered': return [toBeSettled(decidedOn, 'The payer answered, and only a person can say what it decided; to be recorded')];
    case 'rejected': return isUsed ? [] : [toBeSettled(decidedOn, 'The payer sent it back undecided; to be corrected and submitted again')];
    case 'expired': return isUsed || authorization.expiryAcknowledged !== undefined ? [] : [expired(authorization, use)];
    default: return [];
  }
}

function ofDispute(authorization: AuthorizationState, dispute: 'peer-to-peer' | 'appealed'): readonly (Dated | undefined)[] {
  const decision = appealDecisionDue(authorization);
  const { peerToPeerOn } = authorization;
  if (dispute === 'appealed') return [decision];
  const call = peerToPeerOn === undefined ? undefined : dated('peer-to-peer-call', peerToPeerOn, `A peer-to-peer call is scheduled for ${peerToPeerOn}: record what came of it.`, [{ from: peerToPeerOn, fromWhat: 'scheduled call', rule: 'schedule' }]);
  // Where no rule gives the appeal a day, the call is what is followed up.
  return [call, isAppealPending(authorization) && decision?.kind === 'appeal-decision-due' ? decision : undefined];
}

function modificationToAnswer(decidedOn: PlainDate | undefined): Dated | undefined {
  return toBeSettled(decidedOn, 'The payer approved otherwise than asked; a clinician accepts or declines');
}

function toBeSettled(decidedOn: PlainDate | undefined, what: string): Dated | undefined {
  return decidedOn === undefined ? undefined : reminder('follow-up', decidedOn, 'answer', REMINDERS.followUpDays, what);
}

/** A denied request, and the rest of one that was approved in part, always has a day: where no rule on file gives one, the day on which to decide what becomes of it. */
function ofDenial(authorization: AuthorizationState, { isUsed, isClosed, window }: Circumstances): readonly (Dated | undefined)[] {
  const { determinations, disputed } = authorization;
  const position = disputed ?? authorization.position;
  // Of an approval in part the last word about the rest, whatever was asked since.
  const last = authorization.position === 'partially-affirmed' ? determinations.findLast(({ decision }) => DENIED.includes(decision)) : determinations[determinations.length - 1];
  if (last === undefined || !DENIED.includes(last.decision) || !DISPUTABLE.includes(position)) return [];
  const disputes = [position === 'peer-to-peer' ? undefined : peerToPeerCloses(window, last.decidedOn), isAppealPending(authorization) ? undefined : appealDue(authorization, last)];
  const isInPart = position === 'partially-affirmed';
  if (position === 'peer-to-peer' || (isInPart && isUsed)) return disputes;
  const again = isUsed || isClosed || isInPart ? undefined : resubmission(authorization, last.decidedOn);
  const isOpenEnded = again === undefined && disputes.every((each) => each === undefined) && !isClosed;
  return [...disputes, again, isOpenEnded ? reminder('follow-up', last.decidedOn, 'denial', REMINDERS.followUpDays, `No rule on file says what may be done until when; what becomes of ${isInPart ? 'the part that was not approved' : 'it'} is to be decided`) : undefined];
}

/** What was approved otherwise than asked is denied where it is disputed: declined, or talked about. */
const DENIED: readonly string[] = ['denied', 'partially-affirmed', 'modified'];
const DISPUTABLE: readonly string[] = ['denied', 'partially-affirmed', 'peer-to-peer'];

function isOpen(authorization: AuthorizationState, kind: LetterDay['kind'], { isUsed }: Circumstances): boolean {
  return mayLetterSet(authorization, kind) && !(isUsed && kind === 'approval-expires');
}

function byLetter({ kind, on, documentId, by, reason }: LetterDay, counted: Dated | undefined): Pick<Deadline, 'kind' | 'on' | 'arithmetic' | 'overriddenBy'> {
  const instead = counted === undefined ? '' : ` Without it: ${counted.arithmetic.sentence}`;
  return {
    kind, on, overriddenBy: { documentId, date: on, by },
    arithmetic: { sentence: `The payer's letter says ${on} (${reason}).${instead}`, parts: [{ from: on, fromWhat: 'the payer\'s letter', rule: 'letter' }, ...(counted?.arithmetic.parts ?? [])] },
  };
}
