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

const CGS = 'medicare/facet-cgs@2026-07-23.json';
const right = { level: 'L4-L5', side: 'right' };
const left = { level: 'L4-L5', side: 'left' };
const block = (occurredOn: string, more: object = {}): Record<string, unknown> => ({
  type: 'block', occurredOn, technique: 'medial-branch', purpose: 'diagnostic', targets: [right], agent: 'bupivacaine', steroid: false, guidance: 'fluoroscopy',
  relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 1 }, { minutes: 180, score: 1 }], durationHours: 6 }, ...more,
});
const ablation = (occurredOn: string, targets: object[] = [right]): Record<string, unknown> => ({ type: 'ablation', occurredOn, technique: 'thermal-rf', targets });
const outcome = (ablationOn: string, side: string, score: number): Record<string, unknown> =>
  ({ type: 'ablation-outcome', occurredOn: '2026-08-20', ablationOn, side, scale: 'NRS', baseline: 8, score, sustainedUntil: '2026-08-20' });

export const FAULTS: readonly KnownFault[] = [
  {
    name: 'side-of-limited-function', kind: 'pain-severity', source: 'docs/case-format.md: "a pain history of another region or side does not count"',
    policy: 'aetna/facet@2026-01-01.json', question: { step: 'mbb1' }, engine: 'met', second: 'unknown',
    facts: [{ type: 'pain-history', occurredOn: '2026-08-01', region: 'lumbosacral', sides: ['left'], limitsFunction: true }],
  },
  {
    name: 'region-of-first-target', kind: 'pain-duration', source: 'docs/case-format.md: "Without `region` the regions are those of the targets"',
    policy: 'aetna/facet@2026-01-01.json', question: { step: 'mbb1', targets: [{ level: 'C4-C5', side: 'right' }, right] }, engine: 'unknown', second: 'met',
    facts: [{ type: 'pain-history', occurredOn: '2026-08-01', region: 'lumbosacral', sides: ['right'], onsetOn: '2025-01-01' }],
  },
  {
    name: 'choice-without-guidance', kind: 'image-guidance', source: 'notes on payer policies, 1.3: ">= 2 diagnostic MBBs, each >= 80%": two by fluoroscopy are on record, a third is not asked for',
    policy: CGS, question: { step: 'rfa', guidance: 'fluoroscopy' }, engine: 'unmet', second: 'met', facts: [block('2026-06-01'), block('2026-07-01'), block('2026-08-01', { guidance: 'ultrasound' })],
  },
  {
    name: 'junction-level-alone', kind: 'session-limit', source: 'notes on payer policies, C14: "T12-L1 with L1-L2 counts as lumbosacral": T12-L1 alone does not',
    policy: 'medicare/facet-ngs@2021-04-25.json', question: { step: 'mbb1' }, engine: 'unmet', second: 'met',
    facts: ['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01'].map((on) => block(on, { targets: [{ level: 'T12-L1', side: 'right' }] })),
  },
  {
    name: 'bilateral-outcome', kind: 'repeat-relief', source: 'notes on documentation: "bilateral counts per side only if results are per side"',
    policy: CGS, question: { step: 'repeat-rfa' }, engine: 'met', second: 'unknown', facts: [ablation('2026-01-05', [right, left]), outcome('2026-01-05', 'bilateral', 2)],
  },
  {
    name: 'only-last-ablation', kind: 'rediagnosis-after-gap', source: 'notes on payer policies, 1.3: not diagnostic at "the same level as a previously successful RFA"',
    policy: CGS, question: { step: 'mbb1' }, engine: 'met', second: 'unmet',
    facts: [ablation('2025-06-02'), outcome('2025-06-02', 'right', 2), ablation('2026-06-01'), outcome('2026-06-01', 'right', 8)],
  },
  {
    name: 'ablation-of-unknown-side', kind: 'rediagnosis-after-gap', source: 'notes on payer policies, C8: "a missing fact is never met"',
    policy: CGS, question: { step: 'mbb1' }, engine: 'met', second: 'unknown', facts: [ablation('2026-03-02', [{ level: 'L4-L5' }])],
  },
  {
    name: 'care-not-tolerated', kind: 'pain-severity', source: 'notes on payer policies, 6.1, UHC: "pain still >= 3/10 after care"; care not tolerated is care that did not help there',
    policy: 'uhc/facet-blocks@2026-09-10.json', question: { step: 'mbb1' }, engine: 'met', second: 'unknown',
    facts: [
      { type: 'score', occurredOn: '2026-05-01', instrument: 'NRS', value: 7 },
      { type: 'conservative-care', occurredOn: '2026-08-01', modality: 'physical-therapy', startedOn: '2026-06-01', endedOn: '2026-07-20', response: 'not-tolerated' },
    ],
  },
  {
    name: 'care-after-the-service', kind: 'conservative-care', source: 'docs/case-format.md: "every duration, interval, window and recency is measured to `dateOfService`"',
    policy: 'aetna/facet@2026-01-01.json', question: { step: 'mbb1' }, engine: 'met', second: 'unmet',
    facts: [{ type: 'conservative-care', occurredOn: '2026-09-10', modality: 'physical-therapy', startedOn: '2026-09-01', endedOn: '2026-12-01', response: 'failed' }],
  },
  {
    name: 'only-last-indication', kind: 'trial-relief', source: 'notes on payer policies, 2.2: "RSD/CRPS may show less, physician judgment counts"; docs/case-format.md: "order carries no meaning"',
    policy: 'medicare/scs-noridian-jf@2019-12-01.json', question: { step: 'implant', region: 'thoracolumbar', targets: [] }, engine: 'unmet', second: 'review',
    facts: [
      { type: 'indication', occurredOn: '2026-05-01', code: 'crps' }, { type: 'indication', occurredOn: '2026-06-01', code: 'failed-back-surgery-syndrome' },
      { type: 'scs-trial', occurredOn: '2026-08-03', startedAt: '2026-08-03T09:00:00-07:00', endedAt: '2026-08-10T09:00:00-07:00', region: 'thoracolumbar', relief: { scale: 'NRS', baseline: 8, end: 5 }, analgesic: { unit: 'MME', baseline: 60, end: 60 } },
    ],
  },
  {
    name: 'fusion-at-no-level', kind: 'unfused-segment', source: 'docs/reading-policies.md: "a study that shows a fusion without its level: review"',
    policy: 'bcbs-nd/facet@2026-01-01.json', question: { step: 'mbb1' }, engine: 'met', second: 'review',
    facts: [{ type: 'exclusion-review', occurredOn: '2026-07-01', fusedLevels: [] }, { type: 'imaging', occurredOn: '2026-07-01', modality: 'MRI', region: 'lumbosacral', levels: [], findings: ['fusion'] }],
  },
  {
    name: 'clearance-of-another', kind: 'psych-evaluation', source: 'notes on payer policies, 2.2, CGS: "psychological evaluation by psychiatrist, clinical psychologist or licensed social worker"; C14: it "must record clearance"',
    policy: 'medicare/scs-cgs@2021-07-01.json', question: { step: 'trial', region: 'thoracolumbar', targets: [], setting: '22' }, engine: 'met', second: 'unknown',
    facts: [{ type: 'psych-evaluation', occurredOn: '2026-08-01', by: 'nurse', cleared: true }, { type: 'psych-evaluation', occurredOn: '2026-08-01', by: 'clinical-psychologist' }],
  },
  {
    name: 'scale-of-other-blocks', kind: 'pain-scale-consistency', source: 'notes on payer policies, G5: "Pain assessed at baseline and after each diagnostic procedure on the same pain scale"',
    policy: CGS, question: { step: 'mbb1' }, engine: 'met', second: 'unmet',
    facts: [{ type: 'score', occurredOn: '2026-06-01', instrument: 'NRS', value: 7, role: 'baseline' }, block('2026-07-01', { technique: 'intra-articular', relief: { scale: 'VAS', baseline: 70 } })],
  },
  {
    name: 'impact-denied', kind: 'baseline-function', source: 'notes on payer policies, C10: "documented negative = unmet, else unknown"',
    policy: 'medicare/scs-cgs@2021-07-01.json', question: { step: 'trial', region: 'thoracolumbar', targets: [], setting: '22' }, engine: 'unknown', second: 'unmet',
    facts: [{ type: 'pain-history', occurredOn: '2026-08-01', region: 'lumbosacral', sides: ['right'], limitsFunction: false }],
  },
  {
    name: 'cap-without-other-blocks', kind: 'block-count', source: 'notes on payer policies, 6.1, UHC: "> 2 blocks same level/side unproven"; docs/case-format.md: counts "recorded diagnostic sessions"',
    policy: 'uhc/facet-blocks@2026-09-10.json', question: { step: 'mbb-diagnostic' }, engine: 'met', second: 'unmet', facts: [block('2026-06-01'), block('2026-07-01', { steroid: true })],
  },
  {
    name: 'side-unknown-of-one-day', kind: 'block-concordance', source: 'notes on documentation: "Two blocks on one day": "one session"',
    policy: CGS, question: { step: 'rfa' }, engine: 'unknown', second: 'unmet',
    facts: [block('2026-06-01', { targets: [{ level: 'L4-L5' }] }), block('2026-06-01', { targets: [{ level: 'L4-L5' }] }), block('2026-07-01', { targets: [{ level: 'L2-L3', side: 'right' }] })],
  },
  {
    name: 'duration-of-other-side', kind: 'block-duration', source: 'notes on payer policies, C7: "evidence on one side does not support the other"',
    policy: CGS, question: { step: 'mbb2', targets: [left] }, engine: 'met', second: 'unknown',
    facts: [block('2026-07-01', { targets: [right, left], relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 1, side: 'right' }], durationHours: 6 } })],
  },
  {
    name: 'unrelated-exception', kind: 'block-interval', source: 'docs/case-format.md: "an individual exception that the record documents; where the policy allows one, the finding is `review`"',
    policy: CGS, question: { step: 'rfa', exception: { kind: 'block-interval', reason: 'documented' } }, engine: 'unmet', second: 'review',
    facts: [block('2026-07-01'), block('2026-07-10', { exception: { kind: 'agent', reason: 'allergy' } })],
  },
];

/** The record of a known fault as a history. */
export function historyOf({ question, facts }: KnownFault): { readonly question: Question; readonly facts: readonly Fact[] } {
  return { question: { dateOfService: '2026-09-21', targets: [right], ...question }, facts: facts as unknown as readonly Fact[] };
}

export const ALL_FAULTS: ReadonlySet<Fault> = new Set(FAULTS.map(({ name }) => name));
