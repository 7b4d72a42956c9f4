/**
 * The pathway map of spinal cord stimulation, executed: the same for every payer. It knows what was done and what the
 * recorded assessment says, no figure of any policy, and no payer: whether a step is requested or approved is its authorization's.
 *
 * Which steps lie ahead (`meta.ahead`, assessed on every fact, the first is the next step) and which are only possible
 * (`meta.possible`, assessed when staff ask for them):
 * - `implant` needs a trial on record, so before one only `trial` lies ahead;
 * - from a trial's first day on `implant` lies ahead: what is missing can be collected while the trial runs;
 * - after a trial another one is possible (a failed trial with a documented exception), yet nothing proposes it: only its
 *   request leads to `ready-for-another-trial`.
 * An implant moves the map only after a trial. One that is documented first waits in the chart until its trial is.
 * While a request of the episode is out, `assessed` moves nothing: an assessment never discards a request or an approval.
 */
import { setup } from '../kernel/statechart';
import type { Step } from '../criteria/types';

export type ScsEvent =
  | { readonly type: 'trial-started' }
  | { readonly type: 'trial-ended' }
  | { readonly type: 'implant-documented' }
  | {
      /** The latest recorded assessment of a step, and nothing else. */
      readonly type: 'assessed';
      readonly step: Step;
      readonly eligible: boolean;
      /** A request of this episode is out. */
      readonly requested: boolean;
      /** The position to which the procedures alone lead: where to step back to. */
      readonly after: string;
    }
  | { readonly type: 'requested'; readonly step: Step }
  | { readonly type: 'close' };

export interface ScsMeta {
  readonly ahead: readonly Step[];
  readonly possible: readonly Step[];
}

type Assessed = Extract<ScsEvent, { type: 'assessed' }>;

const about = (event: ScsEvent, step: Step, test: (assessed: Assessed) => boolean): boolean =>
  event.type === 'assessed' && event.step === step && !event.requested && test(event);

const map = setup({
  types: { events: {} as ScsEvent, meta: {} as ScsMeta, tags: {} as 'ready' | 'waiting' | 'under-way' | 'performed' | 'closed' },
  guards: {
    isEligible: ({ event }, { step }: { step: Step }) => about(event, step, (assessed) => assessed.eligible),
    isNotEligible: ({ event }, { step }: { step: Step }) => about(event, step, (assessed) => !assessed.eligible),
    isNotEligibleAfter: ({ event }, { step, after }: { step: Step; after: string }) =>
      about(event, step, (assessed) => !assessed.eligible && assessed.after === after),
    forStep: ({ event }, { step }: { step: Step }) => event.type === 'requested' && event.step === step,
  },
});

const eligible = (step: Step) => ({ type: 'isEligible', params: { step } }) as const;
const notEligible = (step: Step) => ({ type: 'isNotEligible', params: { step } }) as const;
const requestOf = (step: Step) => ({ type: 'forStep', params: { step } }) as const;

/** Whatever the record says later, an episode stays at the step whose request is out. */
const trialRequested = { guard: requestOf('trial'), target: 'ready-for-trial' } as const;
const anotherTrialRequested = { guard: requestOf('trial'), target: 'ready-for-another-trial' } as const;
const implantRequested = { guard: requestOf('implant'), target: 'ready-for-implant' } as const;

const always = { 'trial-started': 'trial-under-way', close: 'closed' } as const;

export const scsMachine = map.createMachine({
  id: 'scs',
  initial: 'candidacy',
  states: {
    candidacy: {
      description: 'No trial yet, and the record does not support one.',
      tags: ['waiting'],
      meta: { ahead: ['trial'], possible: [] },
      on: { ...always, requested: trialRequested, assessed: { guard: eligible('trial'), target: 'ready-for-trial' } },
    },
    'ready-for-trial': {
      description: 'The record supports the trial.',
      tags: ['ready'],
      meta: { ahead: ['trial'], possible: [] },
      on: {
        ...always,
        requested: trialRequested,
        assessed: { guard: notEligible('trial'), target: 'candidacy' },
      },
    },
    'trial-under-way': {
      description: 'The trial has started; its end is not documented.',
      tags: ['under-way', 'waiting'],
      meta: { ahead: ['implant'], possible: [] },
      on: { ...always, 'trial-ended': 'trial-done', 'implant-documented': 'implanted', requested: implantRequested, assessed: { guard: eligible('implant'), target: 'ready-for-implant' } },
    },
    'trial-done': {
      description: 'The trial has ended; the record does not yet support the implant.',
      tags: ['waiting'],
      meta: { ahead: ['implant'], possible: ['trial'] },
      on: {
        ...always,
        'implant-documented': 'implanted',
        requested: [anotherTrialRequested, implantRequested],
        assessed: { guard: eligible('implant'), target: 'ready-for-implant' },
      },
    },
    'ready-for-implant': {
      description: 'The record supports the implant.',
      tags: ['ready'],
      meta: { ahead: ['implant'], possible: ['trial'] },
      on: {
        ...always,
        'implant-documented': 'implanted',
        requested: [anotherTrialRequested, implantRequested],
        assessed: [
          { guard: { type: 'isNotEligibleAfter', params: { step: 'implant', after: 'trial-under-way' } }, target: 'trial-under-way' },
          { guard: notEligible('implant'), target: 'trial-done' },
        ],
      },
    },
    'ready-for-another-trial': {
      description: 'A trial has ended, and another one is asked of the payer.',
      tags: ['ready'],
      meta: { ahead: ['trial'], possible: ['implant'] },
      on: { ...always, 'implant-documented': 'implanted', requested: [anotherTrialRequested, implantRequested] },
    },
    implanted: {
      description: 'The stimulator is implanted.',
      tags: ['performed'],
      meta: { ahead: [], possible: [] },
      on: { close: 'closed' },
    },
    closed: {
      type: 'final',
      description: 'The episode is closed; nothing moves it any more.',
      tags: ['closed'],
      meta: { ahead: [], possible: [] },
    },
  },
});
