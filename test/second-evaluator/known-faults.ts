/**
 * Where the engine reads otherwise than a source says: kept out of the comparison by name, each with the line it departs
 * from and a record on which the two differ. `agreement.spec.ts` fails when the engine no longer departs: then the name
 * goes. Why each is the engine's is in docs/decisions/0016-what-two-evaluators-disagreed-about.md.
 */
import type { Fact } from '../../machines/evidence/fact';
import type { Fault, Question } from './record';

export interface KnownFault {
  readonly name: Fault;
  readonly kind: string;
  readonly source: string;
  readonly policy: string;
  readonly question: Partial<Question> & { readonly step: string };
  readonly facts: readonly Record<string, unknown>[];
  /** What each says of the kind; undefined is no finding. */
  readonly engine: string | undefined;
  readonly second: string | undefined;
}

const right = { level: 'L4-L5', side: 'right' };

export const FAULTS: readonly KnownFault[] = [
  {
    name: 'region-of-first-target', kind: 'pain-duration', source: 'docs/case-format.md: "Without `region` the regions are those of the targets"',
    policy: 'aetna/facet@2026-01-01.json', question: { step: 'mbb1', targets: [{ level: 'C4-C5', side: 'right' }, right] }, engine: 'unknown', second: 'met',
    facts: [{ type: 'pain-history', occurredOn: '2026-08-01', region: 'lumbosacral', sides: ['right'], onsetOn: '2025-01-01' }],
  },
];

/** The record of a known fault as a history. */
export function historyOf({ question, facts }: KnownFault): { readonly question: Question; readonly facts: readonly Fact[] } {
  return { question: { dateOfService: '2026-09-21', targets: [right], ...question }, facts: facts as unknown as readonly Fact[] };
}

export const ALL_FAULTS: ReadonlySet<Fault> = new Set(FAULTS.map(({ name }) => name));
