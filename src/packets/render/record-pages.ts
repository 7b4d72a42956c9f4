/** The narrative, and the evidence it rests on: the facts by date, and the scores around every block and trial. */
import type { PacketModel, ReliefTable } from '../../../machines/packet';
import type { FactNumbers } from './fact-numbers';
import { pagesOf } from './finding-pages';
import { reliefChart } from './relief-chart';
import { factMark, sectionMark, type PageMap } from './page-map';
import { cell, table, type Text } from './table';
import { ROOM, type Sheet } from './sheet';
import { INK } from './typesetting';

export function narrativePages(sheet: Sheet, model: PacketModel, numbers: FactNumbers): void {
  sheet.beginSection('Narrative', sectionMark('narrative'), ROOM.third);
  sheet.paragraph('Every sentence is made from the facts named behind it; the evidence table holds them in full.', { size: 8, color: INK.quiet });
  for (const { title, sentences } of model.narrative) {
    sheet.heading(title);
    for (const { text, factIds } of sentences) sheet.paragraph(`${text} [${factIds.map((id) => numbers.of(id)).join(', ')}]`);
  }
}

export function evidencePages(sheet: Sheet, model: PacketModel, pages: PageMap, numbers: FactNumbers): void {
  sheet.beginSection('Evidence', sectionMark('evidence'), ROOM.third);
  sheet.heading('Facts by date');
  table(sheet, [{ title: 'Fact', share: 6 }, { title: 'Date', share: 12 }, { title: 'What is recorded', share: 60 }, { title: 'Source', share: 22 }],
    model.evidence.map((one) => ({
      mark: factMark(one.factId),
      cells: [cell(numbers.of(one.factId), { bold: true }), cell(one.occurredOn), cell(one.description), { texts: sourceTexts(one, pages) }],
    })));
  for (const relief of model.relief) reliefTables(sheet, relief, numbers);
}

function sourceTexts(one: PacketModel['evidence'][number], pages: PageMap): readonly Text[] {
  const document = one.document === undefined ? 'Entered in the record' : pagesOf(one, pages).replace(/^page \d+, /, '');
  return [{ text: document }, ...(one.author === undefined ? [] : [{ text: `By ${one.author}`, color: INK.quiet }])];
}

function reliefTables(sheet: Sheet, relief: ReliefTable, numbers: FactNumbers): void {
  sheet.heading(`${relief.occurredOn} · ${relief.title} [${numbers.of(relief.factId)}]`, 90);
  sheet.paragraph(`Scale: ${relief.scale ?? 'not recorded'}. Before: ${relief.baseline ?? 'not recorded'}.`, { bold: true });
  if (relief.observations.length === 0) sheet.paragraph('No score after it is recorded.');
  else {
    const hasRemarks = relief.observations.some(({ remarks }) => remarks !== '');
    const columns = [{ title: 'When', share: 20 }, { title: 'Score', share: 12 }, { title: 'Relief against the score before', share: 28 }, { title: 'Remarks', share: 40 }];
    table(sheet, columns.slice(0, hasRemarks ? 4 : 3), relief.observations.map(({ when, score, reliefPercent, remarks }) => ({
      cells: [cell(when), cell(String(score)), cell(reliefPercent === undefined ? 'not known' : `${Math.round(reliefPercent * 10) / 10} %`), cell(remarks)].slice(0, hasRemarks ? 4 : 3),
    })));
  }
  reliefChart(sheet, relief);
  table(sheet, [{ title: 'Statistic', share: 60 }, { title: 'Value', share: 40 }], relief.statistics.map(({ name, value }) => ({ cells: [cell(name), cell(value, { bold: true })] })));
}
