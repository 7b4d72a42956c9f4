/** What the map reads in a recorded assessment beside its result. Pure; no figure of any policy. */
import type { Finding } from '../criteria/types';

const RESPONSE_KINDS: readonly string[] = ['block-relief', 'block-duration'];

/** Every target whose response was judged has a finding that it fell short. */
export function responseFellShort(findings: readonly Pick<Finding, 'kind' | 'outcome' | 'target'>[]): boolean {
  const fellShort = new Map<string, boolean>();
  for (const { kind, outcome, target } of findings) {
    if (!RESPONSE_KINDS.includes(kind)) continue;
    const name = target === undefined ? '' : `${target.level} ${target.side}`;
    fellShort.set(name, (fellShort.get(name) ?? false) || outcome === 'unmet');
  }
  return fellShort.size > 0 && [...fellShort.values()].every(Boolean);
}
