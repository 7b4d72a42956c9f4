/** The sentence a payer wrote as the patterns read it. Pure. */
import { FILE } from './pattern-file';

/** Sentences end at these; a number with a point, `e.g.`, `no. of`, `Dr.` and a colon within one do not. A question keeps its mark: it tells that something is not known. */
const ENDS = /(?<!\b(?:no|dr|mrs?|ms|vs|approx))\.+(?=\s|$)|[;!]+(?=\s|$)|(?<=\?)(?=[\s"”)]|$)|\n+|(?:^|\s)(?:\(?\d{1,2}\)|\([a-h]\)|[•*–-])(?=\s)|(?:^|(?<=\s)(?<!\b(?:to|of|from|than|at|under|over|below|is|was|for|about|and|or|by|only|least|asks|needs|allows|two|score|rated|level|on|number|#|an?|the|day|week|just|pain|nrs|vas|odi|scores?|equals|=|jan[a-z]*|feb[a-z]*|mar[a-z]*|apr[a-z]*|may|june?|july?|aug[a-z]*|sep[a-z]*|oct[a-z]*|nov[a-z]*|dec[a-z]*)\s))\d{1,2}\.(?=\s)/iu;
/** Clauses begin at these. */
const TURNS = /(?:[,;:]\s+|\s+)(?:but|however|although|though|while|whereas|(?<!not )(?<!been )yet|furthermore|moreover|in addition|additionally|as well as|also|nor|plus),?\s+|,\s+(?:and|so)\s+|,\s+(?=(?:no|without)\s)|\s+and\s+(?=(?:there|no|the|an?|it|we|that|his|her|your|pt|patient|member|s?he|they|you|only|neither|injections|facet|repeat|gave|brought|produced|provided|achieved|helped|relieved|showed|began|started|lasted|was|were|has|had|have|haven|hasn|did|didn|its|your|their|one|just|also) |(?:haven|hasn|didn|wasn|isn|don|doesn)['’]t )/i;
/** Signs that say something. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/>=|≥|=>/g, ' at least '], [/<=|≤|=</g, ' at most '], [/</g, ' less than '], [/>/g, ' more than '], [/=/g, ' is '], [/\?/g, ' openquestion '],
  [/(?<=^\s*|[,(]\s?)\+\s?(?=[a-z])|\+(?= for )/g, ' positive '],
];
/** Short forms that are units only after a number. */
const UNITS: ReadonlyMap<string, string> = new Map([['h', 'hours'], ['d', 'days'], ['min', 'minutes']]);
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

/** Small letters and digits with one space between words: `L4-L5, 60 %` -> `l4 l5 60 percent`, `can't` -> `cannot`, `w/ pt` -> `with pt`, `<6 mo` -> `less than 6 month`. */
export function plainWords(sentence: string): string {
  return SIGNS.reduce((text, [sign, words]) => text.replace(sign, words), sentence.toLowerCase().normalize('NFKD'))
    .replace(/\b[a-z]\/[a-z]\b/g, (short) => ABBREVIATIONS.get(short) ?? short).replace(/\bw\//g, 'with ').replace(/(?<=\b\d+ ?)(?:h|d|wks?|mos?|mths?|yrs?|hrs?|min|mins|mls?|cc)\b/g, (unit) => ` ${UNITS.get(unit) ?? unit}`)
    .replace(/can['’]t\b/g, 'cannot').replace(/(?<=[a-z])n['’]t\b/g, ' not').replace(/\bno\. (?=of |\d)/g, 'number ')
    .replace(/(?<![a-z\d])(\d+) ?- ?(\d+)/g, '$1to$2').replace(/%/g, ' percent ').replace(/(?<=\w)['’](?=\w)/gu, '').replace(/[^a-z0-9./ ]+|\.(?!\d)|\/(?!\d)/g, ' ')
    .split(' ').filter((word) => word !== '').map((word) => ABBREVIATIONS.get(word) ?? word).join(' ');
}
