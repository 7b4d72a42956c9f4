/**
 * The small language of `patterns.json`, over a sentence in plain words (`words.ts`). Pure. A saying is a regular expression of whole
 * words, over a sentence with a space at either end, in which `{name}` is an entry of `words`, `~` is up to seven words that do not turn the sentence ("but"), and `...` up to twenty of any.
 */
export type Words = Readonly<Record<string, string>>;

export function expressionOf(text: string, words: Words): RegExp {
  return new RegExp(` (?:${expanded(text, words)})(?= )`);
}

const DEPTH_MAX = 8;

function expanded(text: string, words: Words): string {
  let result = text;
  for (let depth = 0; depth < DEPTH_MAX && /\{[a-z]+\}/.test(result); depth++) {
    result = result.replace(/\{([a-z]+)\}/g, (_, name: string) => `(?:${words[name] ?? `unknown word ${name}`})`);
  }
  return result.replace(/(?<!\[)\^/g, '(?<=^ )').replaceAll('$', '(?= $)').replaceAll('...', '(?: [^ ]+){0,20}? ').replaceAll('~', `(?: (?!(?:${words['turn'] ?? ''}) )[^ ]+){0,7}? `);
}
