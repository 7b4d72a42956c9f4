/**
 * The pathway map of radiofrequency ablation, executed: the same for every payer. It knows what was done and what the
 * recorded assessment says, no figure of any policy, and no payer: whether a step is requested or approved is its authorization's.
 *
 * Which steps lie ahead (`meta.ahead`, assessed on every fact, the first is the next step) and which are only possible
 * (`meta.possible`, assessed when staff ask for them):
 * - a step that needs a procedure the record does not hold is not reachable: `mbb2` and `rfa` begin at the first block;
 * - `rfa` lies ahead from the first block on, because some payers ask for one block, others for two;
 * - a block that fell short leaves its reasons as the next step; another diagnostic block (`mbb1`, at these or other targets)
 *   is possible, yet nothing proposes it: who repeats a failed block decides so;
 * - after an ablation only `repeat-rfa` lies ahead; new blocks are possible, for a rediagnosis after a long gap.
 * Procedures are never refused: they happened. What is gated is progress, by `assessed`.
 * While a request of the episode is out, `assessed` moves nothing: an assessment never discards a request or an approval.
 */
import { setup } from '../kernel/statechart';
import type { Step } from '../criteria/types';

export type RfaEvent =
  | { readonly type: 'block-documented' }
  | { readonly type: 'ablation-documented' }
  | { readonly type: 'outcome-documented' }
  | {
      /** The latest recorded assessment of a step, and nothing else. */
      readonly type: 'assessed';
      readonly step: Step;
      /** At least one eligible target. */
      readonly eligible: boolean;
      /** Every target has a finding that the response to the block fell short. */
      readonly fellShort: boolean;
      /** A request of this episode is out. */
      readonly requested: boolean;
      /** The position to which the procedures alone lead: where to step back to. */
      readonly after: string;
    }
  | { readonly type: 'requested'; readonly step: Step }
  | { readonly type: 'close' };

export interface PathwayMeta {
  readonly ahead: readonly Step[];
  readonly possible: readonly Step[];
}

type Assessed = Extract<RfaEvent, { type: 'assessed' }>;

/** Guards see every event of the map's; on any but `assessed` they say no. */
const about = (event: RfaEvent, step: Step, test: (assessed: Assessed) => boolean): boolean =>
  event.type === 'assessed' && event.step === step && !event.requested && test(event);

const map = setup({
  types: { events: {} as RfaEvent, meta: {} as PathwayMeta, tags: {} as 'ready' | 'waiting' | 'blocked' | 'performed' | 'closed' },
  guards: {
    isEligible: ({ event }, { step }: { step: Step }) => about(event, step, (assessed) => assessed.eligible),
    isNotEligible: ({ event }, { step }: { step: Step }) => about(event, step, (assessed) => !assessed.eligible),
    isNotEligibleAfter: ({ event }, { step, after }: { step: Step; after: string }) =>
      about(event, step, (assessed) => !assessed.eligible && assessed.after === after),
    fellShort: ({ event }, { step }: { step: Step }) => about(event, step, (assessed) => !assessed.eligible && assessed.fellShort),
    didNotFallShort: ({ event }, { step }: { step: Step }) => about(event, step, (assessed) => !assessed.eligible && !assessed.fellShort),
    forStep: ({ event }, { step }: { step: Step }) => event.type === 'requested' && event.step === step,
  },
});

const eligible = (step: Step) => ({ type: 'isEligible', params: { step } }) as const;
const notEligible = (step: Step) => ({ type: 'isNotEligible', params: { step } }) as const;
const fellShort = (step: Step) => ({ type: 'fellShort', params: { step } }) as const;
const didNotFallShort = (step: Step) => ({ type: 'didNotFallShort', params: { step } }) as const;
const requestOf = (step: Step) => ({ type: 'forStep', params: { step } }) as const;

/** Whatever the record says later, an episode stays at the step whose request is out. */
const requested = [
  { guard: requestOf('mbb1'), target: 'ready-for-block-1' },
  { guard: requestOf('mbb2'), target: 'ready-for-block-2' },
  { guard: requestOf('rfa'), target: 'ready-for-rfa' },
  { guard: requestOf('repeat-rfa'), target: 'ready-for-repeat' },
] as const;

/** What happens to every open episode, wherever it is. */
const always = { 'ablation-documented': 'performed', requested, close: 'closed' } as const;

export const rfaMachine = map.createMachine({
  id: 'rfa',
  initial: 'conservative-care',
  states: {
    'conservative-care': {
      description: 'No diagnostic block yet, and the record does not support the first one.',
      tags: ['waiting'],
      meta: { ahead: ['mbb1'], possible: [] },
      on: { ...always, 'block-documented': 'block-1-response', assessed: { guard: eligible('mbb1'), target: 'ready-for-block-1' } },
    },
    'ready-for-block-1': {
      description: 'The record supports the first diagnostic block.',
      tags: ['ready'],
      meta: { ahead: ['mbb1'], possible: [] },
      on: { ...always, 'block-documented': 'block-1-response', assessed: { guard: notEligible('mbb1'), target: 'conservative-care' } },
    },
    'block-1-response': {
      description: 'The first diagnostic block is documented; the record does not yet support the next step.',
      tags: ['waiting'],
      meta: { ahead: ['mbb2', 'rfa'], possible: ['mbb1'] },
      on: {
        ...always,
        'block-documented': 'block-2-response',
        assessed: [
          { guard: eligible('rfa'), target: 'ready-for-rfa' },
          { guard: eligible('mbb2'), target: 'ready-for-block-2' },
          { guard: fellShort('mbb2'), target: 'block-1-failed' },
        ],
      },
    },
    'block-1-failed': {
      description: 'The response to the first block fell short; another diagnostic block is possible, at these or other targets.',
      tags: ['blocked'],
      meta: { ahead: ['mbb2', 'rfa'], possible: ['mbb1'] },
      on: {
        ...always,
        'block-documented': 'block-2-response',
        assessed: [
          { guard: eligible('rfa'), target: 'ready-for-rfa' },
          { guard: eligible('mbb2'), target: 'ready-for-block-2' },
          { guard: didNotFallShort('mbb2'), target: 'block-1-response' },
        ],
      },
    },
    'ready-for-block-2': {
      description: 'The record supports the second, confirmatory block.',
      tags: ['ready'],
      meta: { ahead: ['mbb2', 'rfa'], possible: ['mbb1'] },
      on: {
        ...always,
        'block-documented': 'block-2-response',
        assessed: [
          { guard: eligible('rfa'), target: 'ready-for-rfa' },
          { guard: notEligible('mbb2'), target: 'block-1-response' },
        ],
      },
    },
    'block-2-response': {
      description: 'Two or more diagnostic blocks are documented; the record does not yet support the ablation.',
      tags: ['waiting'],
      meta: { ahead: ['rfa'], possible: ['mbb2', 'mbb1'] },
      on: {
        ...always,
        'block-documented': 'block-2-response',
        assessed: [
          { guard: eligible('rfa'), target: 'ready-for-rfa' },
          { guard: fellShort('rfa'), target: 'block-2-failed' },
        ],
      },
    },
    'block-2-failed': {
      description: 'The responses to the blocks fell short of what the ablation asks; another diagnostic block is possible.',
      tags: ['blocked'],
      meta: { ahead: ['rfa'], possible: ['mbb2', 'mbb1'] },
      on: {
        ...always,
        'block-documented': 'block-2-response',
        assessed: [
          { guard: eligible('rfa'), target: 'ready-for-rfa' },
          { guard: didNotFallShort('rfa'), target: 'block-2-response' },
        ],
      },
    },
    'ready-for-rfa': {
      description: 'The record supports the ablation.',
      tags: ['ready'],
      meta: { ahead: ['rfa'], possible: ['mbb2', 'mbb1'] },
      on: {
        ...always,
        'block-documented': 'block-2-response',
        assessed: [
          { guard: { type: 'isNotEligibleAfter', params: { step: 'rfa', after: 'block-1-response' } }, target: 'block-1-response' },
          { guard: notEligible('rfa'), target: 'block-2-response' },
        ],
      },
    },
    performed: {
      description: 'The ablation is documented; its outcome is not.',
      tags: ['performed', 'waiting'],
      meta: { ahead: ['repeat-rfa'], possible: ['mbb1', 'mbb2'] },
      on: { ...always, 'outcome-documented': 'repeat-review', assessed: { guard: eligible('repeat-rfa'), target: 'ready-for-repeat' } },
    },
    'repeat-review': {
      description: 'The outcome of the ablation is documented; the record does not yet support repeating it.',
      tags: ['performed', 'waiting'],
      meta: { ahead: ['repeat-rfa'], possible: ['mbb1', 'mbb2'] },
      on: { ...always, 'outcome-documented': 'repeat-review', assessed: { guard: eligible('repeat-rfa'), target: 'ready-for-repeat' } },
    },
    'ready-for-repeat': {
      description: 'The record supports repeating the ablation.',
      tags: ['ready'],
      meta: { ahead: ['repeat-rfa'], possible: ['mbb1', 'mbb2'] },
      on: {
        ...always,
        'outcome-documented': 'repeat-review',
        assessed: [
          { guard: { type: 'isNotEligibleAfter', params: { step: 'repeat-rfa', after: 'performed' } }, target: 'performed' },
          { guard: notEligible('repeat-rfa'), target: 'repeat-review' },
        ],
      },
    },
    closed: {
      type: 'final',
      description: 'The episode is closed; nothing moves it any more.',
      tags: ['closed'],
      meta: { ahead: [], possible: [] },
    },
  },
});
