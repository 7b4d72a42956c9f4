/**
 * What a person of the practice chose for a reason that is not read with certainty: the payer's sentence, cut to its wording, -> bucket and criteria.
 * Pure. Codes: `denial-reason-empty`, `denial-reason-identifies`, `denial-reason-without-meaning`, `denial-reason-mapped`.
 */
import type { ActorId, Instant } from '../kernel/ids';
import { reject, type Rejection } from '../kernel/rejection';
import type { Kind } from '../criteria/types';

/**
 * What kind of wrong a reason names. `not-done-yet`: something has to be done, documented or waited for first. `clinically-senseless`:
 * what is recorded speaks against the procedure. `logically-senseless`: the request contradicts the record, itself, or a count of the
 * policy. `administrative`: the form, the place, the payer.
 */
export const DENIAL_BUCKETS = ['not-done-yet', 'clinically-senseless', 'logically-senseless', 'administrative'] as const;
export type DenialBucket = (typeof DENIAL_BUCKETS)[number];

export const ADMINISTRATIVE_SUBJECTS = [
  'wrong-date', 'wrong-entity', 'illegible', 'conflicting-fields', 'missing-field', 'signature', 'eligibility', 'duplicate', 'not-required', 'network', 'diagnosis-code', 'too-late',
] as const;
export type AdministrativeSubject = (typeof ADMINISTRATIVE_SUBJECTS)[number];

export interface DenialReasonMapped {
  readonly type: 'DenialReasonMapped';
  /** As `normalizedReason` leaves it: no figures, no dates, nothing of a patient. */
  readonly reason: string;
  readonly bucket: DenialBucket;
  readonly kinds: readonly Kind[];
  readonly subject?: AdministrativeSubject;
  readonly by: ActorId;
  readonly at: Instant;
}

export type MappedReason = Omit<DenialReasonMapped, 'type'>;

export interface MapDenialReason {
  /** The payer's sentence. */
  readonly reason: string;
  readonly bucket: DenialBucket;
  readonly kinds: readonly Kind[];
  readonly subject?: AdministrativeSubject;
}

/** Small letters without figures, dates and signs, so that one sentence about two patients is one reason. */
export function normalizedReason(reason: string): string {
  return reason.toLowerCase().normalize('NFKC').replace(/[^\p{L} ]+/gu, ' ').replace(/ +/g, ' ').trim();
}

/** What a sentence about criteria has no need of: dates, long numbers, addresses, titles with a name, the words that announce an identifier. */
const IDENTIFYING = [
  /\d[\d -]{4,}\d/, /\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b/, /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b/i, /@/,
  /\b(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r)\.? +\p{Lu}/u, /\b(?:dob|date of birth|born|mrn|member (?:id|name|number)|chart number|ssn|patient name|medicare number)\b[ :#-]*(?:is )?[\p{Lu}\d]/iu,
];

export function decideDenialReason(command: MapDenialReason, mapped: Readonly<Record<string, MappedReason>>, given: { readonly actor: ActorId; readonly recordedAt: Instant }): readonly DenialReasonMapped[] | Rejection {
  const { bucket, kinds, subject } = command;
  const reason = normalizedReason(command.reason);
  if (reason.split(' ').length < WORDS_MIN) return reject('denial-reason-empty', `Give the payer's sentence, at least ${WORDS_MIN} words of it: a shorter one would be found in reasons that mean something else.`, { pointer: '/reason' });
  if (IDENTIFYING.some((one) => one.test(command.reason))) {
    return reject('denial-reason-identifies', 'The sentence holds a date, a long number, an address or a name. What is remembered is the payer\'s wording and nothing of a patient: leave these out and send it again.', { pointer: '/reason' });
  }
  if (bucket === 'administrative' ? (subject === undefined) === (kinds.length === 0) : kinds.length === 0 || subject !== undefined) {
    return reject('denial-reason-without-meaning', 'Name the kinds of criteria it speaks of; for the bucket administrative either the subject or the kinds.', { pointer: bucket === 'administrative' ? '/subject' : '/kinds' });
  }
  const before = mapped[reason];
  if (before !== undefined && before.bucket === bucket && before.subject === subject && before.kinds.join() === kinds.join()) {
    return reject('denial-reason-mapped', 'This sentence is remembered with this very meaning: there is nothing to record.');
  }
  return [{ type: 'DenialReasonMapped', reason, bucket, kinds, ...(subject !== undefined && { subject }), by: given.actor, at: given.recordedAt }];
}

/** A house rule of caution, not a payer's: three words say what is meant. */
const WORDS_MIN = 3;
