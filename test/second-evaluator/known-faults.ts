import type { Fault } from './record';

export const FAULTS: readonly { readonly name: Fault }[] = [
  { name: 'side-of-limited-function' },
  { name: 'region-of-first-target' },
  { name: 'choice-without-guidance' },
  { name: 'junction-level-alone' },
  { name: 'bilateral-outcome' },
  { name: 'only-last-ablation' },
  { name: 'ablation-of-unknown-side' },
  { name: 'care-not-tolerated' },
  { name: 'care-after-the-service' },
  { name: 'only-last-indication' },
  { name: 'fusion-at-no-level' },
  { name: 'clearance-of-another' },
  { name: 'scale-of-other-blocks' },
  { name: 'impact-denied' },
  { name: 'cap-without-other-blocks' },
  { name: 'side-unknown-of-one-day' },
  { name: 'duration-of-other-side' },
  { name: 'unrelated-exception' },
];
