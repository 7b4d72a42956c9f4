/** What one fact's note still lacks, per code that it could support (docs/coding.md). Pure. */
import { isRejection, type Rejection } from '../kernel/rejection';
import type { FactId } from '../kernel/ids';
import { findFact, type Chart } from '../evidence/chart';
import { chooseCodes } from './choose-codes';
import { CODE_FILES, type CodeFile } from './codes';
import type { CodingCoverage, CodingFinding, CodingRule } from './types';

export interface CodeDocumented {
  /** Several where the record does not say which; none where the service is never billed. */
  readonly codes: readonly string[];
  readonly state: 'supported' | 'open' | 'not-billed';
  readonly because: readonly CodingRule[];
}

export interface DocumentationCheck {
  readonly codes: readonly CodeDocumented[];
  /** What was documented is a service, and no rule on file makes a code of it. */
  readonly isNotAssessed: boolean;
  /** What the rules found in this fact; the open ones say what to document. */
  readonly findings: readonly CodingFinding[];
}

const SERVICES: readonly string[] = ['block', 'ablation', 'epidural', 'scs-trial', 'implant', 'revision', 'programming', 'drug-test'];

/** Undefined for a fact that is no service, or that is not on the chart; `no-codes-in-force` for a day before the first code file. */
export function checkDocumentation(factId: FactId, covered: CodingCoverage, chart: Chart, files: readonly CodeFile[] = CODE_FILES): DocumentationCheck | Rejection | undefined {
  const fact = findFact(chart, factId)?.fact;
  if (fact === undefined || !SERVICES.includes(fact.type)) return undefined;
  const coded = chooseCodes({ dateOfService: fact.occurredOn, claimType: 'professional' }, covered, chart, files);
  if (isRejection(coded)) return coded;
  const { lines, held, notBilled, findings } = coded;
  const restsOnIt = ({ facts }: { readonly facts: readonly FactId[] }): boolean => facts.includes(factId);
  const codes: readonly CodeDocumented[] = [
    ...lines.filter(restsOnIt).map(({ code }) => ({ codes: [code], state: 'supported' as const, because: [] })),
    ...held.filter(restsOnIt).map(({ codes: open, because }) => ({ codes: open, state: 'open' as const, because })),
    ...notBilled.filter(restsOnIt).map(({ codes: none, because }) => ({ codes: none, state: 'not-billed' as const, because })),
  ];
  const named = new Set(codes.flatMap((one) => one.codes));
  return { codes, isNotAssessed: codes.length === 0, findings: findings.filter(({ evidence, codes: of }) => evidence.includes(factId) || of.some((code) => named.has(code))) };
}
