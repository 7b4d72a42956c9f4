/** A case as it is shown beside the policy that answers it: what is asked on which day, and what must come out. The record it describes stays in its file. */
import type { Kind, Policy, Step } from '../../../machines/criteria/types';

export interface PolicyCase {
  readonly title: string;
  readonly step: Step;
  readonly dateOfService: string;
  /** As the answer says it. */
  readonly result: string;
  /** Kinds that are not met, by outcome; each left out where there is none. */
  readonly unmet?: readonly Kind[];
  readonly unknown?: readonly Kind[];
  readonly review?: readonly Kind[];
}

export function pathwayOf(step: Step): Policy['pathway'] {
  if (step === 'esi') return 'epidural';
  return step === 'trial' || step === 'implant' ? 'scs' : 'rfa';
}
