/** Criterion -> finding -> evidence, in the order of the policy. Pure. */
import type { ChartFact } from '../evidence/chart';
import type { FactId } from '../kernel/ids';
import { KIND_LABELS, narrate, shownOf } from '../criteria/narrate';
import type { Criterion, Finding, Kind, Mark } from '../criteria/types';
import { describeFact, summarizeFact, type Pathway } from './describe-fact';
import type { CrosswalkRow, Evidence, PrintedMark } from './packet-model';
import { requirementInWords } from '../criteria/requirement-in-words';
import { capitalized, sourceInWords } from '../criteria/words';

/** Kinds that judge the plan itself. */
const READ_REQUEST: readonly Kind[] = ['one-region-per-session', 'levels-per-session', 'image-guidance', 'technique', 'site-of-service'];

export interface CrosswalkEntry {
  readonly row: CrosswalkRow;
  /** The findings the row stands for: one, or one per target where nothing else differs. */
  readonly findings: readonly Finding[];
}

/** `facts` holds every fact a finding may cite. */
export function crosswalkOf(findings: readonly Finding[], criteria: readonly Criterion[], facts: ReadonlyMap<FactId, ChartFact>, pathway: Pathway): readonly CrosswalkEntry[] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const same = groups.find((group) => group[0] !== undefined && tellsTheSame(group[0], finding));
    if (same === undefined) groups.push([finding]);
    else same.push(finding);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ row: rowOf(first, group, criteria, facts, pathway), findings: group }];
  });
}

function rowOf(first: Finding, group: readonly Finding[], criteria: readonly Criterion[], facts: ReadonlyMap<FactId, ChartFact>, pathway: Pathway): CrosswalkRow {
  const criterion = criteria.find((one) => one.id === first.criterion);
  return {
    criterion: first.criterion,
    kind: first.kind,
    title: KIND_LABELS[first.kind],
    required: requirementInWords(first.kind, first.required),
    outcome: first.outcome,
    finding: narrate(group.length === 1 ? first : { ...first, target: undefined }),
    shown: capitalized(shownOf(first)),
    targets: group.flatMap((finding) => finding.target === undefined ? [] : [finding.target]),
    evidence: evidenceOf(first.evidence, facts, pathway),
    readsRequest: READ_REQUEST.includes(first.kind),
    marks: first.marks.map((mark) => printedMark(mark, criterion)),
    source: first.source,
  };
}

/** Facts as evidence, oldest first, each once. */
export function evidenceOf(ids: readonly FactId[], facts: ReadonlyMap<FactId, ChartFact>, pathway: Pathway): readonly Evidence[] {
  const cited = [...new Set(ids)].flatMap((id) => facts.get(id) ?? []);
  return cited.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1)).map(({ id, fact }) => ({
    factId: id,
    type: fact.type,
    occurredOn: fact.occurredOn,
    summary: summarizeFact(fact, pathway),
    description: describeFact(fact, pathway),
    author: fact.author,
    document: fact.documentId === undefined ? undefined : { documentId: fact.documentId, page: fact.page },
  }));
}

/** Findings of one criterion that differ in nothing but their target are one row. */
function tellsTheSame(a: Finding, b: Finding): boolean {
  return a.criterion === b.criterion && a.outcome === b.outcome && a.target !== undefined && b.target !== undefined
    && narrate({ ...a, target: undefined }) === narrate({ ...b, target: undefined })
    && isSame(a.evidence, b.evidence) && isSame(a.marks, b.marks) && isSame(a.missing, b.missing);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function printedMark(mark: Mark, criterion: Criterion | undefined): PrintedMark {
  return { mark, text: textOf(mark, criterion) };
}

function textOf(mark: Mark, criterion: Criterion | undefined): string {
  switch (mark) {
    case 'contested': {
      const readings = (criterion?.contested ?? []).map(({ reading, source }) => `${reading} (${sourceInWords(source)})`);
      return readings.length === 0 ? 'Contested: sources read this differently.' : `Contested. Readings: ${readings.join('; ')}.`;
    }
    case 'unconfirmed': return 'Unconfirmed: no source that could be read states this figure or rule.';
    case 'no-figure-in-source': return 'The source gives no figure; presence is asked.';
    case 'discordant': return 'Stated and computed relief differ.';
    case 'not-attested': return 'Imported from another system; no clinician has attested it here.';
  }
}
