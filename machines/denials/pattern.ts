/**
 * The small language of `patterns.json`, over a sentence in plain words (`words.ts`). Pure. A pattern is a regular expression of whole
 * words in which `{name}` is an entry of `words`, `~` is up to seven words that do not turn the sentence ("but"), and `...` up to twenty of any.
 */
import type { Kind } from '../criteria/types';
import type { AdministrativeSubject, DenialBucket } from '../practice';

export interface Pattern {
  readonly id: string;
  readonly bucket: DenialBucket;
  readonly kinds?: readonly Kind[];
  readonly subject?: AdministrativeSubject;
  /** Key into the file's sources. */
  readonly source: string;
  /** Any of them. */
  readonly when: readonly string[];
  /** And every one of these, anywhere in the sentence. */
  readonly and?: readonly string[];
  /** None of them. */
  readonly unless?: readonly string[];
  /** Recites a rule: read only where no other sentence says what is lacking. */
  readonly weak?: true;
  /** A subject and a word of lack anywhere in one sentence: read only where no other pattern reads the sentence, and where it is the only one of its sort. */
  readonly loose?: true;
}

export interface CompiledPattern {
  readonly pattern: Pattern;
  readonly when: readonly RegExp[];
  readonly and: readonly RegExp[];
  readonly unless: readonly RegExp[];
}

export function compilePattern(pattern: Pattern, words: Readonly<Record<string, string>>): CompiledPattern {
  const compiled = (texts: readonly string[]): readonly RegExp[] => texts.map((text) => new RegExp(`(?<![^ ])(?:${expanded(text, words)})(?![^ ])`));
  return { pattern, when: compiled(pattern.when), and: compiled(pattern.and ?? []), unless: compiled(pattern.unless ?? []) };
}

const DEPTH_MAX = 6;

function expanded(text: string, words: Readonly<Record<string, string>>): string {
  let result = text;
  for (let depth = 0; depth < DEPTH_MAX && /\{[a-z]+\}/.test(result); depth++) {
    result = result.replace(/\{([a-z]+)\}/g, (_, name: string) => `(?:${words[name] ?? `unknown word ${name}`})`);
  }
  return result.replaceAll('...', '(?: [^ ]+){0,20}? ').replaceAll('~', `(?: (?!(?:${words['turn'] ?? ''}) )[^ ]+){0,7}? `);
}
