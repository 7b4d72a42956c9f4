/** The policies that ship with this version, parsed once. A payer's change is one new file and one line here. */
import { assert } from '../kernel/assert';
import { isRejection } from '../kernel/rejection';
import type { Policy } from '../criteria/types';
import { parsePolicies } from './parse';
import facetCgsFamily from './medicare/facet-cgs@2021-04-25.json';
import facetCgs from './medicare/facet-cgs@2026-07-23.json';
import scsNoridianJf from './medicare/scs-noridian-jf@2019-12-01.json';

export const POLICY_FILES: readonly { readonly name: string; readonly content: unknown }[] = [
  { name: 'medicare/facet-cgs@2021-04-25.json', content: facetCgsFamily },
  { name: 'medicare/facet-cgs@2026-07-23.json', content: facetCgs },
  { name: 'medicare/scs-noridian-jf@2019-12-01.json', content: scsNoridianJf },
];

export const SHIPPED_POLICIES: readonly Policy[] = shipped();

function shipped(): readonly Policy[] {
  const policies = parsePolicies(POLICY_FILES);
  assert(!isRejection(policies), isRejection(policies) ? policies.message : '');
  return policies;
}
