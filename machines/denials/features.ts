/** What is compared of a sentence: its words, and the ideas of the patterns that it holds. Pure. */
import { expressionOf } from './pattern';
import { FILE } from './pattern-file';
import { plainWords } from './words';

/** Of a word; its endings say little. */
const STEM_LETTERS = 6;
/** Longer ones are read to here: no payer's sentence is so long, and reading stays quick. */
const SENTENCE_WORDS_MAX = 90;

/** Words by their first letters, figures and levels each as one word, and ideas in braces. */
export function featuresOf(sentence: string): readonly string[] {
  const words = plainWords(sentence).split(' ').slice(0, SENTENCE_WORDS_MAX);
  const text = ` ${words.join(' ')} `;
  return [...words.map(stemOf), ...ideas().flatMap(([name, expression]) => (expression.test(text) ? [`{${name}}`] : []))];
}

/** A courtesy, or a matter no criterion speaks of. */
export function isPassedOver(sentence: string): boolean {
  const text = ` ${plainWords(sentence).split(' ').slice(0, SENTENCE_WORDS_MAX).join(' ')} `;
  return passedOver().some((expression) => expression.test(text));
}

function stemOf(word: string): string {
  if (/^\d/.test(word)) return '#';
  return /^[clst]\d/.test(word) ? '@' : word.slice(0, STEM_LETTERS);
}

/** Compiled when they are first asked for: a service that reads no denial has no use for them. */
let compiledIdeas: readonly (readonly [string, RegExp])[] | undefined;
const ideas = (): readonly (readonly [string, RegExp])[] => (compiledIdeas ??= Object.keys(FILE.words).map((name) => [name, expressionOf(`{${name}}`, FILE.words)]));
let compiledPassedOver: readonly RegExp[] | undefined;
const passedOver = (): readonly RegExp[] => (compiledPassedOver ??= FILE.passedOver.map((text) => expressionOf(text, FILE.words)));
