/**
 * The verbatim reason of a denial -> what it says: bucket and criteria, or what administrative thing, sentence by sentence. Pure.
 * The patterns are data (`patterns.json`, `docs/denials.md`); a mapping a person has chosen for a sentence stands before them.
 * Conservative: what no pattern reads with certainty goes to a person, and a reading never changes a finding.
 */
import type { Kind, Source } from '../criteria/types';
import { normalizedReason, type AdministrativeSubject, type DenialBucket, type MappedReason } from '../practice';
import { compileLexicon, compilePattern, compileSaying, Sentence, type CompiledPattern, type Pattern, type Saying } from './pattern';
import patterns from './patterns.json';
import { plainWords, sentencesOf } from './words';

export interface Reading {
  readonly bucket: DenialBucket;
  /** Empty where an administrative subject is meant. */
  readonly kinds: readonly Kind[];
  readonly subject?: AdministrativeSubject;
  /** The payer's own words it was read from. */
  readonly sentence: string;
  /** A pattern's id, or `person` where a person chose it. */
  readonly readBy: string;
  /** Left out where a person chose it. */
  readonly source?: Source;
}

export interface ReadReason {
  readonly reason: string;
  /** `to-a-person`: nothing in it was read. */
  readonly result: 'read' | 'to-a-person';
  readonly readings: readonly Reading[];
  /** Sentences that nothing was read from: courtesies, or what a person has to read. */
  readonly unread: readonly string[];
}

const FILE = patterns as unknown as { readonly words: Readonly<Record<string, string>>; readonly patterns: readonly Pattern[]; readonly sources: Readonly<Record<string, Source>> };

export const PATTERNS: readonly CompiledPattern[] = FILE.patterns.map((pattern) => compilePattern(pattern, FILE.words));
/** Stands between two sentences, so that a word of the first is not said of the second; one of the words that turn a sentence. */
const TURN = 'endofsentence';
/** What is said of something that is there: a sentence with these is never read loosely. */
const SAYS_MET: Saying = compileSaying('{met}', FILE.words);
const LEXICON = compileLexicon(FILE.words);
/** Longer ones are read to here: no payer's sentence is so long, and reading stays quick. */
const SENTENCE_WORDS_MAX = 90;

export function readReason(reason: string, mapped: Readonly<Record<string, MappedReason>> = {}): ReadReason {
  const whole = mapped[normalizedReason(reason)];
  if (whole !== undefined) return { reason, result: 'read', readings: [byPerson(whole, reason.trim())], unread: [] };
  const read = inPairs(sentencesOf(reason).map((sentence) => readSentence(sentence, mapped)), mapped);
  // A rule that is only recited says what is lacking where nothing else does.
  const isRecital = read.some(({ strong }) => strong.length > 0);
  const told = read.map(({ sentence, strong, weak }) => ({ sentence, readings: isRecital ? strong : weak }));
  const readings = distinct(told.flatMap((one) => one.readings));
  return { reason, result: readings.length === 0 ? 'to-a-person' : 'read', readings, unread: told.filter((one) => one.readings.length === 0).map(({ sentence }) => sentence) };
}

interface ReadSentence {
  readonly sentence: string;
  readonly strong: readonly Reading[];
  readonly weak: readonly Reading[];
}

function readSentence(sentence: string, mapped: Readonly<Record<string, MappedReason>>, said = sentence): ReadSentence {
  const chosen = mapped[normalizedReason(sentence)];
  if (chosen !== undefined) return { sentence, strong: [byPerson(chosen, sentence)], weak: [] };
  // What stands in brackets may part a word from what is said of it.
  const texts = [...new Set([said, said.replace(/\([^)]*\)/g, ' ')].map((text) => ` ${plainWords(text).split(' ').slice(0, SENTENCE_WORDS_MAX).join(' ')} `))];
  const forms = texts.map((text) => new Sentence(text, LEXICON));
  const says = (one: Saying): boolean => forms.some((form) => form.says(one));
  const matching = PATTERNS.filter(({ when, and, unless }) => when.some(says) && and.every(says) && !unless.some(says));
  const reading = ({ pattern: { id, bucket, kinds = [], subject, source } }: CompiledPattern): Reading =>
    ({ bucket, kinds, ...(subject !== undefined && { subject }), sentence, readBy: id, ...(FILE.sources[source] !== undefined && { source: FILE.sources[source] }) });
  const weak = matching.filter(({ pattern }) => pattern.weak === true);
  const loose = matching.filter(({ pattern }) => pattern.loose === true);
  const strong = matching.filter((one) => !weak.includes(one) && !loose.includes(one));
  const isClear = strong.length === 0 && weak.length === 0 && distinct(loose.map(reading)).length === 1 && !says(SAYS_MET);
  return { sentence, strong: (isClear ? loose.slice(0, 1) : strong).map(reading), weak: weak.map(reading) };
}

/** What takes two sentences ("Two are required. The chart shows one.") is read from both, where neither says anything alone. */
function inPairs(sentences: readonly ReadSentence[], mapped: Readonly<Record<string, MappedReason>>): readonly ReadSentence[] {
  const [first, second, ...rest] = sentences;
  if (first === undefined || second === undefined) return sentences;
  if (first.strong.length === 0 && second.strong.length === 0) {
    const pair = readSentence(`${first.sentence}. ${second.sentence}`, mapped, `${first.sentence}. ${TURN} ${second.sentence}`);
    if (pair.strong.length > 0) return [pair, ...inPairs(rest, mapped)];
  }
  return [first, ...inPairs([second, ...rest], mapped)];
}

function byPerson({ bucket, kinds, subject }: MappedReason, sentence: string): Reading {
  return { bucket, kinds, ...(subject !== undefined && { subject }), sentence, readBy: 'person' };
}

/** Said twice is said once. */
function distinct(readings: readonly Reading[]): readonly Reading[] {
  const key = ({ bucket, kinds, subject }: Reading): string => `${bucket} ${subject ?? ''} ${kinds.join()}`;
  return readings.filter((one, index) => readings.findIndex((other) => key(other) === key(one)) === index);
}
