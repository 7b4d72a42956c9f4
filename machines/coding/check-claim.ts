/**
 * What a drafted claim lacks before it goes out: its lines against each other, against the code file, against the payer's rules and
 * against what the record of the day supports (docs/coding.md, The claim). Pure. One place for each rule: what the choice of
 * codes already knows of the record is asked of it, not worked out again.
 */
import { isRejection, type Rejection } from '../kernel/rejection';
import type { Chart } from '../evidence/chart';
import type { AuthorizationFact } from '../evidence/fact';
import type { FactId } from '../kernel/ids';
import type { Kind, Mark, PolicyRef, Result, Source, Step } from '../criteria/types';
import { assessedProcedures, type AssessedProcedure } from './assessed-procedures';
import { chooseCodes } from './choose-codes';
import type { Decided } from './claim';
import { NO_PARTIES, type ClaimHeader, type KnownParties } from './claim-header';
import { CODE_FILES, codesOn, type CodeFile } from './codes';
import { advanceNoticeEdits } from './edits/advance-notice';
import { authorizationEdits } from './edits/authorization';
import { codeEdits } from './edits/codes';
import { documentedEdits } from './edits/documented';
import { diagnosisEdits, placeEdits } from './edits/diagnoses-and-places';
import { headerEdits } from './edits/header';
import { modifierEdits } from './edits/modifiers';
import { sessionEdits } from './edits/sessions';
import { unitEdits } from './edits/units';
import type { Claim, Edit, EditFinding, OnClaim } from './edits/edit';
import { RULES, sourceOf, type Cited } from './rules';
import type { ClaimLine, ClaimType, CodingCoverage, CodingQuestion } from './types';

export interface ClaimFinding {
  readonly kind: Edit;
  readonly severity: 'block' | 'warn';
  /** Into the claim: `/lines/0/units`. */
  readonly pointer: string;
  /** Codes of what is wrong or missing; sentences are made by `words.ts`. */
  readonly because: readonly string[];
  readonly evidence: readonly string[];
  readonly marks: readonly Mark[];
  readonly source: Source;
}

/** What the payer's policy says of one session of the day: told beside the result, which a claim's edits make. */
export interface DocumentationOfStep {
  readonly step: Step;
  readonly facts: readonly FactId[];
  readonly policy?: PolicyRef;
  readonly result?: Result;
  readonly unmet: readonly Kind[];
  readonly unknown: readonly Kind[];
  readonly review: readonly Kind[];
  /** Why no single policy answers: `no-policy-for-payer` ... */
  readonly error?: string;
}

export interface Checked {
  readonly result: 'pass' | 'warn' | 'block';
  readonly findings: readonly ClaimFinding[];
  readonly documentation: readonly DocumentationOfStep[];
}

export interface ClaimQuestion {
  readonly dateOfService: CodingQuestion['dateOfService'];
  readonly claimType: ClaimType;
  readonly lines: readonly ClaimLine[];
  /** Questions for people (`review`) that somebody has answered, with a name and a reason. */
  readonly decided?: readonly Decided[];
  /** What the payer has decided, beside what is documented as a fact. */
  readonly approvals?: readonly AuthorizationFact[];
  /** What the claim says once for all lines. */
  readonly header?: ClaimHeader;
  readonly known?: KnownParties;
  /** The facility is exempt from the payer's program on that day. */
  readonly exempt?: boolean;
  /** A critical access hospital. */
  readonly criticalAccess?: boolean;
}

/** In the order of the lines. */
const EDITS: readonly ((on: OnClaim) => readonly EditFinding[])[] = [codeEdits, unitEdits, modifierEdits, sessionEdits, diagnosisEdits, placeEdits, documentedEdits, advanceNoticeEdits, authorizationEdits, headerEdits];

/** The claim against everything that is known, or `no-codes-in-force`. */
export function checkClaim(asked: ClaimQuestion, covered: CodingCoverage, chart: Chart, files: readonly CodeFile[] = CODE_FILES): Checked | Rejection {
  const { dateOfService, claimType, lines, decided = [], approvals = [], exempt = false, criticalAccess = false, header = {}, known = NO_PARTIES } = asked;
  const file = codesOn(dateOfService, files);
  if (isRejection(file)) return file;
  const record = chooseCodes({ dateOfService, claimType }, covered, chart, files);
  if (isRejection(record)) return record;
  const claim: Claim = lines.map((line, index) => ({ ...line, index, of: file.codes[line.code] }));
  const assessed = assessedProcedures({ ...covered, chart, dateOfService, sessions: record.sessions });
  const on: OnClaim = { claim, claimType, dateOfService, ...covered, file, record, chart, assessed, approvals, exempt, criticalAccess, header, known, decided: decided.map(({ rule }) => rule) };
  const findings = EDITS.flatMap((edit) => edit(on)).map(cited).sort((a, b) => lineOf(a) - lineOf(b));
  const result = findings.some(({ severity }) => severity === 'block') ? 'block' : findings.length > 0 ? 'warn' : 'pass';
  return { result, findings, documentation: assessed.map(documentationOf) };
}

function documentationOf({ procedures, step, assessment, error }: AssessedProcedure): DocumentationOfStep {
  const facts = procedures.map(({ id }) => id);
  if (assessment === undefined) return { step, facts, unmet: [], unknown: [], review: [], ...(error !== undefined && { error }) };
  const { policy, result, unmet, unknown, review } = assessment;
  return { step, facts, policy, result, unmet, unknown, review };
}

function cited({ kind, severity, pointer, because = [], evidence = [] }: EditFinding): ClaimFinding {
  const rule = RULES.rules[kind] as Cited;
  return { kind, severity, pointer, because, evidence, marks: rule.confidence === 'unconfirmed' ? ['unconfirmed'] : [], source: sourceOf(rule) };
}

function lineOf({ pointer }: ClaimFinding): number {
  const index = Number(pointer.split('/')[2]);
  return Number.isNaN(index) ? Infinity : index;
}
