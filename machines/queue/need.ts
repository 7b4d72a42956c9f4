/**
 * One need of an open episode for an authorization: which of three stages it is at, what stands against it, what to do next and by when.
 * Data only. A need holds days, never how near they are, so that a stored one says the same whenever it is read.
 */
import type { Region, Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationId, EpisodeId } from '../kernel/ids';
import type { Outcome } from '../kernel/outcome';
import type { Kind, Step } from '../criteria/types';
import { PATIENT_DEADLINES } from '../deadlines';
import type { Pathway } from '../patient';
import type { CountedWait } from './earliest-day';

/** Where the work is: the record, the packet, the payer's decision, the use of the approval. */
export const STAGES = ['criteria', 'packet', 'decision', 'approval'] as const;
export type Stage = (typeof STAGES)[number];

/** `one-missing`: one kind of criterion is not met. */
export const CRITERIA_STATES = ['met', 'one-missing', 'missing', 'cannot-tell', 'review'] as const;
export type CriteriaState = (typeof CRITERIA_STATES)[number];

/** `stale`: the record has changed since it was issued. */
export const PACKET_STATES = ['none', 'draft', 'issued', 'reviewed', 'signed', 'stale', 'sent'] as const;
export type PacketState = (typeof PACKET_STATES)[number];

export const DECISION_STATES = ['none', 'awaited', 'approved', 'in-part', 'modified', 'denied', 'pended', 'rejected', 'not-required', 'expired'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];
/** `past-clock`: awaited, and the day by which the payer must have decided has passed. Told of a day, never stored. */
export const DECISION_STATES_TOLD = [...DECISION_STATES, 'past-clock'] as const;
export type DecisionStateTold = (typeof DECISION_STATES_TOLD)[number];

export const NEXT_ACTIONS = {
  'record-coverage': 'Record the coverage: no single policy answers for this step',
  document: 'Document what is missing',
  decide: 'Decide what only people can',
  'chase-records': 'Ask again for the records',
  wait: 'Wait',
  draft: 'Draft the request',
  request: 'Request the authorization',
  'request-again': 'Put it right and request again',
  review: 'Review the packet',
  sign: 'Sign the packet',
  submit: 'Submit the request',
  resend: 'Put right why it could not be sent, and resend it',
  chase: 'Ask the payer: its time is over',
  answer: 'Answer what the payer asks for',
  'read-answer': 'Read the payer\'s answer and record its decision',
  'answer-modification': 'Accept or decline what was approved otherwise than asked',
  'call-peer': 'Speak with a peer',
  'record-decision': 'Record what came of the call',
  appeal: 'File the appeal',
  settle: 'Decide what becomes of the denial',
  schedule: 'Schedule the procedure',
  perform: 'Document the procedure, or plan another day',
  'request-next': 'Request the next units',
  'ask-last-day': 'Ask until when the approval holds',
  acknowledge: 'Request again, or acknowledge that the approval lapsed',
} as const;
export type NextAction = keyof typeof NEXT_ACTIONS;

/** `earliest-day`: from then on time has met what it alone meets. */
export const DUE_KINDS = [...PATIENT_DEADLINES, 'earliest-day'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

/** `payer`: no entry of this word; `plan`: none of its plans is of this coverage on the day; `delegate`: the plan names one that has no entry. */
export const DIRECTORY_LACKS = ['payer', 'plan', 'delegate'] as const;
export type DirectoryLack = (typeof DIRECTORY_LACKS)[number];

export interface Due {
  readonly kind: DueKind;
  readonly on: PlainDate;
}

export interface Todo {
  readonly action: NextAction;
  readonly due?: Due;
}

export interface Need {
  readonly episodeId: EpisodeId;
  readonly step: Step;
  readonly pathway: Pathway;
  readonly region: Region;
  readonly authorizationId?: AuthorizationId;
  readonly targets: readonly Target[];
  readonly payer?: string;
  /** Who decides in the payer's place. */
  readonly delegate?: string;
  /** What the practice's directory would have to say before it is known who decides. */
  readonly directoryLacks?: DirectoryLack;
  readonly stage: Stage;
  readonly criteria: CriteriaState;
  readonly packet: PacketState;
  readonly decision: DecisionState;
  /** What is not met, each kind once, while nothing is requested; where time alone will meet it, from when. */
  readonly blockedBy: readonly { readonly kind: Kind; readonly outcome: Outcome; readonly wait?: CountedWait }[];
  readonly next: Todo;
  /** After this day something else is next. */
  readonly until?: PlainDate;
  readonly afterwards?: Todo;
  /** The day by which the payer must have decided, or is asked. */
  readonly clockOn?: PlainDate;
  /** The last day on which a peer may be spoken to. */
  readonly peerUntil?: PlainDate;
  /** Approved, and no day is taken: by when one is to be. */
  readonly scheduleBy?: PlainDate;
  /** The approval's last day by any reading. */
  readonly expiresOn?: PlainDate;
  /** Where the payer named units. */
  readonly unitsLeft?: number;
  readonly owner?: string;
  readonly snoozedUntil?: PlainDate;
  readonly comments: number;
}

/** The queue's named views; which needs are in one is told of a day. */
export const QUEUE_VIEWS = ['due-today', 'missing-one-item', 'ready-to-send', 'awaiting-past-clock', 'denied-peer-to-peer', 'expiring-14-days', 'approved-not-scheduled', 'mine', 'all'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];
