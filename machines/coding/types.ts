/**
 * What is asked of the coding engine and what it answers (docs/coding.md). Data only.
 * A finding has the shape of a policy's finding, so that whatever shows one can show the other.
 */
import type { SpinalRegion } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import type { Outcome } from '../kernel/outcome';
import type { Coverage, Found, Mark, Policy, Source } from '../criteria/types';

/** Rules that turn facts into lines; each has its source in `coding-rules.json`. */
export const CODING_RULES = [
  'coverage', 'place-of-service', 'claim-type', 'diagnosis', 'sides', 'sides-by-level', 'levels', 'image-guidance', 'images-saved', 'guidance-line', 'technique', 'purpose',
  'diagnostic-session', 'kx', 'third-level', 'thoraco-lumbar-junction', 'bilateral', 'unit-limit', 'leads', 'generator', 'same-device', 'lead-revision',
  'trial-lead-removal', 'programming', 'test-method', 'drug-classes', 'one-test-per-day', 'definitive-reason', 'test-frequency', 'included-service',
  'same-day-services', 'global-period', 'advance-notice',
] as const;
export type CodingRule = (typeof CODING_RULES)[number];

export const CLAIM_TYPES = ['professional', 'facility'] as const;
export type ClaimType = (typeof CLAIM_TYPES)[number];

export interface CodingQuestion {
  readonly dateOfService: PlainDate;
  readonly claimType: ClaimType;
  /** What the claim says, two digits; left out: where the service was performed. */
  readonly placeOfService?: string;
}

/** For whom lines are chosen: who pays, and the policies that say whether the documentation meets them. */
export interface CodingCoverage {
  readonly coverage: Coverage;
  readonly policies: readonly Policy[];
}

export interface CodingFinding<K extends string = CodingRule> {
  readonly kind: K;
  readonly outcome: Outcome;
  /** The codes it speaks of. */
  readonly codes: readonly string[];
  readonly found: Found;
  readonly evidence: readonly FactId[];
  /** Codes of what to document or decide next; sentences are made by `words.ts`. */
  readonly missing: readonly string[];
  readonly marks: readonly Mark[];
  readonly source: Source;
}

/** A line as a claim carries it. */
export interface ClaimLine {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly diagnoses: readonly string[];
  /** Two digits. */
  readonly placeOfService: string;
}

/** A line that the record supports; of its diagnoses the accepted ones come first. */
export interface ServiceLine extends ClaimLine {
  readonly facts: readonly FactId[];
}

/** A line that waits for an answer, or a service that is no line of its own. */
export interface OpenLine {
  /** What it may become; one where only its details are open. */
  readonly codes: readonly string[];
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly diagnoses: readonly string[];
  readonly facts: readonly FactId[];
  readonly because: readonly CodingRule[];
}

export interface InjectionSession {
  readonly region: SpinalRegion;
  readonly purpose: 'diagnostic' | 'therapeutic';
  /** 1 for the first of this purpose in this region. */
  readonly ordinal: number;
}

export interface Coded {
  readonly lines: readonly ServiceLine[];
  readonly held: readonly OpenLine[];
  readonly notBilled: readonly OpenLine[];
  readonly sessions: readonly InjectionSession[];
  readonly findings: readonly CodingFinding[];
}
