/** What one fact's note still lacks, per code that it could support (docs/coding.md). Pure. */
import { isRejection, type Rejection } from '../kernel/rejection';
import type { FactId } from '../kernel/ids';
import { findFact, type Chart } from '../evidence/chart';
import type { FactType } from '../evidence/fact';
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

const SERVICES: readonly FactType[] = ['block', 'ablation', 'epidural', 'scs-trial', 'implant', 'revision', 'programming', 'drug-test'];

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
  // What the rules say of this note alone; of the rest of the day only what holds its lines.
  const alone = chooseCodes({ dateOfService: fact.occurredOn, claimType: 'professional' }, covered, withoutOthers(chart, factId, fact.occurredOn), files);
  const own = isRejection(alone) ? [] : alone.findings;
  const because = new Set(codes.flatMap((one) => one.because));
  const ofTheDay = findings.filter((one) => because.has(one.kind) && !own.some((other) => other.kind === one.kind && other.outcome === one.outcome) && one.evidence.includes(factId));
  return { codes, isNotAssessed: codes.length === 0, findings: [...own, ...ofTheDay] };
}

function withoutOthers(chart: Chart, factId: FactId, on: string): Chart {
  return SERVICES.reduce((rest, type) => ({ ...rest, [type]: (chart[type] ?? []).filter(({ id, fact }) => id === factId || fact.occurredOn !== on) }), chart);
}
