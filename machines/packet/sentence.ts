/** Sentences and the sections that hold them. Pure. */
import type { FactId } from '../kernel/ids';
import type { Fact } from '../evidence/fact';
import { describeFact, type Pathway } from './describe-fact';
import type { NarrativeSection, Sentence } from './packet-model';

export function section(title: string, sentences: readonly Sentence[]): NarrativeSection {
  return { title, sentences };
}

export function sentence(text: string, ...facts: readonly { readonly id: FactId }[]): Sentence {
  return { text, factIds: facts.map(({ id }) => id) };
}

export function told(entry: { readonly id: FactId; readonly fact: Fact }, pathway: Pathway): Sentence {
  return sentence(`${describeFact(entry.fact, pathway)} (${entry.fact.occurredOn}).`, entry);
}

export function joined(parts: readonly (string | undefined | '')[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

/** Lower first letter, but not of an abbreviation or a level. */
export function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
