/**
 * The verbatim reason of a denial -> what it says: bucket and criteria, or what administrative thing, sentence by sentence. Pure.
 * The patterns are data (`patterns.json`, `docs/denials.md`); a mapping a person has chosen for a sentence stands before them, and a second
 * reader (`second-reader.ts`) has to agree with what they read.
 * Conservative: what is not read with certainty goes to a person, and a reading never changes a finding.
 */
import type { Kind, Source } from '../criteria/types';
import { normalizedReason, type AdministrativeSubject, type DenialBucket, type MappedReason } from '../practice';
import { EXAMPLES } from './example';
import { FILE } from './pattern-file';
import { goesOn, proceduresOf, readWrongs } from './read-sentence';
import { secondReader, subjectOf, type SecondReader } from './second-reader';
import type { SaidWrong, Subject } from './subject';
import { sentencesOf } from './words';

export interface Reading {
  readonly bucket: DenialBucket;
  /** Empty where an administrative subject is meant. */
  readonly kinds: readonly Kind[];
  readonly subject?: AdministrativeSubject;
  /** The payer's own words it was read from. */
  readonly sentence: string;
  /** A pattern's id, `examples` where only the second reader reads it, or `person` where a person chose it. */
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

/** Fewer say something of the sentence before, and nothing of their own about its procedure. */
const WORDS_MIN = 3;

/** Stands between two sentences, so that a word of the first is not said of the second; one of the words that turn a sentence. */
const TURN = 'endofsentence';

/** Learned when it is first asked: that takes about a second. */
let second: SecondReader | undefined;
const theSecond = (): SecondReader => (second ??= secondReader(EXAMPLES));

type Mapped = Readonly<Record<string, MappedReason>>;

export function readReason(reason: string, mapped: Mapped = {}): ReadReason {
  const whole = mapped[normalizedReason(reason)];
  if (whole !== undefined) return { reason, result: 'read', readings: [byPerson(whole, reason.trim())], unread: [] };
  const sentences = sentencesOf(reason);
  const procedures = proceduresOf(sentences);
  const read = together(sentences.map((sentence, index) => readSentence(sentence, mapped, wordsIn(sentence) < WORDS_MIN ? '' : procedures[index] ?? '')));
  // A rule that is only recited says what is lacking where nothing else does.
  const isRecital = read.some(({ strong }) => strong.length > 0);
  const told = read.map(({ sentence, strong, weak }) => ({ sentence, readings: isRecital ? strong : weak }));
  const byPatterns = onceEach(withoutNeighbours(told.flatMap((one) => one.readings)));
  const agreed = seconded(byPatterns);
  const readings = agreed.length > 0 ? agreed : readAlike(sentences, reason, byPatterns.length > 0);
  return { reason, result: readings.length === 0 ? 'to-a-person' : 'read', readings, unread: told.map(({ sentence }) => sentence).filter((sentence) => !readings.some((one) => one.sentence.includes(sentence))) };
}

interface ReadSentence {
  readonly sentence: string;
  readonly strong: readonly Reading[];
  readonly weak: readonly Reading[];
}

function readSentence(sentence: string, mapped: Mapped, procedure: string): ReadSentence {
  const chosen = mapped[normalizedReason(sentence)];
  return chosen === undefined ? readAs(sentence, sentence, procedure) : { sentence, strong: [byPerson(chosen, sentence)], weak: [] };
}

function readAs(sentence: string, said: string, procedure: string): ReadSentence {
  const { strong, weak } = readWrongs(said, procedure);
  return { sentence, strong: strong.map((one) => readingOf(one, sentence)), weak: weak.map((one) => readingOf(one, sentence)) };
}

function readingOf({ subject: { id, kinds = [], subject, source }, bucket }: SaidWrong, sentence: string): Reading {
  return { bucket, kinds, ...(subject !== undefined && { subject }), sentence, readBy: id, ...sourceOf({ source }) };
}

function sourceOf(subject: Pick<Subject, 'source'> | undefined): Pick<Reading, 'source'> {
  const source = subject === undefined ? undefined : FILE.sources[subject.source];
  return source === undefined ? {} : { source };
}

/**
 * What takes two sentences ("Two are required. The chart shows one.") is read from both, where neither says anything alone or the second
 * only goes on with the first. A second that goes on with a first that was read adds nothing.
 */
function together(sentences: readonly ReadSentence[]): readonly ReadSentence[] {
  const [first, second, ...rest] = sentences;
  if (first === undefined || second === undefined) return sentences;
  const isMore = goesOn(second.sentence) && !second.strong.some(isByPerson);
  if (first.strong.length === 0 && (second.strong.length === 0 || isMore)) {
    const pair = readAs(`${first.sentence}. ${second.sentence}`, `${first.sentence}. ${TURN} ${second.sentence}`, '');
    if (pair.strong.length > 0) return [pair, ...together(rest)];
  }
  return [first, ...together([first.strong.length > 0 && isMore ? { ...second, strong: [], weak: [] } : second, ...rest])];
}

/** A side clause is easily read as a neighbour of what the reason is about. */
function withoutNeighbours(readings: readonly Reading[]): readonly Reading[] {
  const read = new Set(readings.map(({ readBy }) => readBy));
  return readings.filter(({ readBy }) => !(YIELDS_TO.get(readBy) ?? []).some((id) => read.has(id)));
}

const YIELDS_TO: ReadonlyMap<string, readonly string[]> = new Map(FILE.subjects.map(({ id, yieldsTo = [] }) => [id, yieldsTo]));

/** What the second reader does not doubt either; what a person chose it is not asked about. */
function seconded(readings: readonly Reading[]): readonly Reading[] {
  return readings.filter((one) => isByPerson(one) || theSecond().isLike(one, one.sentence, readings.filter(({ sentence }) => sentence === one.sentence).length));
}

/** Where nothing was read: the reason as a whole, else its first sentence that is plainly like others; against the patterns only what is most plain. */
function readAlike(sentences: readonly string[], reason: string, isDoubted: boolean): readonly Reading[] {
  for (const sentence of sentences.length > 1 ? [reason.trim(), ...sentences] : sentences) {
    const alike = theSecond().alike(sentence, isDoubted);
    if (alike !== undefined) return [{ ...alike, sentence, readBy: 'examples', ...sourceOf(subjectOf(alike)) }];
  }
  return [];
}

function byPerson({ bucket, kinds, subject }: MappedReason, sentence: string): Reading {
  return { bucket, kinds, ...(subject !== undefined && { subject }), sentence, readBy: 'person' };
}

function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).length;
}

function isByPerson({ readBy }: Reading): boolean {
  return readBy === 'person';
}

/** Of one criterion, or one administrative subject, what is said first counts; what a person chose always does. */
function onceEach(readings: readonly Reading[]): readonly Reading[] {
  const about = ({ kinds, subject }: Reading): string => subject ?? kinds.join();
  const first = readings.filter((one, index) => isByPerson(one) || readings.findIndex((other) => about(other) === about(one)) === index);
  const key = (one: Reading): string => `${one.bucket} ${about(one)}`;
  return first.filter((one, index) => first.findIndex((other) => key(other) === key(one)) === index);
}
