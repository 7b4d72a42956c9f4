import { inWords, joinWords, targetInWords, CONFIDENCE_WORDS, type PacketModel } from '../../../machines/packet';
import { FIELD_WORDS } from './field-words';
import type { PageMap } from './page-map';
import { cell, table } from './table';
import { PAGE, ROOM, WIDTH, type Sheet } from './sheet';
import { INK, lineHeight } from './typesetting';

export interface ContentsEntry {
  readonly title: string;
  readonly mark: string;
}

/** Who, what, for which policy, what our assessment says, and where to find the rest. */
export function coverPages(sheet: Sheet, model: PacketModel, pages: PageMap, contents: readonly ContentsEntry[]): void {
  sheet.beginSection('Prior authorization packet', 'cover', ROOM.page);
  sheet.paragraph(`${model.request.kind} · ${model.practice.name}`, { size: 12, bold: true });
  if (model.request.expedited) sheet.paragraph(`EXPEDITED REQUEST. Justification: ${model.request.justification ?? 'not recorded'}`, { size: 10, bold: true, color: INK.alarm });
  if (model.parties.need.result === 'exempt') sheet.paragraph('DO NOT SUBMIT: the hospital is exempt from this program on the day of service, and a request would be rejected.', { size: 10, bold: true, color: INK.alarm });
  sheet.y += 4;
  verdictBox(sheet, model);
  if (model.override !== undefined) overrideRows(sheet, model.override);
  if (model.signature?.rationale !== undefined) sheet.paragraph(`Signed with gaps. ${model.signature.by} gives the reason: ${model.signature.rationale}`, { bold: true, color: INK.alarm });
  signatureRows(sheet, model);
  fields(sheet, 'Request', requestRows(model));
  fields(sheet, 'Patient and coverage', patientRows(model));
  fields(sheet, 'Who asks, who performs, where, and who decides', partyRows(model));
  missingRows(sheet, model);
  fields(sheet, 'Policy', [
    ['Policy', `${model.policy.title}: ${model.policy.document} ${model.policy.revision}`],
    ['Read as', `${model.policy.ref}, ${CONFIDENCE_WORDS[model.policy.confidence]}`],
  ]);
  sheet.heading('Contents');
  for (const { title, mark } of contents) contentsLine(sheet, title, pages.page(mark));
  if (model.signature === undefined) signatureLine(sheet);
}

function verdictBox(sheet: Sheet, model: PacketModel): void {
  const style = { size: 11, bold: true };
  const lines = sheet.wrap(model.verdict.sentence, WIDTH - 20, style);
  const height = lines.length * lineHeight(style) + 16;
  sheet.ensure(height);
  sheet.artifact(() => sheet.doc.rect(PAGE.left, sheet.y, WIDTH, height).lineWidth(1).fillAndStroke(INK.band, INK.text));
  const element = sheet.element('P');
  sheet.tagged(element, 'P', () => sheet.lines(lines, PAGE.left + 10, sheet.y + 8, style));
  element.end();
  sheet.y += height + 6;
  if (model.verdict.result === 'partial') {
    for (const { target, result } of model.verdict.targets) sheet.paragraph(`${targetInWords(target)}: ${RESULTS[result]}.`, { size: 10, bold: true }, 10);
  }
}

const RESULTS = {
  eligible: 'documentation meets the policy',
  'not-eligible': 'documentation does not meet the policy',
  'cannot-tell': 'documentation cannot tell whether the policy is met',
  review: 'documentation is complete, and people must decide',
} as const;

function overrideRows(sheet: Sheet, override: NonNullable<PacketModel['override']>): void {
  fields(sheet, 'Requested with an override', [
    ['Person', override.by],
    ['Rationale', override.rationale],
    ['Findings', `${joinWords(override.kinds.map(({ title }) => title), 'and')}. They stay as they are; see the crosswalk.`],
  ]);
}

function requestRows({ request, authorizationId, verdict }: PacketModel): [string, string][] {
  const rows: [string, string | undefined][] = [
    ['Procedure', request.kind],
    ['Targets', request.targets.length === 0 ? undefined : request.targets.map((target) => `${targetInWords(target)}${target.nerves.length === 0 ? '' : ` (${joinWords(target.nerves, 'and')})`}`).join('\n')],
    ['Not covered', request.notCovered.map(({ target, kinds }) => `${targetInWords(target)}: ${kinds.map(({ title }) => title).join('; ')}`).join('\n')],
    ['Services', request.lines.map(({ code, modifiers, units, label }) => `${[code, ...modifiers].join(' ')} x ${units}: ${label}`).join('\n')],
    ['Region', request.region && inWords(request.region)],
    ['Diagnoses', request.diagnoses.length === 0 ? 'not recorded' : request.diagnoses.join(', ')],
    ['Planned date of service', request.plannedOn ?? 'not planned yet'],
    ['Assessed for', request.plannedOn === verdict.dateOfService ? undefined : `a date of service of ${verdict.dateOfService}`],
    ['Approach', request.approach && inWords(request.approach)],
    ['Technique', request.technique && inWords(request.technique)],
    ['Guidance', request.guidance],
    ['Place of service', request.setting === undefined ? 'not recorded' : `${request.setting.code} (${request.setting.name})`],
    ['Our reference', authorizationId],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '');
}

function partyRows({ parties: { practice, practitioner, facility, payer, delegate }, practice: { name } }: PacketModel): [string, string][] {
  const told = (...parts: readonly (string | false | undefined)[]): string => parts.filter((part) => part !== undefined && part !== false).join(', ');
  const numbers = (one: { readonly npi?: string; readonly ptan?: string; readonly ccn?: string }): readonly (string | undefined)[] => [one.npi && `NPI ${one.npi}`, one.ccn && `CCN ${one.ccn}`, one.ptan && `PTAN ${one.ptan}`];
  const reach = (one: { readonly phone?: string; readonly fax?: string }): readonly (string | undefined)[] => [one.phone && `phone ${one.phone}`, one.fax && `fax ${one.fax}`];
  return [
    ['Practice', practice === undefined ? name : told(practice.name, ...numbers(practice), practice.contact, ...reach(practice))],
    ...(practitioner === undefined ? [] : [['Practitioner', told(`${practitioner.name.family}, ${practitioner.name.given}`, practitioner.credentials, ...numbers(practitioner), ...reach(practitioner))] as [string, string]]),
    ...(facility === undefined ? [] : [['Facility', told(facility.name, ...numbers(facility), facility.typeOfBill && `type of bill ${facility.typeOfBill}`, ...reach(facility))] as [string, string]]),
    ...(payer === undefined ? [] : [['Payer', told(payer.name, payer.payerNumber && `number ${payer.payerNumber}`)] as [string, string]]),
    ...(delegate === undefined ? [] : [['Decides for the payer', told(delegate.name, delegate.payerNumber && `number ${delegate.payerNumber}`)] as [string, string]]),
  ];
}

/** What the payer asks for and nobody has recorded: printed as missing, never filled in. */
function missingRows(sheet: Sheet, { parties: { missing } }: PacketModel): void {
  if (missing.length === 0) return;
  const of = missing.map(({ record, fields: asked }) => (asked.length === 0 ? `no ${record} is named` : `${FIELD_WORDS_OF[record]} ${joinWords(asked.map((field) => FIELD_WORDS[field] ?? field), 'or')}`));
  sheet.paragraph(`Not in the record: ${of.join('; ')}.`, { size: 8, color: INK.alarm });
}

const FIELD_WORDS_OF = { practice: 'the practice\'s', practitioner: 'the practitioner\'s', facility: 'the facility\'s', payer: 'the payer\'s' } as const;

function patientRows({ patient, coverages }: PacketModel): [string, string][] {
  return [
    ['Patient', `${patient.name}, born ${patient.birthDate}`],
    ['Member id', patient.memberId ?? 'not recorded'],
    ...coverages.map((coverage): [string, string] => [
      coverage.order === 1 ? 'Primary coverage' : `Coverage ${coverage.order}`,
      [inWords(coverage.payer), coverage.line && inWords(coverage.line), coverage.state, coverage.memberId && `member id ${coverage.memberId}`, coverage.group && `group ${coverage.group}`,
        coverage.subscriber && `insured: ${coverage.subscriber.name.family}, ${coverage.subscriber.name.given}, born ${coverage.subscriber.birthDate}${coverage.relationship === undefined ? '' : ` (patient: ${coverage.relationship})`}`,
        coverage.from && `from ${coverage.from}`, coverage.to && `to ${coverage.to}`].filter((part) => part !== undefined && part !== '').join(', '),
    ]),
  ];
}

function fields(sheet: Sheet, title: string, rows: readonly (readonly [string, string])[]): void {
  sheet.heading(title, 60);
  table(sheet, [{ share: 1 }, { share: 3 }], rows.map(([name, value]) => ({ cells: [cell(name, { bold: true }), cell(value)] })));
}

/** The page number stands at the right edge; a long title wraps before it. */
function contentsLine(sheet: Sheet, title: string, page: string): void {
  const style = { size: 8 };
  const lines = sheet.wrap(title, WIDTH - 60, style);
  const height = lines.length * lineHeight(style);
  sheet.ensure(height);
  const entry = sheet.element('P');
  sheet.tagged(entry, 'P', () => {
    sheet.lines(lines, PAGE.left + 4, sheet.y, style);
    sheet.lines([`page ${page}`], PAGE.right - 40, sheet.y, { ...style, bold: true });
  });
  entry.end();
  sheet.y += height + 1;
}

/** A person signs every packet: here by name, else on the line. */
function signatureRows(sheet: Sheet, { review, signature: signed }: PacketModel): void {
  if (review === undefined && signed === undefined) return;
  fields(sheet, 'Signature', [
    ...(review === undefined ? [] : [['Reviewed by', `${review.by}, ${review.on}${review.note === undefined ? '' : `. ${review.note}`}`] as const]),
    ...(signed === undefined ? [] : [['Signed by', `${[signed.by, signed.credentials].filter((part) => part !== undefined).join(', ')}, ${signed.on}`] as const]),
  ]);
}

function signatureLine(sheet: Sheet): void {
  sheet.ensure(44);
  sheet.y += 26;
  sheet.artifact(() => {
    for (const [from, to] of [[PAGE.left, 330], [350, PAGE.right]] as const) sheet.doc.moveTo(from, sheet.y).lineTo(to, sheet.y).lineWidth(0.6).strokeColor(INK.text).stroke();
  });
  sheet.y += 2;
  sheet.paragraph('Reviewed and signed by (name, credentials, signature), and date', { size: 8, color: INK.quiet });
}
