import type { Outcome } from '../../kernel/outcome';
import { any } from '../../kernel/outcome';
import { EPIDURAL_INDICATIONS } from '../../evidence/fact';
import { finding, idsOf, type CriterionKind } from '../evaluation';
import type { RequiredOf } from '../required';

/** A recorded indication for stimulation: any, where the source lists none; else one of the policy's, with its pattern of pain. */
export const indication: CriterionKind<'indication'> = {
  kind: 'indication',
  shape: { codes: { optional: 'words' }, patterns: { optional: 'word-lists' } },
  reads: ['indication.code', 'indication.occurredOn', 'indication.pattern'],
  evaluate(criterion, on) {
    const { codes } = criterion.required;
    const indications = on.facts('indication').filter(({ fact }) => !EPIDURAL_INDICATIONS.includes(fact.code));
    if (codes === undefined && indications.length > 0) {
      return finding(criterion, { outcome: 'met', found: { recordedOn: indications[indications.length - 1]?.fact.occurredOn ?? null }, evidence: idsOf(indications) });
    }
    if (indications.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['indication'] });
    const outcome = any(indications.map(({ fact }) => outcomeOf(fact, criterion.required)));
    return finding(criterion, {
      outcome,
      found: { indications: indications.map(({ fact }) => (fact.pattern === undefined ? fact.code : `${fact.code} (${fact.pattern})`)) },
      evidence: idsOf(indications),
      missing: outcome === 'unknown' ? ['pattern-of-indication'] : [],
    });
  },
};

/** By its code, or by its code with its pattern: `failed-back-surgery-syndrome/neuropathic`. */
export function isNamed({ code, pattern }: { readonly code: string; readonly pattern?: string }, names: readonly string[]): boolean {
  return names.includes(code) || (pattern !== undefined && names.includes(`${code}/${pattern}`));
}

/** A stimulation indication that suffices by itself under the policy's rule. */
export function isCoveredIndication(fact: { readonly code: string; readonly pattern?: string }, required: RequiredOf['indication'] | undefined): boolean {
  return !EPIDURAL_INDICATIONS.includes(fact.code) && (required?.codes === undefined || outcomeOf(fact, required) === 'met');
}

function outcomeOf({ code, pattern }: { readonly code: string; readonly pattern?: string }, { codes, patterns }: RequiredOf['indication']): Outcome {
  if (codes?.includes(code) !== true) return 'unmet';
  const asked = patterns?.[code];
  if (asked === undefined) return 'met';
  return pattern === undefined ? 'unknown' : asked.includes(pattern) ? 'met' : 'unmet';
}
