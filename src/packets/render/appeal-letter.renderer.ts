/** A letter of appeal as PDF: sections of sentences, each with the facts it cites, the facts themselves, and a line to sign. Plain: the same letter gives the same bytes. */
import type { AppealLetter } from '../../../machines/denials';
import { FactNumbers } from './fact-numbers';
import { placeDocuments } from './place-documents';
import { PAGE, ROOM, Sheet } from './sheet';
import { cell, table } from './table';
import { INK } from './typesetting';

export async function renderAppealLetter(letter: AppealLetter): Promise<Uint8Array> {
  const first = layOut(letter, 1);
  // The number of pages stands in the head of every page.
  const sheet = first.pageNumber === 1 ? first : layOut(letter, first.pageNumber);
  const placed = await placeDocuments(await sheet.finish(), []);
  if (!('pdf' in placed)) throw new Error('a letter without documents cannot have a damaged one');
  return placed.pdf;
}

function layOut(letter: AppealLetter, pages: number): Sheet {
  const { patient, level } = letter;
  const numbers = new FactNumbers(letter.evidence);
  const sheet = new Sheet({
    title: `Appeal ${letter.authorizationId}`, author: letter.practice, createdOn: new Date(`${letter.writtenOn}T00:00:00Z`),
    head: {
      identity: [patient.name, `born ${patient.birthDate}`, patient.memberId === undefined ? undefined : `member id ${patient.memberId}`].filter((part) => part !== undefined).join(' · '),
      packet: `${letter.practice} · our reference ${letter.authorizationId} · ${letter.writtenOn}`, pages,
    },
  });
  sheet.beginSection(letter.subject, 'letter', ROOM.page);
  sheet.paragraph(`To: ${letter.payer}${letter.payerReference === undefined ? '' : `, reference ${letter.payerReference}`}`, { bold: true });
  sheet.paragraph(`${level.name}. To arrive by ${level.dueOn ?? 'the day that the letter names'}: ${level.arithmetic.replace(/\.$/, '')}.${level.contested === undefined ? '' : ` Another reading: ${level.contested.reading}.`} ${level.byLetter === undefined ? 'A day that the payer\'s letter names goes before.' : ''}`.trimEnd(), { size: 8, color: INK.quiet });
  for (const { title, sentences } of letter.sections) {
    sheet.heading(title);
    for (const { text, factIds } of sentences) sheet.paragraph(factIds.length === 0 ? text : `${text} [${factIds.map((id) => numbers.of(id)).join(', ')}]`);
  }
  sheet.heading('The facts cited', 60);
  if (letter.evidence.length === 0) sheet.paragraph('None.');
  else table(sheet, [{ title: 'Fact', share: 8 }, { title: 'Date', share: 14 }, { title: 'What is recorded', share: 78 }],
    letter.evidence.map(({ factId, occurredOn, description }) => ({ cells: [cell(numbers.of(factId), { bold: true }), cell(occurredOn), cell(description)] })));
  sheet.heading('Enclosed');
  sheet.paragraph(letter.enclosed.join('; '));
  sheet.ensure(60);
  sheet.y += 34;
  sheet.artifact(() => sheet.doc.moveTo(PAGE.left, sheet.y).lineTo(PAGE.left + 280, sheet.y).lineWidth(0.6).strokeColor(INK.text).stroke());
  sheet.y += 2;
  sheet.paragraph('Signed by (name, credentials, signature), and date', { size: 8, color: INK.quiet });
  return sheet;
}
