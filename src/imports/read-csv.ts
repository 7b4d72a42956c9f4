/** Tables, a row at a time: decoded as declared, each column known by its heading. A row that is cut or too wide is refused by itself, a table that is none as a whole. */
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Leaf, Mapping, Template } from './mapping';
import { isEach, isLeaf } from './mapping';
import { readTableRow, type At } from './read-row';
import type { Row } from './read-template';
import type { Read } from './statement';
import { UnreadableFile } from './unreadable-file';

const RECORD_CHARS_MAX = 1024 * 1024;
const COLUMNS_MAX = 2_000;

export async function* readCsv(bytes: Readable, mapping: Mapping, file: number, zone: string): AsyncGenerator<Read> {
  const { delimiter = ',', encoding = 'utf-8', headerRow = 1 } = mapping.csv ?? {};
  const text = decoded(bytes, encoding);
  const parser = parse({ delimiter, bom: true, relax_column_count: true, skip_empty_lines: false, max_record_size: RECORD_CHARS_MAX });
  // A fault of the text reaches whoever reads the parser.
  pipeline(Readable.from(text, { objectMode: false }), parser, () => undefined);
  let row = 0;
  let columns: ReadonlyMap<string, number> | undefined;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      row++;
      if (row < headerRow || cells.every((cell) => cell.trim() === '')) continue;
      if (columns === undefined) {
        columns = columnsOf(cells, mapping, row);
        continue;
      }
      if (cells.length !== columns.size) yield { refusal: { file, row, entry: '', place: '', code: 'ragged-row' } };
      else yield* readTableRow(new TableRow(cells, columns, zone), mapping, { file, row } satisfies At);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : fromParser(error);
  } finally {
    bytes.destroy();
  }
  if (columns === undefined) throw new UnreadableFile(row === 0 ? 'empty-file' : 'no-heading', row);
}

class TableRow implements Row {
  constructor(private readonly cells: readonly string[], private readonly columns: ReadonlyMap<string, number>, readonly zone: string) {}

  at({ column, columns }: Pick<Leaf, 'column' | 'columns'>): string | undefined {
    if (column !== undefined) return this.cell(column);
    const parts = columns?.map((each) => this.cell(each)?.trim() ?? '') ?? [];
    // Half a moment is none.
    return parts.includes('') ? undefined : parts.join(' ');
  }

  all(leaf: Pick<Leaf, 'column' | 'columns'>): readonly (string | undefined)[] {
    return [this.at(leaf)];
  }

  private cell(column: string): string | undefined {
    const index = this.columns.get(column);
    return index === undefined ? undefined : this.cells[index];
  }
}

/** Every column is one the mapping knows, and every one it reads is there. */
function columnsOf(heading: readonly string[], mapping: Mapping, row: number): ReadonlyMap<string, number> {
  if (heading.length > COLUMNS_MAX) throw new UnreadableFile('too-many-columns', row);
  const names = heading.map((name) => name.trim());
  const columns = new Map(names.map((name, index) => [name, index]));
  const read = new Set(columnsRead(mapping));
  const missing = [...read].find((name) => !columns.has(name));
  if (missing !== undefined) throw new UnreadableFile('column-missing', row, missing);
  // Only of what is a heading for certain is a cell told.
  if (columns.size < names.length) throw new UnreadableFile('column-twice', row, names.find((name, index) => names.indexOf(name) !== index));
  const stray = names.find((name) => !read.has(name) && mapping.ignores?.includes(name) !== true);
  if (stray !== undefined) throw new UnreadableFile('column-not-mapped', row, stray);
  return columns;
}

export function columnsRead(mapping: Mapping): readonly string[] {
  const { patient, skips = [], coverage, entries } = mapping;
  const { identifiers = [], ...person } = patient;
  const templates: readonly (Template | undefined)[] = [
    ...(Object.values(person) as Leaf[]), ...identifiers.map(({ from }) => from), coverage,
    ...entries.flatMap(({ id, fact, adds, moment }) => [id, fact, adds?.entry, moment]),
  ];
  const conditions = [...skips.flat(), ...entries.flatMap(({ when = [] }) => when)];
  return [...templates.flatMap(columnsIn), ...conditions.flatMap(({ column }) => column ?? [])];
}

function columnsIn(template: Template | undefined): readonly string[] {
  if (typeof template !== 'object' || template === null) return [];
  if (isLeaf(template)) return [...(template.column === undefined ? [] : [template.column]), ...(template.columns ?? [])];
  if (isEach(template)) return [...columnsIn(template.each), ...columnsIn(template.make)];
  return (Object.values(template) as Template[]).flatMap(columnsIn);
}

/** As text, or refused: a letter that the declared encoding does not have is no letter. */
async function* decoded(bytes: Readable, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw (error as { readonly code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? new UnreadableFile('wrong-encoding', 0) : error;
  }
}

const PARSER_CODES: Readonly<Record<string, string>> = { CSV_MAX_RECORD_SIZE: 'row-too-long', CSV_QUOTE_NOT_CLOSED: 'cut-off', CSV_INVALID_CLOSING_QUOTE: 'malformed-quotes', INVALID_OPENING_QUOTE: 'malformed-quotes' };

/** The parser counts for itself: rows that it had read are dropped when it fails. */
function fromParser(error: unknown): unknown {
  const { code, records = 0 } = error as { readonly code?: unknown; readonly records?: number };
  return typeof code === 'string' && Object.hasOwn(PARSER_CODES, code) ? new UnreadableFile(PARSER_CODES[code] ?? code, records + 1) : error;
}
