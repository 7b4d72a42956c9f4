/** Requirements without a figure, asked as presence (C10): what several kinds answer alike. Pure. */
import type { FactType } from '../evidence/fact';
import { idsOf, latest, type Evaluation, type FindingParts } from './evaluation';

/** A statement of the exclusion review that must be false: false met, true unmet, not stated unknown. */
export function excludedByStatement(on: Evaluation, field: 'generalizedPain' | 'activeSubstanceUse' | 'cardiacDevice', missing: string): FindingParts {
  const reviews = latest(on.facts('exclusion-review'), (review) => review.fact[field] !== undefined);
  if (reviews.length === 0) return { outcome: 'unknown', missing: [missing] };
  const isPresent = reviews.some((review) => review.fact[field] === true);
  return { outcome: isPresent ? 'unmet' : 'met', found: { [field]: isPresent }, evidence: idsOf(reviews) };
}

/** A fact of this type is recorded: met; else unknown. */
export function recorded(on: Evaluation, type: FactType, missing: string): FindingParts {
  const facts = on.facts(type);
  if (facts.length === 0) return { outcome: 'unknown', missing: [missing] };
  const last = facts[facts.length - 1];
  return { outcome: 'met', found: { recordedOn: last?.fact.occurredOn ?? null }, evidence: idsOf(facts) };
}
