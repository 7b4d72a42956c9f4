/** Every kind of file that is not what it should be, and the answer that `docs/import.md` gives it: which row, which place, which code. Never a value. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isRejection } from '../../machines/kernel/rejection';
import type { Mapping } from '../../src/imports/mapping';
import { parseMapping } from '../../src/imports/parse-mapping';
import { readCases } from '../../src/imports/read-cases';
import { readCsv } from '../../src/imports/read-csv';
import { readResources } from '../../src/imports/read-resources';
import type { Read } from '../../src/imports/statement';
import { UnreadableFile } from '../../src/imports/unreadable-file';

/** `row code` or `row code place`; of a file that is read no further, `unreadable` before it. */
type Answer = readonly string[];

interface BadInput {
  readonly name: string;
  readonly bytes: Buffer | string | (() => Iterable<Buffer>);
  readonly answer: Answer;
  /** How many statements are read all the same. */
  readonly statements: number;
  readonly csv?: Mapping['csv'];
  readonly says?: readonly unknown[];
}

const HEADING = 'MRN,Born,Day,Visits,Note';
const ROW = '1001,04/12/1957,01/12/2026,12,no change';
const OTHER = '1002,11/30/1949,01/13/2026,8,no change';

const TABLE: unknown = {
  source: 'bad-input', format: 'csv',
  patient: { key: { column: 'MRN' }, identifiers: [{ kind: 'mrn', from: { column: 'MRN' } }], birthDate: { column: 'Born', as: 'date', format: 'MM/dd/yyyy' } },
  entries: [{ name: 'care', fact: { type: 'conservative-care', occurredOn: { column: 'Day', as: 'date', format: 'MM/dd/yyyy' }, modality: 'physical-therapy', visits: { column: 'Visits', as: 'whole' }, reason: { column: 'Note' } } }],
};

const RESOURCES: unknown = {
  source: 'bad-input', format: 'fhir', patient: { birthDate: { path: 'birthDate', as: 'date' } },
  entries: [{ name: 'pain', resource: 'Observation', fact: { type: 'score', occurredOn: { path: 'effectiveDateTime', as: 'date' }, instrument: 'NRS', value: { path: 'valueQuantity.value', as: 'number' } } }],
};

const table = (...rows: readonly string[]): string => `${[HEADING, ...rows].join('\n')}\n`;
const score = (id: string, more: object = {}): string => JSON.stringify({ resourceType: 'Observation', id, subject: { reference: 'Patient/1' }, effectiveDateTime: '2026-01-12', valueQuantity: { value: 7 }, ...more });
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
const MEGABYTE = 1024 * 1024;

/** A file of so many megabytes that is never held as a whole. */
function* large(megabytes: number, head: string, tail: string): Iterable<Buffer> {
  const part = Buffer.alloc(MEGABYTE, 'x');
  yield Buffer.from(head);
  for (let n = 0; n < megabytes; n++) yield part;
  yield Buffer.from(tail);
}

const TABLES: readonly BadInput[] = [
  { name: 'nothing', bytes: '', answer: ['unreadable 0 empty-file'], statements: 0 },
  { name: 'blank lines only', bytes: '\n\n\n', answer: ['unreadable 3 no-heading'], statements: 0 },
  { name: 'a heading without rows', bytes: table(), answer: [], statements: 0 },
  { name: 'cut off in the middle of a row', bytes: table(ROW, '1002,11/30/19').trimEnd(), answer: ['3 ragged-row'], statements: 1 },
  { name: 'cut off inside quotes', bytes: table(ROW, '1002,11/30/1949,01/13/2026,8,"no ch').trimEnd(), answer: ['unreadable 3 cut-off'], statements: 1 },
  { name: 'a quote in the middle of a cell', bytes: table(ROW, '1002,11/30/1949,01/13/2026,8,12" needle', ROW), answer: ['unreadable 3 malformed-quotes'], statements: 1 },
  { name: 'windows-1252 declared as UTF-8', bytes: Buffer.from(table(ROW.replace('change', 'changé')), 'latin1'), answer: ['unreadable 0 wrong-encoding'], statements: 0 },
  { name: 'UTF-16 with its mark, declared as UTF-8', bytes: Buffer.from(`\ufeff${table(ROW)}`, 'utf16le'), answer: ['unreadable 0 wrong-encoding'], statements: 0 },
  { name: 'UTF-16 without a mark, declared as UTF-8', bytes: Buffer.from(table(ROW), 'utf16le'), answer: ['unreadable 1 column-missing MRN'], statements: 0 },
  { name: 'UTF-16 declared as it is', bytes: Buffer.from(`\ufeff${table(ROW)}`, 'utf16le'), csv: { encoding: 'utf-16le' }, answer: [], statements: 1 },
  { name: 'UTF-16 cut off inside a letter', bytes: Buffer.from(`\ufeff${table(ROW)}`, 'utf16le').subarray(0, -1), csv: { encoding: 'utf-16le' }, answer: ['unreadable 0 wrong-encoding'], statements: 0 },
  { name: 'UTF-16 with its bytes the other way round', bytes: Buffer.from(`\ufeff${table(ROW)}`, 'utf16le').swap16(), csv: { encoding: 'utf-16le' }, answer: ['unreadable 1 column-missing MRN'], statements: 0 },
  { name: 'a byte-order mark', bytes: `\ufeff${table(ROW)}`, answer: [], statements: 1 },
  { name: 'windows-1252 declared as it is', bytes: Buffer.from(table(ROW.replace('change', 'chang\u00e9')), 'latin1'), csv: { encoding: 'windows-1252' }, answer: [], statements: 1, says: [{ reason: 'no changé' }] },
  { name: 'lines that end as on old machines', bytes: table(ROW, OTHER).replaceAll('\n', '\r'), answer: [], statements: 2 },
  { name: 'a column that the mapping does not name', bytes: `${HEADING},Room\n${ROW},P1\n`, answer: ['unreadable 1 column-not-mapped Room'], statements: 0 },
  { name: 'a column that the mapping reads and the table has not', bytes: table(ROW).replace('Visits', 'Sessions'), answer: ['unreadable 1 column-missing Visits'], statements: 0 },
  { name: 'two columns of one name', bytes: `${HEADING},Note\n${ROW},again\n`, answer: ['unreadable 1 column-twice Note'], statements: 0 },
  { name: 'a table without its heading, where cells of a row are alike: no cell is told', bytes: `${ROW.replace('no change', '12')}\n`, answer: ['unreadable 1 column-missing MRN'], statements: 0 },
  { name: 'two columns without a name', bytes: `${HEADING},,\n${ROW},,\n`, answer: ['unreadable 1 column-twice'], statements: 0 },
  { name: 'five thousand columns', bytes: `${HEADING}${Array.from({ length: 5_000 }, (_, n) => `,c${n}`).join('')}\n`, answer: ['unreadable 1 too-many-columns'], statements: 0 },
  { name: 'a million columns', bytes: `${HEADING}${Array.from({ length: 1_000_000 }, (_, n) => `,c${n}`).join('')}\n`, answer: ['unreadable 1 row-too-long'], statements: 0 },
  { name: 'a row with a million cells', bytes: table(ROW, `${OTHER}${','.repeat(1_000_000)}`, ROW), answer: ['3 ragged-row'], statements: 2 },
  { name: 'rows that are too short and too long', bytes: table(ROW, '1002,11/30/1949', `${OTHER},more`, OTHER), answer: ['3 ragged-row', '4 ragged-row'], statements: 2 },
  { name: 'formulas in cells of text: kept as they stand', bytes: table('1001,04/12/1957,01/12/2026,12,"=HYPERLINK(""http://x"",""y"")"', '1001,04/12/1957,01/12/2026,12,+1', '1001,04/12/1957,01/12/2026,12,-2', '1001,04/12/1957,01/12/2026,12,@x'),
    answer: [], statements: 4, says: [{ reason: '=HYPERLINK("http://x","y")' }, { reason: '+1' }, { reason: '-2' }, { reason: '@x' }] },
  { name: 'a formula where a number is read', bytes: table('1001,04/12/1957,01/12/2026,=6+6,no change'), answer: ['2 not-a-number Visits'], statements: 0 },
  { name: 'quoted line feeds: one row', bytes: table('1001,04/12/1957,01/12/2026,12,"no\nchange"', '1002,11/30/1949,01/13/2026,x,no change'), answer: ['3 not-a-number Visits'], statements: 1, says: [{ reason: 'no\nchange' }] },
  { name: 'day before month', bytes: table(ROW.replace('01/12/2026', '13/01/2026')), answer: ['2 not-a-date Day'], statements: 0 },
  { name: 'the year first, where it is declared last', bytes: table(ROW.replace('01/12/2026', '2026-01-12')), answer: ['2 not-a-date Day'], statements: 0 },
  { name: 'a year of two digits', bytes: table(ROW.replace('01/12/2026', '01/12/26')), answer: ['2 not-a-date Day'], statements: 0 },
  { name: 'a day as a spreadsheet counts it', bytes: table(ROW.replace('01/12/2026', '46034')), answer: ['2 not-a-date Day'], statements: 0 },
  { name: 'a 30 February', bytes: table(ROW.replace('01/12/2026', '02/30/2026')), answer: ['2 not-a-date Day'], statements: 0 },
  { name: 'a number of 400 digits', bytes: table(ROW.replace(',12,', `,${'9'.repeat(400)},`)), answer: ['2 not-a-number Visits'], statements: 0 },
  { name: 'a number as a power of ten', bytes: table(ROW.replace(',12,', ',1e400,')), answer: ['2 not-a-number Visits'], statements: 0 },
  { name: 'not a number', bytes: table(ROW.replace(',12,', ',NaN,'), ROW.replace(',12,', ',Infinity,'), ROW.replace(',12,', ',0x0C,'), ROW.replace(',12,', ',"1,200",')),
    answer: ['2 not-a-number Visits', '3 not-a-number Visits', '4 not-a-number Visits', '5 not-a-number Visits'], statements: 0 },
  { name: 'a NUL in a cell', bytes: table(ROW.replace('no change', 'no\0change'), OTHER), answer: ['2 control-character Note'], statements: 1 },
  { name: 'a NUL in what names the patient', bytes: table(ROW.replace('1001', '10\x0001'), OTHER), answer: ['2 control-character MRN'], statements: 1 },
  { name: 'a NUL in a heading', bytes: table(ROW).replace('Note', 'No\0te'), answer: ['unreadable 1 column-missing Note'], statements: 0 },
  { name: 'a patient that is not named', bytes: table(ROW.replace('1001', ''), OTHER), answer: ['2 patient-not-named MRN'], statements: 1 },
  { name: 'names of objects as values', bytes: table(ROW.replace('1001', '__proto__').replace('no change', 'constructor')), answer: [], statements: 1, says: [{ reason: 'constructor' }] },
  { name: 'a workbook instead of a table', bytes: Buffer.concat([Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), Buffer.from([0x08, 0x00, 0xff, 0xd8, 0x21, 0xfe])]), answer: ['unreadable 0 wrong-encoding'], statements: 0 },
  { name: 'a PDF instead of a table', bytes: Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), answer: ['unreadable 0 wrong-encoding'], statements: 0 },
  { name: 'JSON instead of a table', bytes: '{"MRN": "1001"}\n', answer: ['unreadable 1 malformed-quotes'], statements: 0 },
  { name: 'another delimiter', bytes: table(ROW).replaceAll(',', ';'), answer: ['unreadable 1 column-missing MRN'], statements: 0 },
  { name: 'a line of 300 megabytes', bytes: () => large(300, table(ROW), `\n${OTHER}\n`), answer: ['unreadable 3 row-too-long'], statements: 1 },
  { name: 'quotes that are opened and never closed, 300 megabytes long', bytes: () => large(300, table(ROW, '1002,"'), `\n${OTHER}\n`), answer: ['unreadable 3 row-too-long'], statements: 1 },
];

const bundle = (...resources: readonly string[]): string => `{ "resourceType": "Bundle", "type": "collection",\n"entry": [${resources.map((resource) => `\n{ "resource": ${resource} }`).join(',')}] }`;
const nested = (depth: number): string => `{"resourceType":"Observation","id":"deep","extension":${'['.repeat(depth)}${']'.repeat(depth)}}`;

const FHIR: readonly BadInput[] = [
  { name: 'nothing', bytes: '', answer: ['unreadable 0 empty-file'], statements: 0 },
  { name: 'blank lines only', bytes: ' \n\n', answer: ['unreadable 0 empty-file'], statements: 0 },
  { name: 'NDJSON cut off', bytes: lines(score('1'), score('2'), score('3').slice(0, 40)).trimEnd(), answer: ['3 malformed'], statements: 2 },
  { name: 'one line of many that is no JSON', bytes: lines(score('1'), 'null and void', score('3')), answer: ['2 malformed'], statements: 2 },
  { name: 'a Bundle cut off', bytes: bundle(score('1'), score('2')).slice(0, -30), answer: ['unreadable 1 malformed'], statements: 0 },
  { name: 'UTF-16', bytes: Buffer.from(`\ufeff${lines(score('1'))}`, 'utf16le'), answer: ['unreadable 0 wrong-encoding'], statements: 0 },
  { name: 'windows-1252', bytes: Buffer.from(lines(score('1', { note: [{ text: 'chang\u00e9' }] }), score('2')), 'latin1'), answer: ['1 not-utf-8'], statements: 1 },
  { name: 'a byte-order mark', bytes: `\ufeff${lines(score('1'))}`, answer: [], statements: 1 },
  { name: 'a key twice', bytes: lines('{"resourceType":"Observation","id":"1","id":"2"}', score('3')), answer: ['1 duplicate-key'], statements: 1 },
  { name: 'arrays a hundred thousand deep', bytes: lines(nested(100_000), score('2')), answer: ['1 too-deep'], statements: 1 },
  { name: 'arrays forty deep', bytes: lines(nested(40), score('2')), answer: ['1 too-deep'], statements: 1 },
  { name: 'a number that no double holds', bytes: lines(score('1').replace('"value":7', '"value":1e400'), score('2')), answer: ['1 unsafe-number'], statements: 1 },
  { name: 'a number of 400 digits', bytes: lines(score('1').replace('"value":7', `"value":${'9'.repeat(400)}`), score('2')), answer: ['1 unsafe-number'], statements: 1 },
  { name: '`__proto__` as a key', bytes: lines(score('1').replace('"id"', '"__proto__":{"resourceType":"Patient"},"id"')), answer: [], statements: 1 },
  { name: 'a NUL in what is read', bytes: lines(score('1', { effectiveDateTime: '2026-01-12\0' }), score('2')), answer: ['1 control-character effectiveDateTime'], statements: 1 },
  { name: 'values that are no resources', bytes: lines('[1]', '"text"', '17', 'null', '{}', '{"resourceType":17}', score('7')),
    answer: ['1 not-a-resource resourceType', '2 not-an-object', '3 not-an-object', '4 not-an-object', '5 not-a-resource resourceType', '6 not-a-resource resourceType'], statements: 1 },
  { name: 'a type that nobody mapped', bytes: lines(JSON.stringify({ resourceType: 'NutritionOrder', id: '1' })), answer: ['1 type-not-mapped NutritionOrder'], statements: 0 },
  { name: 'references that go in circles', bytes: lines(score('1', { hasMember: [{ reference: 'Observation/2' }], derivedFrom: [{ reference: 'Observation/1' }] }), score('2', { hasMember: [{ reference: 'Observation/1' }] })), answer: [], statements: 2 },
  { name: 'a resource without its patient, one of a group, one of a device', bytes: lines(score('1', { subject: undefined }), score('2', { subject: { reference: 'Group/9' } }), score('3', { subject: { reference: 'Device/9' } })),
    answer: ['1 patient-not-named subject', '2 patient-not-named subject', '3 patient-not-named subject'], statements: 0 },
  { name: 'the patient of another export: read, and held with that patient (samples.e2e-spec.ts)', bytes: lines(score('1', { subject: { reference: 'Patient/of-another-export' } })), answer: [], statements: 1 },
  { name: 'a value of another type', bytes: lines(score('1', { valueQuantity: { value: '7' } }), score('2', { valueQuantity: { value: { x: 1 } } }), score('3', { valueQuantity: [[7]] })), answer: [], statements: 3, says: [{ value: 7 }] },
  { name: 'a day without its day', bytes: lines(score('1', { effectiveDateTime: '2026-01' }), score('2', { effectiveDateTime: '2026' }), score('3', { effectiveDateTime: '2026-02-30' })),
    answer: ['1 partial-date effectiveDateTime', '2 partial-date effectiveDateTime', '3 not-a-date effectiveDateTime'], statements: 0 },
  { name: 'a Bundle inside a Bundle', bytes: bundle(score('1'), bundle(score('2'))), answer: ['2 type-not-mapped Bundle'], statements: 1 },
  { name: 'XML', bytes: '<Bundle xmlns="http://hl7.org/fhir">\n</Bundle>\n', answer: ['unreadable 1 malformed'], statements: 0 },
  { name: 'a table', bytes: table(ROW, OTHER), answer: ['unreadable 1 malformed'], statements: 0 },
  { name: 'a PDF', bytes: Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), answer: ['1 not-utf-8'], statements: 0 },
  { name: 'a line of 300 megabytes', bytes: () => large(300, `${score('1')}\n{"resourceType":"Binary","data":"`, `"}\n${score('3')}\n`), answer: ['2 line-too-long'], statements: 2 },
  { name: 'a first line of 300 megabytes', bytes: () => large(300, '{"resourceType":"Binary","data":"', `"}\n${score('2')}\n`), answer: ['1 line-too-long'], statements: 1 },
  { name: 'a Bundle of 300 megabytes', bytes: function* () {
    yield Buffer.from('{ "resourceType": "Bundle",\n"entry": [\n');
    const part = Buffer.from(`{ "resource": ${score('1', { note: [{ text: 'x'.repeat(1000) }] })} },\n`.repeat(900));
    for (let n = 0; n < 300; n++) yield part;
    yield Buffer.from(']}\n');
  }, answer: ['unreadable 1 too-large-as-a-whole'], statements: 0 },
];

const CASES: readonly BadInput[] = [
  { name: 'nothing', bytes: '', answer: ['unreadable 0 empty-file'], statements: 0 },
  { name: 'cut off', bytes: '{ "id": "a",\n"facts": [', answer: ['unreadable 1 malformed'], statements: 0 },
];

describe('tables that are not what they should be', () => {
  it.each(TABLES.map((input) => [input.name, input] as const))('%s', (_, input) => expectAnswer(input, { ...(TABLE as Mapping), ...(input.csv !== undefined && { csv: input.csv }) }));
});

describe('FHIR that is not what it should be', () => {
  it.each(FHIR.map((input) => [input.name, input] as const))('%s', (_, input) => expectAnswer(input, RESOURCES));
});

describe('case files that are not what they should be', () => {
  it.each(CASES.map((input) => [input.name, input] as const))('%s', (_, input) => expectAnswer(input, { source: 'bad-input', format: 'cases', patient: {}, entries: [] }));
});

it('answers with codes that the document explains, and with no other', () => {
  const documented = readFileSync(join(__dirname, '../../docs/import.md'), 'utf8');
  const codes = new Set([...TABLES, ...FHIR, ...CASES].flatMap(({ answer }) => answer.map((each) => /^(?:unreadable )?\d+ (\S+)/.exec(each)?.[1])));
  expect([...codes].filter((code) => !documented.includes(`\`${code ?? ''}\``))).toEqual([]);
});

async function expectAnswer({ bytes, answer, statements, says }: BadInput, mapping: unknown): Promise<void> {
  const parsed = parseMapping(mapping);
  if (isRejection(parsed)) throw new Error(parsed.message);
  const stream = Readable.from(typeof bytes === 'function' ? bytes() : [Buffer.from(bytes as string)], { objectMode: true });
  const said: string[] = [];
  const facts: unknown[] = [];
  let highest = 0;
  const base = held();
  try {
    for await (const read of readerOf(stream, parsed)) {
      if ('refusal' in read) said.push([read.refusal.row, read.refusal.code, read.refusal.place].filter((part) => part !== '').join(' '));
      if ('statement' in read && read.statement.kind === 'fact') facts.push(read.statement.fact);
      highest = Math.max(highest, held() - base);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    said.push(['unreadable', error.row, error.code, error.place].filter((part) => part !== '').join(' '));
  }
  expect(said).toEqual(answer);
  // Of a file that is read no further nothing is taken, however far it was read.
  if (answer.every((each) => !each.startsWith('unreadable'))) expect(facts).toHaveLength(statements);
  says?.forEach((fact, index) => expect(facts[index]).toMatchObject(fact as object));
  expect(Math.max(highest, held() - base)).toBeLessThan(MEMORY_MAX);
}

function readerOf(stream: Readable, mapping: Mapping): AsyncGenerator<Read> {
  switch (mapping.format) {
    case 'csv': return readCsv(stream, mapping, 0, 'America/New_York');
    case 'fhir': return readResources(stream, mapping, 0, 'America/New_York');
    case 'cases': return readCases(stream, 0);
  }
}

/** A file of 300 megabytes and one of three rows fit into the same. */
const MEMORY_MAX = 250 * MEGABYTE;

function held(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

