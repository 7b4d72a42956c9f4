/**
 * The small language of `patterns.json`, over a sentence in plain words (`words.ts`). Pure. A pattern is a regular expression of whole
 * words, over a sentence with a space at either end, in which `{name}` is an entry of `words`, `~` is up to seven words that do not turn the sentence ("but"), and `...` up to twenty of any.
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

/** One regular expression, and the entries of `words` without which it cannot match: asking for these first is quick. */
export interface Saying {
  readonly expression: RegExp;
  readonly needs: readonly string[];
}

export interface CompiledPattern {
  readonly pattern: Pattern;
  readonly when: readonly Saying[];
  /** Each must be said. */
  readonly and: readonly Saying[];
  readonly unless: readonly Saying[];
}

export type Words = Readonly<Record<string, string>>;

export function compilePattern(pattern: Pattern, words: Words): CompiledPattern {
  const compiled = (texts: readonly string[]): readonly Saying[] => texts.map((text) => compileSaying(text, words));
  return { pattern, when: compiled(pattern.when), and: compiled(pattern.and ?? []), unless: compiled(pattern.unless ?? []) };
}

export function compileSaying(text: string, words: Words): Saying {
  return { expression: new RegExp(` (?:${expanded(text, words)})(?= )`), needs: neededIn(text) };
}

/** A sentence in plain words, with a space at either end, and which entries of `words` it holds: found when first asked for. */
export class Sentence {
  private readonly held = new Map<string, boolean>();

  constructor(private readonly words: string, private readonly lexicon: ReadonlyMap<string, RegExp>) {}

  says({ expression, needs }: Saying): boolean {
    return needs.every((name) => this.holds(name)) && expression.test(this.words);
  }

  private holds(name: string): boolean {
    let is = this.held.get(name);
    if (is === undefined) this.held.set(name, (is = this.lexicon.get(name)?.test(this.words) ?? true));
    return is;
  }
}

export function compileLexicon(words: Words): ReadonlyMap<string, RegExp> {
  return new Map(Object.keys(words).map((name) => [name, compileSaying(`{${name}}`, words).expression]));
}

/** Names outside of every group, where the text has no alternative at the top. */
function neededIn(text: string): readonly string[] {
  const plain = text.replace(/\(\?:(\{[a-z]+\})\)(?![?{*])/g, '$1');
  const needs: string[] = [];
  let depth = 0;
  for (const [token, name] of plain.matchAll(/\{([a-z]+)\}(?![?*])|[()|]/g)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === '|' && depth === 0) return [];
    else if (name !== undefined && depth === 0) needs.push(name);
  }
  return needs;
}

const DEPTH_MAX = 6;

function expanded(text: string, words: Words): string {
  let result = text;
  for (let depth = 0; depth < DEPTH_MAX && /\{[a-z]+\}/.test(result); depth++) {
    result = result.replace(/\{([a-z]+)\}/g, (_, name: string) => `(?:${words[name] ?? `unknown word ${name}`})`);
  }
  return result.replace(/(?<!\[)\^/g, '(?<=^ )').replaceAll('$', '(?= $)').replaceAll('...', '(?: [^ ]+){0,20}? ').replaceAll('~', `(?: (?!(?:${words['turn'] ?? ''}) )[^ ]+){0,7}? `);
}
