/** What every edit of a claim reads and answers. Data only. */
import type { PlainDate } from '../../kernel/calendar';
import type { Chart } from '../../evidence/chart';
import type { AuthorizationFact } from '../../evidence/fact';
import type { ClaimHeader, KnownParties } from '../claim-header';
import type { Code, CodeFile } from '../codes';
import type { AssessedProcedure } from '../assessed-procedures';
import type { ClaimLine, ClaimType, Coded, CodingCoverage, CodingRule } from '../types';

export const EDITS = [
  'payer-known', 'code-known', 'add-on-without-primary', 'unit-limit', 'exclusive-codes', 'included-service', 'guidance-included', 'modifier-known', 'modifier-conflict', 'modifier-for-code',
  'bilateral', 'kx', 'third-level', 'one-region', 'session-levels', 'session-limit', 'diagnosis', 'place-of-service', 'claim-type', 'global-period', 'duplicate-line', 'not-documented',
  'open-question', 'documented-not-claimed', 'advance-notice', 'authorization', 'test-frequency',
  'authorization-number', 'facility', 'performing-provider', 'tax-number', 'type-of-bill', 'member-number',
] as const;
export type Edit = (typeof EDITS)[number];

export interface NumberedLine extends ClaimLine {
  readonly index: number;
  /** Undefined: no rule on file. */
  readonly of: Code | undefined;
}

export type Claim = readonly NumberedLine[];

export interface OnClaim extends CodingCoverage {
  readonly claim: Claim;
  readonly claimType: ClaimType;
  readonly dateOfService: PlainDate;
  readonly file: CodeFile;
  /** What the record of the day supports, whatever the claim says. */
  readonly record: Coded;
  readonly chart: Chart;
  /** What the payer's policy says of what was done. */
  readonly assessed: readonly AssessedProcedure[];
  /** What the payer has decided, beside what is documented as a fact. */
  readonly approvals: readonly AuthorizationFact[];
  /** The facility is exempt from the program on that day. */
  readonly exempt: boolean;
  readonly criticalAccess: boolean;
  readonly header: ClaimHeader;
  readonly known: KnownParties;
  /** Questions for people that somebody has answered. */
  readonly decided: readonly CodingRule[];
}

export interface EditFinding {
  readonly kind: Edit;
  readonly severity: 'block' | 'warn';
  readonly pointer: string;
  readonly because?: readonly string[];
  readonly evidence?: readonly string[];
}

export function at({ index }: NumberedLine, field?: keyof ClaimLine): string {
  return field === undefined ? `/lines/${index}` : `/lines/${index}/${field}`;
}

export function block(kind: Edit, pointer: string, more: Pick<EditFinding, 'because' | 'evidence'> = {}): EditFinding {
  return { kind, severity: 'block', pointer, ...more };
}

export function warn(kind: Edit, pointer: string, more: Pick<EditFinding, 'because' | 'evidence'> = {}): EditFinding {
  return { kind, severity: 'warn', pointer, ...more };
}

/** Sides that a line bills: both for 50, none where it says none. */
export function sidesOf({ modifiers }: Pick<ClaimLine, 'modifiers'>): readonly string[] {
  if (modifiers.includes('50')) return ['LT', 'RT'];
  return ['LT', 'RT'].filter((side) => modifiers.includes(side));
}
