/**
 * The pathway map of epidural steroid injections, executed: the same for every payer. One step, `esi`, comes again and
 * again: what a first injection asks and what a repeat asks is the policy's business, read from the record. The map knows
 * what was done and what the recorded assessment says, no figure of any policy.
 * While a request of the episode is out, `assessed` moves nothing: an assessment never discards a request or an approval.
 */
import { setup } from '../kernel/statechart';
import type { Step } from '../criteria/types';

export type EpiduralEvent =
  | { readonly type: 'epidural-documented' }
  | { readonly type: 'response-documented' }
  | {
      /** The latest recorded assessment of the step, and nothing else. */
      readonly type: 'assessed';
      readonly step: Step;
      readonly eligible: boolean;
      /** The response to the last injection fell short of what a repeat asks. */
      readonly fellShort: boolean;
      /** A request of this episode is out. */
      readonly requested: boolean;
      /** The position to which the procedures alone lead: where to step back to. */
      readonly after: string;
    }
  | { readonly type: 'requested'; readonly step: Step }
  | { readonly type: 'close' };

export interface EpiduralMeta {
  readonly ahead: readonly Step[];
  readonly possible: readonly Step[];
}

type Assessed = Extract<EpiduralEvent, { type: 'assessed' }>;

const about = (event: EpiduralEvent, test: (assessed: Assessed) => boolean): boolean => event.type === 'assessed' && event.step === 'esi' && !event.requested && test(event);

const map = setup({
  types: { events: {} as EpiduralEvent, meta: {} as EpiduralMeta, tags: {} as 'ready' | 'waiting' | 'blocked' | 'performed' | 'closed' },
  guards: {
    isEligible: ({ event }) => about(event, ({ eligible }) => eligible),
    isNotEligible: ({ event }) => about(event, ({ eligible }) => !eligible),
    isNotEligibleAfter: ({ event }, { after }: { after: string }) => about(event, (assessed) => !assessed.eligible && assessed.after === after),
    fellShort: ({ event }) => about(event, ({ eligible, fellShort }) => !eligible && fellShort),
    didNotFallShort: ({ event }) => about(event, ({ eligible, fellShort }) => !eligible && !fellShort),
    isRequested: ({ event }) => event.type === 'requested' && event.step === 'esi',
  },
});

const ESI = { ahead: ['esi'], possible: [] } as const;
const always = { 'epidural-documented': 'performed', close: 'closed' } as const;
const beforeTheFirst = { ...always, requested: { guard: 'isRequested', target: 'ready-for-epidural' } } as const;
/** Whatever the record says later, an episode stays at the step whose request is out. */
const afterAnInjection = { ...always, requested: { guard: 'isRequested', target: 'ready-for-repeat' } } as const;

export const epiduralMachine = map.createMachine({
  id: 'epidural',
  initial: 'candidacy',
  states: {
    candidacy: {
      description: 'No epidural of the region yet, and the record does not support one.',
      tags: ['waiting'],
      meta: ESI,
      on: { ...beforeTheFirst, assessed: { guard: 'isEligible', target: 'ready-for-epidural' } },
    },
    'ready-for-epidural': {
      description: 'The record supports the first epidural.',
      tags: ['ready'],
      meta: ESI,
      on: { ...beforeTheFirst, assessed: { guard: 'isNotEligible', target: 'candidacy' } },
    },
    performed: {
      description: 'The epidural is documented; the response to it is not.',
      tags: ['performed', 'waiting'],
      meta: ESI,
      on: { ...afterAnInjection, 'response-documented': 'repeat-review', assessed: { guard: 'isEligible', target: 'ready-for-repeat' } },
    },
    'repeat-review': {
      description: 'The response to the epidural is documented; the record does not yet support another one.',
      tags: ['performed', 'waiting'],
      meta: ESI,
      on: {
        ...afterAnInjection,
        'response-documented': 'repeat-review',
        assessed: [{ guard: 'isEligible', target: 'ready-for-repeat' }, { guard: 'fellShort', target: 'response-fell-short' }],
      },
    },
    'response-fell-short': {
      description: 'The response to the epidural fell short of what a repeat asks.',
      tags: ['blocked'],
      meta: ESI,
      on: {
        ...afterAnInjection,
        'response-documented': 'repeat-review',
        assessed: [{ guard: 'isEligible', target: 'ready-for-repeat' }, { guard: 'didNotFallShort', target: 'repeat-review' }],
      },
    },
    'ready-for-repeat': {
      description: 'The record supports repeating the epidural.',
      tags: ['ready'],
      meta: ESI,
      on: {
        ...afterAnInjection,
        'response-documented': 'repeat-review',
        assessed: [
          { guard: { type: 'isNotEligibleAfter', params: { after: 'performed' } }, target: 'performed' },
          { guard: 'isNotEligible', target: 'repeat-review' },
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
