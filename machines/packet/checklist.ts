/**
 * A step's criteria as people work through them: the crosswalk's rows in the order of the policy, what to document next and who could,
 * and the criteria that the policy has and does not ask here. Pure; nothing is decided, and what is not asked is never shown as met.
 */
import { toDay, type PlainDate } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import type { Outcome } from '../kernel/outcome';
import { allFacts, type Chart, type ChartFact } from '../evidence/chart';
import type { FactType } from '../evidence/fact';
import { waitOf } from '../criteria/earliest-on';
import { factsToDocument } from '../criteria/fact-to-document';
import { KIND_LABELS } from '../criteria/narrate';
import { requirementInWords } from '../criteria/requirement-in-words';
import type { Assessment, Criterion, Kind, Source } from '../criteria/types';
import { inWords, joinWords, settingInWords } from '../criteria/words';
import { crosswalkOf, type CrosswalkEntry } from './crosswalk';
import type { Pathway } from './describe-fact';
import { gapsOf, isOnlyUnattested } from './gaps';
import type { CrosswalkRow } from './packet-model';

export interface ChecklistItem extends Omit<CrosswalkRow, 'outcome'> {
  readonly outcome: Outcome | 'not-asked';
  /** Of a contested criterion: each reading with its source. */
  readonly readings: readonly { readonly reading: string; readonly source: Source }[];
  /** Codes. */
  readonly missing: readonly string[];
  /** In words, of what is not met. */
  readonly toDocument?: string;
  readonly who?: string;
  /** Kinds of fact that would answer what is missing. */
  readonly factTypes: readonly FactType[];
  /** What other providers hold of it: `therapy notes`. */
  readonly records?: string;
  /** From this day time meets it. */
  readonly earliestOn?: PlainDate;
}

/** Kinds whose evidence is mostly written by others. */
const RECORDS_OF: { readonly [K in Kind]?: string } = {
  'conservative-care': 'therapy notes', 'psych-evaluation': 'psychological evaluation', 'no-other-cause': 'imaging report', 'concordant-imaging': 'imaging report', 'unfused-segment': 'operative report',
  'repeat-relief': 'records of the earlier procedure', 'repeat-interval': 'records of the earlier procedure', 'rediagnosis-after-gap': 'records of the earlier procedure',
};

export function checklistOf(assessment: Assessment, criteria: readonly Criterion[], chart: Chart, pathway: Pathway): readonly ChecklistItem[] {
  const asOf = toDay(assessment.asOf);
  const facts = new Map<FactId, ChartFact>(allFacts(chart).filter(({ day }) => day <= asOf).map((entry) => [entry.id, entry]));
  const entries = crosswalkOf(assessment.findings, criteria, facts, pathway);
  return criteria.flatMap((criterion) => {
    const own = entries.filter(({ row }) => row.criterion === criterion.id);
    return own.length === 0 ? [notAsked(criterion)] : own.map((entry) => itemOf(entry, criterion));
  });
}

function itemOf(entry: CrosswalkEntry, { contested = [] }: Criterion): ChecklistItem {
  const { row, findings } = entry;
  const [gap] = gapsOf([entry], []);
  const missing = [...new Set(findings.flatMap((finding) => finding.missing))];
  const { earliestOn } = waitOf(findings);
  const records = row.outcome === 'met' || isOnlyUnattested(findings) ? undefined : RECORDS_OF[row.kind];
  return {
    ...row, readings: contested, missing, factTypes: factsToDocument(missing),
    ...(gap !== undefined && { toDocument: gap.toDocument, who: gap.who }), ...(records !== undefined && { records }), ...(earliestOn !== null && { earliestOn }),
  };
}

function notAsked(criterion: Criterion): ChecklistItem {
  const { id, kind, required, source, contested = [] } = criterion;
  return {
    criterion: id, kind, title: KIND_LABELS[kind], required: requirementInWords(kind, required), outcome: 'not-asked', finding: `${KIND_LABELS[kind]}: not asked; ${because(criterion)}.`, shown: '',
    targets: [], evidence: [], readsRequest: false, marks: [], source, readings: contested, missing: [], factTypes: [],
  };
}

function because({ onlyForIndications, notForIndications, onlyInSettings }: Criterion): string {
  if (onlyForIndications !== undefined) return `the policy asks it only for ${joinWords(onlyForIndications.map(inWords), 'or')}`;
  if (notForIndications !== undefined) return `the policy does not ask it for ${joinWords(notForIndications.map(inWords), 'or')}`;
  if (onlyInSettings !== undefined) return `the policy asks it only at ${joinWords(onlyInSettings.map((code) => `place of service ${code} (${settingInWords(code)})`), 'or')}`;
  return 'it does not concern what is planned, as the record stands';
}
