/**
 * The verbatim reason of a denial -> what it says: bucket and criteria, or what administrative thing, sentence by sentence. Pure.
 * A mapping a person has chosen for a sentence stands before all; the rest is compared with labelled sentences of many authors
 * (`docs/denials.md`). Conservative: what is not plainly like them goes to a person, and a reading never changes a finding.
 */
import type { Kind, Source } from '../criteria/types';
import { ADMINISTRATIVE_SUBJECTS, normalizedReason, type AdministrativeSubject, type DenialBucket, type MappedReason } from '../practice';
import { featuresOf, isPassedOver } from './features';
import { likenessOf, PERSON, type Likeness } from './likeness';
import learnedFile from './learned-weights.json';
import { COMMON_SOURCE, FILE, type ReadingFigures } from './pattern-file';
import { piecesOf, sentencesOf } from './words';

export interface Reading {
  readonly bucket: DenialBucket;
  /** Empty where an administrative subject is meant. */
  readonly kinds: readonly Kind[];
  readonly subject?: AdministrativeSubject;
  /** The payer's own words it was read from. */
  readonly sentence: string;
  /** `examples`, or `person` where a person chose it. */
  readonly readBy: 'examples' | 'person';
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

export type Mapped = Readonly<Record<string, MappedReason>>;
export type ReasonReader = (reason: string, mapped?: Mapped) => ReadReason;

/** Unpacked when it is first asked. */
let ours: ReasonReader | undefined;

export const readReason: ReasonReader = (reason, mapped) => (ours ??= reasonReader(likenessOf(learnedFile)))(reason, mapped);

export function reasonReader(likeness: Likeness, figures: ReadingFigures = FILE.figures): ReasonReader {
  return (reason, mapped = {}) => {
    const whole = mapped[normalizedReason(reason)];
    if (whole !== undefined) return { reason, result: 'read', readings: [byPerson(whole, reason.trim())], unread: [] };
    const sentences = sentencesOf(reason);
    const chosen = sentences.flatMap((sentence) => mapped[normalizedReason(sentence)] === undefined ? [] : [byPerson(mapped[normalizedReason(sentence)] as MappedReason, sentence)]);
    const open = sentences.filter((sentence) => mapped[normalizedReason(sentence)] === undefined && !isPassedOver(sentence));
    const readings = onceEach([...chosen, ...readAlike(open, likeness, figures)]).toSorted((a, b) => sentences.indexOf(a.sentence) - sentences.indexOf(b.sentence));
    return { reason, result: readings.length === 0 ? 'to-a-person' : 'read', readings, unread: sentences.filter((sentence) => !readings.some((one) => one.sentence === sentence)) };
  };
}

interface Alike {
  readonly label: string;
  readonly share: number;
  readonly sentence: string;
}

/** What is plain by itself, and the reason as a whole, shown by the sentence that says most of it; the plainest first. */
function readAlike(sentences: readonly string[], likeness: Likeness, { wholeMin, sentenceMin, pieceMin }: ReadingFigures): readonly Reading[] {
  const held = sentences.map((sentence) => ({ sentence, features: featuresOf(sentence) }));
  const alone = held.map(({ sentence, features }) => ({ sentence, shares: likeness(features) }));
  const [best] = held.length === 0 ? [] : likeness(held.flatMap(({ features }) => features));
  const ofWhole = best === undefined || best.share < wholeMin ? [] : [{ ...best, sentence: alone.reduce((most, one) => (shareIn(one, best.label) > shareIn(most, best.label) ? one : most)).sentence }];
  const ofSentences = sentences.length < 2 ? [] : alone.flatMap(({ sentence, shares: [first] }) => (first === undefined || first.share < sentenceMin ? [] : [{ ...first, sentence }]));
  return [...ofWhole, ...ofSentences, ...sentences.flatMap((sentence) => readPieces(sentence, likeness, pieceMin))].filter(({ label }) => label !== PERSON).sort((a, b) => b.share - a.share).map(readingOf);
}

/** Where parts of one sentence each say plainly something of their own: "no therapy, and the MRI is five years old". */
function readPieces(sentence: string, likeness: Likeness, pieceMin: number): readonly Alike[] {
  const pieces = piecesOf(sentence);
  const told = pieces.length < 2 ? [] : pieces.flatMap((piece) => likeness(featuresOf(piece)).slice(0, 1)).filter(({ label, share }) => label !== PERSON && share >= pieceMin);
  return new Set(told.map(({ label }) => label)).size < 2 ? [] : told.map((one) => ({ ...one, sentence }));
}

function shareIn({ shares }: { readonly shares: ReturnType<Likeness> }, label: string): number {
  return shares.find((one) => one.label === label)?.share ?? 0;
}

function readingOf({ label, sentence }: Alike): Reading {
  const [bucket, about] = label.split(' ') as [DenialBucket, string];
  const subject = ADMINISTRATIVE_SUBJECTS.find((one) => one === about);
  const source = FILE.sources[FILE.sourceOf[about] ?? COMMON_SOURCE];
  return { bucket, kinds: subject === undefined ? [about as Kind] : [], ...(subject !== undefined && { subject }), sentence, readBy: 'examples', ...(source !== undefined && { source }) };
}

function byPerson({ bucket, kinds, subject }: MappedReason, sentence: string): Reading {
  return { bucket, kinds, ...(subject !== undefined && { subject }), sentence, readBy: 'person' };
}

/** Of one criterion, or one administrative subject, what comes first counts. */
function onceEach(readings: readonly Reading[]): readonly Reading[] {
  const about = ({ kinds, subject }: Reading): string => subject ?? kinds.join();
  return readings.filter((one, index) => readings.findIndex((other) => about(other) === about(one)) === index || one.readBy === 'person');
}
