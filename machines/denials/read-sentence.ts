/**
 * One sentence of a reason -> what is wrong with what. Pure. Clause by clause where several clauses each say something of their own,
 * else as a whole. A part that names no procedure is read as said of the one that the reason names before it.
 */
import { compileLexicon, compilerOf, Sentence, type Saying } from './pattern';
import { FILE } from './pattern-file';
import { compileSubject, isNamed, wrongIn, wrongWith, type SaidWrong, type Subject } from './subject';
import { clausesOf, piecesOf, plainWords } from './words';

const COMPILE = compilerOf(FILE.words);
const LEXICON = compileLexicon(FILE.words, COMPILE);
export const SUBJECTS = FILE.subjects.map((subject) => compileSubject(subject, COMPILE));
const compiled = (texts: readonly string[]): readonly Saying[] => texts.map(COMPILE);
const PASSED_OVER = compiled(FILE.passedOver);
const GOES_ON = compiled(FILE.goesOn);
const SAYS_DONE = COMPILE('{done}');
/** Longer ones are read to here: no payer's sentence is so long, and reading stays quick. */
const SENTENCE_WORDS_MAX = 90;
/** Fewer add a word to what stands before the comma. */
const PIECE_WORDS_MIN = 3;

/** Which ideas of the patterns a text holds, whatever is said of them. */
export function ideasIn(text: string): readonly string[] {
  const words = asRead(text);
  return Object.keys(FILE.words).filter((name) => words.names(name));
}

/** A courtesy, or a matter no criterion speaks of. */
export function isPassedOver(sentence: string): boolean {
  const words = asRead(sentence);
  return PASSED_OVER.some((saying) => words.says(saying));
}

/** The subjects that a text speaks of, whatever is wrong with them. */
export function subjectsNamedIn(text: string): readonly Subject[] {
  const words = asRead(text);
  return SUBJECTS.filter((one) => isNamed(one, words)).map(({ subject }) => subject);
}

export interface ReadWrongs {
  /** Something is said to be wrong. */
  readonly strong: readonly SaidWrong[];
  /** A rule is recited. */
  readonly weak: readonly SaidWrong[];
}

export function readWrongs(sentence: string, procedure: string): ReadWrongs {
  if (isPassedOver(sentence)) return { strong: [], weak: [] };
  const clauses = clausesOf(sentence);
  const procedures = proceduresOf(clauses, procedure);
  const read = clauses.map((clause, index) => readPart(clause, procedures[index] ?? ''));
  const pieces = piecesOf(sentence);
  const ofPieces = pieces.length > clauses.length && pieces.every((piece) => piece.split(' ').length >= PIECE_WORDS_MIN && !/^not\b/i.test(piece)) ? pieces.map((piece) => readPart(piece, '')).filter(isStrong) : [];
  if (ofPieces.length === pieces.length && subjectsIn(ofPieces) > 1) return { strong: ofPieces, weak: [] };
  const ofClauses = clauses.length > 1 ? read.filter(isStrong) : [];
  if (subjectsIn(ofClauses) > 1) return { strong: ofClauses, weak: [] };
  // What was done has nothing to do with what the other clauses lack.
  const telling = clauses.filter((clause, index) => read[index] !== undefined || !asRead(clause).says(SAYS_DONE));
  const isShortened = telling.length > 0 && telling.length < clauses.length;
  const said = isShortened ? telling.join(', ') : sentence;
  const whole = clauses.length === 1 ? read[0] : readPart(said, isShortened ? procedures[clauses.indexOf(telling[0] ?? '')] ?? procedure : procedure);
  if (whole === undefined) return { strong: ofClauses.slice(0, 1), weak: [] };
  return whole.isWeak ? { strong: ofClauses.slice(0, 1), weak: listedWith(whole, said) } : { strong: listedWith(whole, said), weak: [] };
}

/** Says nothing new: a rule, or what follows from the sentence before. */
export function goesOn(sentence: string): boolean {
  const words = asRead(sentence);
  return GOES_ON.some((saying) => words.says(saying));
}

/** For every part the procedure named last before it; before the first, the one named first. */
export function proceduresOf(parts: readonly string[], before = ''): readonly string[] {
  const named = parts.map((part) => {
    const words = asRead(part);
    return FILE.procedures.find(({ word }) => words.names(word))?.text;
  });
  let last = before === '' ? named.find((one) => one !== undefined) ?? '' : before;
  return named.map((one) => {
    const here = last;
    last = one ?? last;
    return here;
  });
}

function asRead(text: string, before = ''): Sentence {
  return new Sentence(` ${before}${before === '' ? '' : ' '}${plainWords(text).split(' ').slice(0, SENTENCE_WORDS_MAX).join(' ')} `, LEXICON);
}

function readPart(text: string, procedure: string): SaidWrong | undefined {
  const own = asRead(text);
  const found = wrongIn(own, SUBJECTS);
  if (procedure === '' || own.names('proc') || (found !== undefined && !found.isWeak && found.subject.yields !== true)) return found;
  return wrongIn(asRead(text, procedure), SUBJECTS) ?? found;
}

/** And what stands in one list with it, where the same is wrong with it. */
function listedWith(found: SaidWrong, said: string): readonly SaidWrong[] {
  const items = said.split(BETWEEN_ITEMS);
  if (found.subject.listed !== true || items.length < 2) return [found];
  const sentence = asRead(said);
  const procedures = proceduresOf(items);
  const named = items.flatMap((item, index) => {
    const own = asRead(item);
    const words = own.names('proc') || !ANNOUNCES_LIST.test(said) ? own : asRead(item, procedures[index]);
    return SUBJECTS.find((one) => isNamed(one, words)) ?? [];
  });
  const others = named.filter(({ subject }) => subject.listed === true && subject !== found.subject).flatMap((one) => wrongWith(one, sentence) ?? []);
  return [found, ...others.filter(({ bucket }) => bucket === found.bucket)];
}

/** What is named once is meant of each item. */
const ANNOUNCES_LIST = /\b(?:neither|both)\b/i;
const BETWEEN_ITEMS = /,|\b(?:and|or|nor|as well as|plus)\b/i;

function isStrong(one: SaidWrong | undefined): one is SaidWrong {
  return one !== undefined && !one.isWeak;
}

function subjectsIn(read: readonly SaidWrong[]): number {
  return new Set(read.map(({ subject }) => subject)).size;
}
