/** The sentence a payer wrote as the patterns read it. Pure. */
import { FILE } from './pattern-file';

/** Sentences end at these; a number with a point, `e.g.`, `no. of` and a colon within one do not. */
const ENDS = /(?<!\bno)\.+(?=\s|$)|[;!?]+(?=\s|$)|\n+|(?:^|\s)(?:\(?\d{1,2}\)|\([a-h]\)|[•*–-])(?=\s)|(?:^|(?<!\b(?:to|of|from|than|at|under|over|below|is|was|for|about|and|or|by|only|least|asks|needs|allows|two|score|rated|level|on|number|#)\s))\b\d{1,2}\.(?=\s)/iu;
/** Clauses begin at these. */
const TURNS = /(?:[,;:]\s+|\s+)(?:but|however|although|though|while|whereas|(?<!not )(?<!been )yet|furthermore|moreover|in addition|additionally|as well as|also|nor|plus),?\s+|,\s+(?:and|so)\s+|,\s+(?=(?:no|without)\s)|\s+and\s+(?=(?:there|no|the|an?|it|we|that|his|her|your|pt|patient|member|s?he|they|you|only|neither|injections|facet|repeat) )/i;
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(Object.entries(FILE.abbreviations));

/** Every sentence of a reason, as written. */
export function sentencesOf(reason: string): readonly string[] {
  return told(reason.split(ENDS));
}

/** Parts of a sentence that may say something of their own. */
export function clausesOf(sentence: string): readonly string[] {
  return told(sentence.split(TURNS));
}

/** Clauses, cut at every comma and every "and" too. */
export function piecesOf(sentence: string): readonly string[] {
  return told(clausesOf(sentence).flatMap((clause) => clause.split(/,\s+|\s+and\s+/i)));
}

function told(parts: readonly (string | undefined)[]): readonly string[] {
  return parts.map((part) => part?.trim() ?? '').filter((part) => /[A-Za-z]{2}/.test(part));
}

/** Small letters and digits with one space between words: `L4-L5, 60 %` -> `l4 l5 60 percent`, `can't` -> `cannot`, `w/ pt` -> `with pt`. */
export function plainWords(sentence: string): string {
  return sentence.toLowerCase().normalize('NFKD')
    .replace(/can['’]t\b/g, 'cannot').replace(/(?<=[a-z])n['’]t\b/g, ' not').replace(/\bno\. (?=of |\d)/g, 'number ').replace(/\bw\/o\b/g, 'without').replace(/\bw\//g, 'with ')
    .replace(/(?<![a-z\d])(\d+) ?- ?(\d+)/g, '$1to$2').replace(/%/g, ' percent ').replace(/(?<=\w)['’](?=\w)/gu, '').replace(/[^a-z0-9./ ]+|\.(?!\d)|\/(?!\d)/g, ' ')
    .split(' ').filter((word) => word !== '').map((word) => ABBREVIATIONS.get(word) ?? word).join(' ');
}
