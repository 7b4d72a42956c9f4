/** The crosswalk and the gaps: criterion by criterion, with the outcome in words and the page of every piece of evidence. */
import { joinWords, OUTCOME_TITLES, sourceInWords, targetsInWords, type CrosswalkRow, type Evidence, type PacketModel } from '../../../machines/packet';
import type { FactNumbers } from './fact-numbers';
import { capitalized, FIELD_WORDS } from './field-words';
import { criterionMark, documentMark, factMark, sectionMark, type PageMap } from './page-map';
import { cell, table, type Cell, type Text } from './table';
import { ROOM, type Sheet } from './sheet';
import { INK } from './typesetting';

const FILL = { met: '#e4f2e6', unmet: '#f9dedc', unknown: '#fff1cc', review: '#e1e8f7' } as const;

export function crosswalkPages(sheet: Sheet, model: PacketModel, pages: PageMap, numbers: FactNumbers): void {
  sheet.beginSection('Crosswalk: criterion, finding, evidence and page', sectionMark('crosswalk'), ROOM.page);
  sheet.paragraph(countsOf(model.crosswalk), { bold: true });
  table(sheet, [{ title: 'Criterion and what is required', share: 31 }, { title: 'Outcome', share: 11 }, { title: 'What the record shows', share: 25 }, { title: 'Evidence and page', share: 33 }],
    model.crosswalk.map((row, index) => ({ mark: criterionMark(index), cells: [criterionCell(row), outcomeCell(row.outcome), shownCell(row), evidenceCell(row, pages, numbers)] })));
  if (model.notes.length > 0) {
    sheet.heading('Rules of the policy that are shown and decide nothing here');
    for (const { text, source } of model.notes) sheet.paragraph(`${text} (${sourceInWords(source)})`, { size: 8 });
  }
}

export function gapPages(sheet: Sheet, model: PacketModel): void {
  const { missing } = model.parties;
  sheet.beginSection('Gaps', sectionMark('gaps'), model.gaps.length + missing.length === 0 ? ROOM.lines : ROOM.third);
  if (missing.length > 0) {
    sheet.heading('What the payer asks for and nobody has recorded');
    table(sheet, [{ title: 'Record', share: 24 }, { title: 'What to record', share: 46 }, { title: 'Who could', share: 30 }],
      missing.map(({ record, fields }) => ({ cells: [cell(capitalized(record), { bold: true }), cell(fields.length === 0 ? `Name the ${record}: none is named.` : joinWords(fields.map((field) => FIELD_WORDS[field] ?? field), 'or')), cell('Authorization staff or an administrator, in the directory')] })));
  }
  if (model.gaps.length === 0) {
    sheet.paragraph(missing.length === 0 ? 'No gap: every finding is met.' : 'No gap in the findings: every one is met.');
    return;
  }
  table(sheet, [{ title: 'Criterion', share: 24 }, { title: 'Outcome', share: 11 }, { title: 'What the record shows', share: 25 }, { title: 'What to document, and who could', share: 40 }],
    model.gaps.map((gap) => ({ cells: [
      { texts: [{ text: gap.title, bold: true }, ...targetText(gap.targets), ...(gap.overridden ? [{ text: 'Requested with an override', bold: true, color: INK.alarm }] : [])] },
      outcomeCell(gap.outcome),
      cell(gap.shown === '' ? 'Nothing on record' : gap.shown),
      { texts: [{ text: gap.toDocument }, { text: `Who: ${gap.who}`, color: INK.quiet, before: 2 }] },
    ] })));
}

function countsOf(rows: readonly CrosswalkRow[]): string {
  const counts = (['met', 'unmet', 'unknown', 'review'] as const).map((outcome) => [OUTCOME_TITLES[outcome], rows.filter((row) => row.outcome === outcome).length] as const);
  return counts.filter(([, count]) => count > 0).map(([title, count]) => `${title}: ${count}`).join('   ');
}

function criterionCell({ title, required, source, targets }: CrosswalkRow): Cell {
  return {
    texts: [{ text: title, bold: true }, ...targetText(targets), { text: required }, { text: sourceInWords(source), size: 7, color: INK.quiet, before: 1 }],
    again: `${title} (continued)`,
  };
}

function targetText(targets: CrosswalkRow['targets']): readonly Text[] {
  return targets.length === 0 ? [] : [{ text: targetsInWords(targets), bold: true, color: INK.quiet }];
}

function outcomeCell(outcome: CrosswalkRow['outcome']): Cell {
  return { texts: [{ text: OUTCOME_TITLES[outcome], bold: true }], fill: FILL[outcome], again: OUTCOME_TITLES[outcome] };
}

function shownCell({ shown, marks, evidence }: CrosswalkRow): Cell {
  return { texts: [{ text: shown !== '' ? shown : evidence.length > 0 ? 'As the evidence states' : 'Nothing on record' }, ...marks.map(({ text }) => ({ text, size: 7, color: INK.quiet, before: 2 }))] };
}

function evidenceCell({ evidence, readsRequest }: CrosswalkRow, pages: PageMap, numbers: FactNumbers): Cell {
  const texts = evidence.flatMap((one): Text[] => [
    { text: `${numbers.of(one.factId)} · ${one.occurredOn} · ${pagesOf(one, pages)}`, bold: true, before: 3 },
    { text: one.summary },
  ]);
  if (readsRequest) texts.unshift({ text: `The request · page ${pages.page('cover')}`, bold: true });
  return texts.length === 0 ? cell('None on record') : { texts: texts.map((text, index) => index === 0 ? { ...text, before: 0 } : text) };
}

/** The page of the fact in the evidence table, and that of the appended document it names. */
export function pagesOf({ factId, document }: Evidence, pages: PageMap): string {
  const record = `page ${pages.page(factMark(factId))}`;
  if (document === undefined) return record;
  const mark = documentMark(document.documentId, document.page ?? 1);
  return pages.marks.has(mark) ? `${record}, document page ${pages.page(mark)}` : `${record}, document not appended`;
}
