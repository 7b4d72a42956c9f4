/** To which step of which pathway a procedure code belongs. Pure. */
import type { Code, Family } from '../../machines/coding';
import type { Step } from '../../machines/criteria/types';
import type { Pathway } from '../../machines/patient';

export interface Gate {
  readonly pathway: Pathway;
  /** Those it may be; where none of them lies ahead, the first is meant. */
  readonly steps: readonly Step[];
}

const BLOCKS: Gate = { pathway: 'rfa', steps: ['mbb1', 'mbb2', 'mbb-diagnostic'] };
const EPIDURALS: Gate = { pathway: 'epidural', steps: ['esi'] };

const GATES: { readonly [F in Family]?: Gate } = {
  'facet-injection': BLOCKS, 'facet-ablation': { pathway: 'rfa', steps: ['rfa', 'repeat-rfa'] },
  'epidural-interlaminar': EPIDURALS, 'epidural-transforaminal': EPIDURALS,
  'stimulator-lead': { pathway: 'scs', steps: ['trial', 'implant'] }, 'stimulator-generator': { pathway: 'scs', steps: ['implant'] },
};

/** Of the generators' family too, yet it takes one out. */
const TAKEN_OUT = ['63688'];

export function gateOf(code: string, of: Code | undefined): Gate | undefined {
  return of === undefined || TAKEN_OUT.includes(code) ? undefined : GATES[of.family];
}

export function isGated(code: string, of: Code | undefined): boolean {
  return gateOf(code, of) !== undefined;
}
