/**
 * The small language of `patterns.json`, over a sentence in plain words (`words.ts`). Pure. A saying is a regular expression of whole
 * words, over a sentence with a space at either end, in which `{name}` is an entry of `words`, `~` is up to seven words that do not turn the sentence ("but"), and `...` up to twenty of any.
 */
export type Words = Readonly<Record<string, string>>;

/** One regular expression, and the entries of `words` without which it cannot match: asking for these first is quick. */
export interface Saying {
  readonly expression: RegExp;
  readonly needs: readonly string[];
}

export type Compile = (text: string) => Saying;

/** The same text is compiled, and later asked, once. */
export function compilerOf(words: Words): Compile {
  const known = new Map<string, Saying>();
  return (text) => {
    const saying = known.get(text) ?? { expression: new RegExp(` (?:${expanded(text, words)})(?= )`), needs: neededIn(text) };
    known.set(text, saying);
    return saying;
  };
}

export type Lexicon = ReadonlyMap<string, RegExp>;

export function compileLexicon(words: Words, compile: Compile): Lexicon {
  return new Map(Object.keys(words).map((name) => [name, compile(`{${name}}`).expression]));
}

/** A sentence in plain words, with a space at either end, and which entries of `words` it holds: found when first asked for. */
export class Sentence {
  private readonly held = new Map<string, boolean>();
  private readonly said = new Map<Saying, boolean>();

  constructor(private readonly words: string, private readonly lexicon: Lexicon) {}

  says(saying: Saying): boolean {
    let is = this.said.get(saying);
    if (is === undefined) this.said.set(saying, (is = saying.needs.every((name) => this.names(name)) && saying.expression.test(this.words)));
    return is;
  }

  names(name: string): boolean {
    let is = this.held.get(name);
    if (is === undefined) this.held.set(name, (is = this.lexicon.get(name)?.test(this.words) ?? true));
    return is;
  }
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

const DEPTH_MAX = 8;

function expanded(text: string, words: Words): string {
  let result = text;
  for (let depth = 0; depth < DEPTH_MAX && /\{[a-z]+\}/.test(result); depth++) {
    result = result.replace(/\{([a-z]+)\}/g, (_, name: string) => `(?:${words[name] ?? `unknown word ${name}`})`);
  }
  return result.replace(/(?<!\[)\^/g, '(?<=^ )').replaceAll('$', '(?= $)').replaceAll('...', '(?: [^ ]+){0,20}? ').replaceAll('~', `(?: (?!(?:${words['turn'] ?? ''}) )[^ ]+){0,7}? `);
}
