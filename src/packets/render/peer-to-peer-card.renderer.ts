/**
 * The peer-to-peer card as PDF, on one page whatever it holds: what does not fit is told less fully, and the card says so. Plain: the same
 * card gives the same bytes.
 */
import type { CardCriterion, PeerToPeerCard } from '../../../machines/denials';
import { placeDocuments } from './place-documents';
import { PAGE, ROOM, WIDTH, Sheet } from './sheet';
import { cell, table, type Cell, type Text } from './table';
import { INK, lineHeight } from './typesetting';

/** How fully it is told: the first that fits on the page. */
interface Fullness {
  readonly reasonChars: number;
  readonly criteria: number;
  readonly evidence: number;
  readonly cellChars: number;
}
const FULLNESS: readonly Fullness[] = [
  { reasonChars: 2000, criteria: 20, evidence: 8, cellChars: 1000 },
  { reasonChars: 900, criteria: 8, evidence: 3, cellChars: 240 },
  { reasonChars: 500, criteria: 5, evidence: 2, cellChars: 160 },
  { reasonChars: 300, criteria: 4, evidence: 1, cellChars: 90 },
];
const LINE_CHARS_MAX = 420;

export async function renderPeerToPeerCard(card: PeerToPeerCard): Promise<Uint8Array> {
  let sheet = layOut(card, FULLNESS[0] as Fullness);
  for (const fullness of FULLNESS.slice(1)) {
    if (sheet.pageNumber === 1) break;
    sheet = layOut(card, fullness);
  }
  const placed = await placeDocuments(await sheet.finish(), []);
  if (!('pdf' in placed)) throw new Error('a card without documents cannot have a damaged one');
  return placed.pdf;
}

function layOut(card: PeerToPeerCard, { reasonChars, criteria, evidence, cellChars }: Fullness): Sheet {
  const { patient } = card;
  const sheet = new Sheet({
    title: `Peer-to-peer card ${card.authorizationId}`, author: card.practice, createdOn: new Date(`${card.asOf}T00:00:00Z`),
    head: {
      identity: [shortened(patient.name, 60), `born ${patient.birthDate}`, patient.memberId === undefined ? undefined : `member id ${patient.memberId}`].filter((part) => part !== undefined).join(' · '),
      packet: `${shortened(card.practice, 80)} · packet ${card.packetId} · as of ${card.asOf}`, pages: 1,
    },
  });
  sheet.beginSection('Peer-to-peer card', 'card', ROOM.page);
  sheet.paragraph(`${card.procedure}${card.targets === '' ? '' : `, ${shortened(card.targets, 200)}`} · date of service ${card.dateOfService} · ${shortened(card.policy, 60)}`, { bold: true });
  sheet.paragraph([`${card.otherwise === true ? 'Approved otherwise than asked' : 'Denied'} by ${shortened(card.payer, 60)} on ${card.decidedOn}`, card.payerReference === undefined ? '' : `reference ${card.payerReference}`, card.peerToPeerOn === undefined ? '' : `call on ${card.peerToPeerOn}`].filter((part) => part !== '').join(' · '));
  const { closesOn, until, because, phone } = card.call ?? {};
  const call = [closesOn === undefined ? '' : `call by ${closesOn}${until === undefined ? '' : ` (${until} may be too late)`}`, phone === undefined ? '' : `telephone ${phone}`].filter((part) => part !== '').join(' · ');
  if (call !== '') sheet.paragraph(`${call.charAt(0).toUpperCase()}${call.slice(1)}`, { bold: true });
  if (because !== undefined) sheet.paragraph(shortened(because, 240), { size: 8, color: INK.quiet });
  sheet.heading('Reason, as the payer wrote it', 0);
  sheet.paragraph(card.reason === '' ? 'No reason is on record: ask for it first.' : `"${shortened(card.reason, reasonChars)}"`);
  if (card.criteria.length === 0) sheet.paragraph('Nobody has given this reason a meaning yet: ask which criterion is meant.', { bold: true });
  else criterionTable(sheet, card.criteria, criteria, evidence, cellChars);
  if (card.unread.length > 0 && card.criteria.length > 0) sheet.paragraph(`Not read, ask what is meant: ${shortened(card.unread.map((sentence) => `"${sentence}"`).join(' '), cellChars)}`, { size: 8, color: INK.quiet });
  sheet.heading('Three lines to say', 0);
  card.toSay.forEach((line, index) => sheet.paragraph(`${index + 1}. ${shortened(line, LINE_CHARS_MAX)}`, { size: 10 }));
  boxes(sheet);
  return sheet;
}

function criterionTable(sheet: Sheet, all: readonly CardCriterion[], most: number, evidence: number, chars: number): void {
  const shown = all.slice(0, most);
  table(sheet, [{ title: 'Criterion', share: 24 }, { title: 'Our finding', share: 24 }, { title: 'Our evidence, and its page in the packet', share: 28 }, { title: 'What is not in the record, or to do', share: 24 }],
    shown.map((one) => ({ cells: [
      { texts: [{ text: shortened(one.title, chars), bold: true }, { text: shortened(one.required, chars) }] },
      { texts: [{ text: one.outcome, bold: true }, { text: shortened(one.shown, chars) }] },
      evidenceCell(one, evidence),
      cell(shortened(one.notInRecord, chars)),
    ] })));
  if (all.length > shown.length) sheet.paragraph(`${all.length - shown.length} more: see the answer of the service, or the crosswalk of the packet.`, { size: 8, color: INK.quiet });
}

function evidenceCell({ evidence }: CardCriterion, most: number): Cell {
  if (evidence.length === 0) return cell('None on record');
  const texts = evidence.slice(0, most).flatMap(({ text, page }): Text[] => [{ text: shortened(text, 90) }, { text: page ?? 'not in the packet that was denied', bold: true, color: page === undefined ? INK.alarm : INK.text }]);
  return { texts: evidence.length > most ? [...texts, { text: `and ${evidence.length - most} more`, color: INK.quiet }] : texts };
}

/** To be written into: who was spoken to, and what came of it. */
function boxes(sheet: Sheet): void {
  const height = 46;
  sheet.ensure(height + lineHeight({ size: 8 }));
  sheet.y += 8;
  const half = (WIDTH - 12) / 2;
  const labels = ['Reviewer: name, specialty, day and minute', 'Outcome: affirmed · still denied · more wanted (what, by when)'];
  sheet.artifact(() => labels.forEach((_, index) => sheet.doc.rect(PAGE.left + index * (half + 12), sheet.y, half, height).lineWidth(0.8).strokeColor(INK.text).stroke()));
  labels.forEach((label, index) => {
    const element = sheet.element('P');
    sheet.tagged(element, 'P', () => sheet.lines([label], PAGE.left + index * (half + 12) + 5, sheet.y + 4, { size: 8, color: INK.quiet }));
    element.end();
  });
  sheet.y += height + 2;
}

/** Cut at a word, with a sign that it was. */
function shortened(text: string, chars: number): string {
  if (text.length <= chars) return text;
  const cut = text.slice(0, chars);
  const space = cut.lastIndexOf(' ');
  return `${space > chars / 2 ? cut.slice(0, space) : cut} [...]`;
}
