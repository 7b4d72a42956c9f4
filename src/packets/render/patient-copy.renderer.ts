/** A patient's own copy of the record as PDF: plain words, everything in order, the documents behind. Plain: the same copy gives the same bytes. */
import { documentPages, type Frame } from './document-pages';
import type { PatientCopy } from './patient-copy';
import { placeDocuments } from './place-documents';
import { ROOM, Sheet } from './sheet';
import { openSources, unreproducible, type DocumentBytes, type Source } from './sources';
import { cell, table } from './table';
import { INK } from './typesetting';

export async function renderPatientCopy(copy: PatientCopy, documents: readonly DocumentBytes[]): Promise<Uint8Array> {
  let sources = await openSources(copy, documents);
  for (;;) {
    const first = layOut(copy, sources, 1);
    // The number of pages stands in the head of every page.
    const { sheet, frames } = layOut(copy, sources, first.sheet.pageNumber);
    const placed = await placeDocuments(await sheet.finish(), frames);
    if ('pdf' in placed) return placed.pdf;
    sources = sources.map((source) => source === placed.damaged ? unreproducible(source.document, 'it is damaged') : source);
  }
}

const QUIET = { size: 8, color: INK.quiet };

function layOut(copy: PatientCopy, sources: readonly Source[], pages: number): { readonly sheet: Sheet; readonly frames: readonly Frame[] } {
  const { practice, patient, writtenOn } = copy;
  const sheet = new Sheet({
    title: `Record of ${patient.name}`, author: practice, createdOn: new Date(`${writtenOn}T00:00:00Z`),
    head: { identity: `${patient.name} · born ${patient.birthDate}`, packet: `Copy of the record kept by ${practice} · ${writtenOn}`, pages },
  });
  sheet.beginSection('Your record', 'beginning', ROOM.page);
  sheet.paragraph(`This is a copy of what ${practice} has recorded about you in its program for pain procedures, as it stood on ${writtenOn}. It belongs to you. If something in it is wrong, tell the practice: it can be corrected, and what was there before stays visible.`, { size: 10 });
  sheet.paragraph('What is in it: who you are and how you are insured; where your care stands; what was recorded; what was asked of your insurer and what it answered; everything in the order in which it was recorded; who has looked at it; and the documents that were attached. A file with every detail for other programs can be had from the practice too.', { size: 10 });
  sheet.y += 6;
  table(sheet, [{ share: 25 }, { share: 75 }], copy.person.map(({ label, value }) => ({ cells: [cell(label, QUIET), cell(value)] })));
  sheet.heading('Your insurance');
  list(sheet, copy.coverages, 'None is recorded.');
  standingPages(sheet, copy);
  factPages(sheet, copy);
  requestPages(sheet, copy);
  historyPages(sheet, copy);
  accessPages(sheet, copy);
  sheet.beginSection('Documents', 'documents', ROOM.lines);
  list(sheet, copy.documents.map(({ title, pages: count }, index) => `Document ${index + 1}: ${title} (${count} page${count === 1 ? '' : 's'})`), 'None is attached.');
  if (sources.length > 0) sheet.paragraph('They follow on the next pages.', QUIET);
  return { sheet, frames: documentPages(sheet, sources, 'Ask the practice for the original.') };
}

function standingPages(sheet: Sheet, { episodes }: PatientCopy): void {
  sheet.beginSection('Where your care stands', 'standing', ROOM.lines);
  if (episodes.length === 0) sheet.paragraph('No course of care is open.');
  for (const { title, where, next } of episodes) {
    sheet.heading(title);
    sheet.paragraph(where);
    if (next === undefined) continue;
    sheet.paragraph(`Next step: ${next.step}. ${next.statement}`);
    if (next.missing.length > 0) sheet.paragraph('What your insurer\'s rules ask for and the record does not show yet:', { bold: true });
    for (const text of next.missing) sheet.paragraph(`– ${text}`, {}, 10);
  }
}

function factPages(sheet: Sheet, { facts }: PatientCopy): void {
  sheet.beginSection('What was recorded', 'facts', ROOM.third);
  if (facts.length === 0) return sheet.paragraph('Nothing yet.');
  table(sheet, [{ title: 'Date', share: 14 }, { title: 'What', share: 62 }, { title: 'By whom', share: 24 }], facts.map(({ on, what, by, changes }) => ({
    cells: [cell(on), { texts: [{ text: what }, ...changes.map((text) => ({ text, color: INK.quiet, before: 2 }))] }, cell(by, QUIET)],
  })));
}

function requestPages(sheet: Sheet, { requests }: PatientCopy): void {
  sheet.beginSection('What was asked of your insurer', 'requests', ROOM.third);
  if (requests.length === 0) sheet.paragraph('Nothing yet.');
  for (const { title, happened } of requests) {
    sheet.heading(title, 60);
    table(sheet, [{ share: 16 }, { share: 84 }], happened.map(({ on, what }) => ({ cells: [cell(on, QUIET), cell(what)] })));
  }
}

function historyPages(sheet: Sheet, { history }: PatientCopy): void {
  sheet.beginSection('Everything in the order in which it was recorded', 'history', ROOM.third);
  table(sheet, [{ title: 'Recorded', share: 20 }, { title: 'What', share: 56 }, { title: 'By whom', share: 24 }], history.map(({ at, what, by }) => ({ cells: [cell(at), cell(what), cell(by, QUIET)] })));
}

function accessPages(sheet: Sheet, { accesses }: PatientCopy): void {
  sheet.beginSection('Who has looked at your record or written in it', 'accesses', ROOM.third);
  sheet.paragraph('Every time is kept, and nobody can switch that off. Lists of many patients that showed your name are counted too.', QUIET);
  table(sheet, [{ title: 'Who', share: 30 }, { title: 'What', share: 32 }, { title: 'Times', share: 10 }, { title: 'First', share: 14 }, { title: 'Last', share: 14 }],
    accesses.map(({ who, role, what, times, firstOn, lastOn }) => ({ cells: [{ texts: [{ text: who }, { text: role, color: INK.quiet }] }, cell(what), cell(String(times)), cell(firstOn), cell(lastOn)] })));
}

function list(sheet: Sheet, lines: readonly string[], none: string): void {
  if (lines.length === 0) sheet.paragraph(none);
  for (const line of lines) sheet.paragraph(line);
}
