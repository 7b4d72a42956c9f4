/** Whether the rules of this payer are on file at all: without them a line follows general rules only, and somebody has to be told. Pure. */
import type { Policy } from '../criteria/types';
import { LISTED_PROGRAMS } from '../programs/applies';
import type { Coding } from './coding';
import { PAYER_RULES } from './rules';
import type { CodingRule } from './types';

/** A payer with rules by line of business needs its line; one that nothing on file names is told. */
export function knownPayer(coding: Coding): readonly CodingRule[] {
  const { coverage: { payer, line }, policies } = coding;
  const byLine = PAYER_RULES.some((rule) => rule.payer === payer && rule.line !== undefined);
  if (byLine && line === undefined) return coding.holds('coverage', ['unknown'], { missing: ['line-of-business'], found: { payer } });
  if (!PAYER_RULES.some((rule) => rule.payer === payer) && !LISTED_PROGRAMS.some(({ covers }) => covers.payer === payer) && !isOfAPolicy(payer, policies)) coding.tell('coverage', 'review', { missing: ['payer-rules'], found: { payer } });
  return [];
}

function isOfAPolicy(payer: string, policies: readonly Policy[]): boolean {
  return policies.some(({ covers }) => covers.payer === payer);
}
