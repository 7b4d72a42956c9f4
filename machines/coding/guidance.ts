/** Image guidance: part of most codes, and what chooses between the two codes of an interlaminar epidural. */
import type { Outcome } from '../kernel/outcome';
import type { Ablation, Block, Epidural, Guidance } from '../evidence/fact';
import type { Coding, Documented } from './coding';
import { regionsOf } from './levels';
import { isOf, RULES } from './rules';
import type { CodingRule } from './types';

type Guided = Documented<Block | Ablation | Epidural>;

/** Guidance that the codes mean. */
export function isImaging(guidance: Guidance | undefined): boolean {
  return guidance === 'fluoroscopy' || guidance === 'CT';
}

/** Where guidance is part of the code: without it there is no such code; an image that was not saved is told and holds nothing. */
export function includedGuidance(coding: Coding, facts: readonly Guided[], codes: readonly string[]): readonly CodingRule[] {
  const outcomeOf = ({ fact: { guidance } }: Guided): Outcome => (guidance === undefined ? 'unknown' : isImaging(guidance) ? 'met' : 'unmet');
  const imaged = facts.filter(({ fact }) => isImaging(fact.guidance));
  if (imaged.length > 0) coding.holds('images-saved', imaged.map(savedOf), { codes, facts: imaged, missing: ['saved-image'] });
  return coding.holds('image-guidance', facts.map(outcomeOf), { codes, facts, missing: ['guidance'], found: guidanceIn(facts) });
}

/** The code with imaging needs an image that was saved; one without imaging contradicts guidance that was used. */
export function chosenByGuidance(coding: Coding, facts: readonly Guided[], [without, withImaging]: readonly [string, string]): { readonly codes: readonly string[]; readonly heldBy: readonly CodingRule[] } {
  const codes = [without, withImaging];
  const guided = facts.filter(({ fact }) => fact.guidance !== 'none');
  const outcomeOf = ({ fact: { guidance } }: Guided): Outcome => (guidance === undefined ? 'unknown' : guidance === 'none' || isImaging(guidance) ? 'met' : 'review');
  const heldBy = [...coding.holds('image-guidance', facts.map(outcomeOf), { codes, facts, missing: ['guidance'], found: guidanceIn(facts) })];
  const imaged = facts.filter(({ fact }) => isImaging(fact.guidance));
  if (imaged.length > 0) heldBy.push(...coding.holds('images-saved', imaged.map(savedOf), { codes, facts: imaged, missing: ['saved-image'] }));
  const unguided = facts.filter(({ fact }) => fact.guidance === 'none');
  if (unguided.length > 0 && RULES.guidanceRequired.some((rule) => isOf(rule, coding.coverage))) {
    coding.tell('image-guidance', 'unmet', { codes: [without], facts: unguided, missing: ['guidance'], found: guidanceIn(facts) });
  }
  guidanceLine(coding, facts, [withImaging]);
  if (heldBy.length > 0 || (guided.length > 0 && guided.length < facts.length)) return { codes, heldBy };
  if (guided.length === 0) return { codes: [without], heldBy };
  return { codes: [withImaging], heldBy };
}

/** Never a line of its own beside a code that includes it, but for payers that list it as payable: a person decides. */
export function guidanceLine(coding: Coding, facts: readonly Guided[], codes: readonly string[]): void {
  const rule = RULES.guidancePayable.find((one) => isOf(one, coding.coverage) && codes.some((code) => one.besides.includes(code)));
  if (rule === undefined) return;
  const fluoroscopy = facts.filter(({ fact }) => fact.guidance === 'fluoroscopy');
  if (fluoroscopy.length === 0) return;
  coding.tell('guidance-line', 'review', { codes: [rule.code], facts: fluoroscopy, missing: ['guidance-line'] });
  // One line of the day, whatever it guided.
  const known = coding.take(rule.code);
  const guided = [...new Set([...known?.facts ?? [], ...fluoroscopy])];
  coding.add({ codes: [rule.code], modifiers: [], units: 1, facts: guided, regions: [...new Set(guided.flatMap(regionsOf))], heldBy: ['guidance-line'] });
}

function savedOf({ fact: { imageSaved } }: Guided): Outcome {
  return imageSaved === undefined ? 'unknown' : imageSaved ? 'met' : 'review';
}

function guidanceIn(facts: readonly Guided[]): { readonly guidance: readonly string[] } {
  return { guidance: [...new Set(facts.map(({ fact }) => fact.guidance ?? 'not stated'))] };
}
