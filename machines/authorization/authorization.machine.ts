/**
 * The life of one payer approval, executed. Only staff and payer move it: no assessment is an event of this map, so none
 * can discard an approval. Dates are the decider's business: `expire` is offered here and refused there while the approval holds.
 * A denied request may be requested again without limit (a resubmission keeps its authorization).
 */
import { setup } from '../kernel/statechart';

export const AUTHORIZATION_EVENTS = [
  'request', 'submit', 'pend', 'affirm', 'partially-affirm', 'modify', 'deny', 'reject', 'find-not-required', 'cancel', 'answer',
  'accept', 'decline', 'schedule-peer-to-peer', 'appeal', 'withdraw', 'expire',
] as const;
export interface AuthorizationMapEvent {
  readonly type: (typeof AUTHORIZATION_EVENTS)[number];
}

const determined = {
  pend: 'pended', affirm: 'affirmed', 'partially-affirm': 'partially-affirmed', modify: 'modified', deny: 'denied', reject: 'rejected',
  'find-not-required': 'not-required', cancel: 'cancelled', answer: 'answered',
} as const;
const disputed = { 'schedule-peer-to-peer': 'peer-to-peer', appeal: 'appealed' } as const;

/** Of a dispute about the part that was not approved: what was stays so, whatever comes of it, until the payer or a clinician puts a whole approval in its place. */
const heldInPart = {
  pend: 'partially-affirmed', modify: 'partially-affirmed', deny: 'partially-affirmed', reject: 'partially-affirmed', answer: 'partially-affirmed',
  'schedule-peer-to-peer': 'partially-affirmed', appeal: 'partially-affirmed', accept: 'affirmed', decline: 'partially-affirmed',
} as const;

const map = setup({ types: { events: {} as AuthorizationMapEvent } });

export const authorizationMachine = map.createMachine({
  id: 'authorization',
  initial: 'draft',
  states: {
    draft: {
      description: 'Being prepared; facts may still be added. Nothing has been asked of the payer.',
      tags: ['draft'],
      on: { request: 'requested', withdraw: 'withdrawn' },
    },
    requested: {
      description: 'Signed off for the payer, not yet sent. May be requested again when the record has changed.',
      tags: ['requested'],
      on: { request: 'requested', submit: 'submitted', withdraw: 'withdrawn' },
    },
    submitted: {
      description: 'Sent to the payer with proof; the decision is awaited.',
      tags: ['requested', 'submitted'],
      on: { ...determined, withdraw: 'withdrawn' },
    },
    pended: {
      description: 'The payer asks for more before it decides.',
      tags: ['requested', 'pended'],
      on: { ...determined, submit: 'submitted', 'schedule-peer-to-peer': 'peer-to-peer', withdraw: 'withdrawn' },
    },
    affirmed: {
      description: 'Approved by the payer.',
      tags: ['authorized'],
      on: { cancel: 'cancelled', withdraw: 'withdrawn', expire: 'expired' },
    },
    'partially-affirmed': {
      description: 'Approved by the payer in part. The rest may be discussed with a peer or appealed: the approved part holds meanwhile, and whatever is decided of the rest.',
      tags: ['authorized', 'partially-affirmed'],
      on: { ...determined, ...heldInPart, cancel: 'cancelled', withdraw: 'withdrawn', expire: 'expired' },
    },
    modified: {
      description: 'Approved otherwise than asked. Authorizes nothing until a clinician accepts it; declined, it is a denial.',
      tags: ['requested', 'modification-to-accept'],
      on: { ...determined, ...disputed, accept: 'affirmed', decline: 'denied', withdraw: 'withdrawn' },
    },
    'not-required': {
      description: 'The payer says that none is needed; its answer is kept.',
      tags: ['authorized', 'not-required'],
      on: { cancel: 'cancelled', withdraw: 'withdrawn' },
    },
    answered: {
      description: 'The payer answered, and only a person can say what it decided.',
      tags: ['requested', 'people-decide'],
      on: { ...determined, withdraw: 'withdrawn' },
    },
    rejected: {
      description: 'Sent back by the payer because of an error in it, undecided: correct it and submit again. Nothing to appeal.',
      tags: ['rejected'],
      on: { request: 'requested', submit: 'submitted', withdraw: 'withdrawn' },
    },
    denied: {
      description: 'Denied, or not affirmed, by the payer. May be requested again, discussed with a peer, or appealed.',
      tags: ['denied'],
      on: { ...disputed, request: 'requested', withdraw: 'withdrawn' },
    },
    'peer-to-peer': {
      description: 'A conversation with the payer\'s physician is scheduled.',
      tags: ['peer-to-peer'],
      on: { ...determined, ...disputed, withdraw: 'withdrawn' },
    },
    appealed: {
      description: 'An appeal is filed; its decision is awaited.',
      tags: ['appealing'],
      on: { ...determined, ...disputed, withdraw: 'withdrawn' },
    },
    withdrawn: { type: 'final', description: 'Taken back by the practice.', tags: ['withdrawn'] },
    cancelled: { type: 'final', description: 'Cancelled at the payer.', tags: ['cancelled'] },
    expired: { type: 'final', description: 'The approval\'s last valid date has passed.', tags: ['expired'] },
  },
});
