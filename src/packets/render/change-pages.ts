/** Of a resubmission: what it says otherwise than the packet that was decided on, right behind the crosswalk. */
import { OUTCOME_TITLES, type PacketModel } from '../../../machines/packet';
import type { FactNumbers } from './fact-numbers';
import { sectionMark } from './page-map';
import { cell, table } from './table';
import { ROOM, type Sheet } from './sheet';
import { INK } from './typesetting';

export const CHANGES_TITLE = 'What changed since the earlier decision';

export function changePages(sheet: Sheet, model: PacketModel, numbers: FactNumbers): void {
  const { changes, request: { resubmissionOf } } = model;
  if (changes === undefined || resubmissionOf === undefined) return;
  sheet.beginSection(CHANGES_TITLE, sectionMark('changes'), ROOM.third);
  const { decision, decidedOn, payerReference, reason } = resubmissionOf;
  sheet.paragraph(`Decided on ${decidedOn}: ${decision}${payerReference === undefined ? '' : `, reference ${payerReference}`}. That packet was as of ${changes.since.asOf}.`, { bold: true });
  if (reason !== undefined) sheet.paragraph(`The reason given: ${reason}`);
  if (changes.request.length > 0) {
    sheet.heading('The request');
    table(sheet, [{ title: 'What', share: 20 }, { title: 'Then', share: 40 }, { title: 'Now', share: 40 }], changes.request.map(({ name, before, after }) => ({ cells: [cell(name, { bold: true }), cell(before), cell(after)] })));
  }
  if (changes.criteria.length > 0) {
    sheet.heading('Criteria');
    const said = (side: (typeof changes.criteria)[number]['before']): string => (side === undefined ? 'not asked' : `${OUTCOME_TITLES[side.outcome]}. ${side.finding}`);
    table(sheet, [{ title: 'Criterion', share: 24 }, { title: 'Then', share: 38 }, { title: 'Now', share: 38 }],
      changes.criteria.map(({ title, where, before, after }) => ({ cells: [cell([title, where].filter((part) => part !== '').join('\n'), { bold: true }), cell(said(before)), cell(said(after))] })));
  }
  if (changes.evidence.length > 0) {
    sheet.heading('Evidence');
    table(sheet, [{ title: 'Fact', share: 8 }, { title: 'Date', share: 12 }, { title: 'Then', share: 40 }, { title: 'Now', share: 40 }], changes.evidence.map(({ factId, occurredOn, before, after }) => (
      { cells: [cell(after === undefined ? '' : numbers.of(factId), { bold: true }), cell(occurredOn), cell(before ?? 'not cited'), cell(after ?? 'no longer cited')] })));
  }
  if (changes.documents.length > 0) {
    sheet.heading('Documents');
    for (const { title, change } of changes.documents) sheet.paragraph(`${change === 'added' ? 'Added' : 'Left out'}: ${title}`);
  }
  const isSame = [changes.request, changes.criteria, changes.evidence, changes.documents].every(({ length }) => length === 0);
  if (isSame) sheet.paragraph('Nothing: it is sent again as it was.', { color: INK.quiet });
}
