/** Labelled sentences, and what the second reader sees of one. Pure. */
import file from './examples.json';
import { ideasIn } from './read-sentence';
import { plainWords } from './words';

export interface Example {
  readonly text: string;
  /** Empty: goes to a person. `about` is a kind of criterion or an administrative subject. */
  readonly readings: readonly { readonly bucket: string; readonly about: string }[];
}

export const EXAMPLES: readonly Example[] = file.sentences;

/** Of a word; its endings say little. */
const STEM_LETTERS = 6;
/** A word that fewer examples hold is not known. */
const KNOWN_EXAMPLES_MIN = 2;

/** Words by their first letters, figures and levels each as one word, and the ideas of the patterns. */
export function featuresOf(text: string): readonly string[] {
  const words = plainWords(text).split(' ').map((word) => (/^\d/.test(word) ? '#' : /^[clst]\d/.test(word) ? '@' : word.slice(0, STEM_LETTERS)));
  return [...words, ...ideasIn(text).map((idea) => `{${idea}}`)];
}

/** The part of a sentence's longer words that the examples do not know: what it says with them nobody has read yet. */
export function strangenessAmong(examples: readonly Example[]): (text: string) => number {
  const holding = new Map<string, number>();
  for (const { text } of examples) for (const word of new Set(longWordsIn(text))) holding.set(word, (holding.get(word) ?? 0) + 1);
  return (text) => {
    const words = longWordsIn(text);
    return words.length === 0 ? 0 : words.filter((word) => (holding.get(word) ?? 0) < KNOWN_EXAMPLES_MIN).length / words.length;
  };
}

function longWordsIn(text: string): readonly string[] {
  return plainWords(text).split(' ').filter((word) => /^[a-z]{4}/.test(word)).map((word) => word.slice(0, STEM_LETTERS));
}
