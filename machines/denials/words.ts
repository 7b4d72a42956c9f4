/** The sentence a payer wrote as the patterns read it. Pure. */

/** Sentences end at these; a number with a point, `e.g.` and a colon within one do not. */
const ENDS = /[.;!?]+(?=\s|$)|\n+|(?:^|\s)(?:\(?\d{1,2}\)|\d{1,2}\.|\([a-h]\)|[•*–-])(?=\s)/u;

/** Every sentence of a reason, as written. */
export function sentencesOf(reason: string): readonly string[] {
  return reason.split(ENDS).map((part) => part.trim()).filter((part) => /[A-Za-z]{2}/.test(part));
}

/** Small letters and digits with one space between words: `L4-L5, 60 %` -> `l4 l5 60 percent`. */
export function plainWords(sentence: string): string {
  return sentence.toLowerCase().normalize('NFKD')
    .replace(/(?<![a-z\d])(\d+) ?- ?(\d+)/g, '$1to$2').replace(/%/g, ' percent ').replace(/(?<=\w)['’](?=\w)/gu, '').replace(/[^a-z0-9./ ]+|\.(?!\d)|\/(?!\d)/g, ' ').replace(/ +/g, ' ').trim();
}
