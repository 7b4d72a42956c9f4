import type { PracticeId } from '../../../machines/kernel/ids';
import type { DeadlineRow, NeedRow, PatientLinkRow, PatientSummaryRow, WorklistRow } from '../event-store/projection-tables';
import { EVENT_COLUMNS, toStoredEvent } from '../event-store/event-rows';
import { openRows } from '../event-store/open-rows';
import type { StoredEvent } from '../event-store/event-store';
import type { DataKeys } from '../sealing/data-keys';
import { findSealedDocument } from '../sealing/find-sealed-document';
import { bytes, text, type Sql, type SqlValue } from './sql';

/** Where the last page ended: the order is (sort_name, id), the same bytes on both engines. */
export interface Cursor {
  readonly sortName: string;
  readonly id: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly next?: Cursor;
}

/** Each given filter narrows; words are compared whole. */
export interface WorklistFilter {
  readonly patientId?: string;
  readonly pathway?: string;
  readonly region?: string;
  readonly position?: string;
  readonly tag?: string;
  readonly nextStep?: string;
  readonly result?: string;
  readonly plannedOn?: string;
}

export interface PatientSearch {
  readonly namePrefix?: string;
  readonly identifier?: string;
  readonly birthDate?: string;
}

/** Each given filter narrows. */
export interface DeadlineFilter {
  readonly kind?: string;
  readonly payer?: string;
  readonly until?: string;
  readonly overdueOn?: string;
}

/** A row where something is due. */
export type DueRow = DeadlineRow & { readonly kind: string; readonly due_on: string };

export interface DocumentContent {
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const EQUAL_COLUMNS = { patientId: 'patient_id', pathway: 'pathway', region: 'region', position: 'position', nextStep: 'next_step', result: 'result', plannedOn: 'planned_on' } as const;

/** Reads of projections. Every query is of one practice: there is no other way to ask. */
export class Reads {
  constructor(private readonly sql: Sql, private readonly dataKeys?: DataKeys) {}

  async worklist(practice: PracticeId, filter: WorklistFilter, limit: number, after?: Cursor): Promise<Page<WorklistRow>> {
    const where = new Conditions(practice);
    for (const [name, column] of Object.entries(EQUAL_COLUMNS)) where.add(`${column} = ?`, filter[name as keyof typeof EQUAL_COLUMNS]);
    where.add(`tags LIKE ? ESCAPE '!'`, containsWord(filter.tag));
    return this.page<WorklistRow>(practice, 'worklist', 'episode_id', where, limit, after);
  }

  async patients(practice: PracticeId, limit: number, after?: Cursor): Promise<Page<PatientSummaryRow>> {
    return this.page<PatientSummaryRow>(practice, 'patient_summary', 'patient_id', new Conditions(practice), limit, after);
  }

  async patient(practice: PracticeId, patientId: string): Promise<PatientSummaryRow | undefined> {
    const [row] = await this.sql.of(practice).query('SELECT * FROM patient_summary WHERE practice_id = ? AND patient_id = ?', [practice, patientId]);
    return row as PatientSummaryRow | undefined;
  }

  /**
   * By the beginning of "family given" in small letters, a whole identifier, or a birth date: whichever is given, any of them. In the order of the list. Each is asked for
   * apart, by an index of its own: as one question with "or" both engines went through all of a practice's patients, two seconds among a million.
   */
  async findPatients(practice: PracticeId, { namePrefix, identifier, birthDate }: PatientSearch, limit: number): Promise<readonly PatientSummaryRow[]> {
    const found = new Map<string, PatientSummaryRow>();
    const ask = async (condition: string, values: readonly string[], order: string): Promise<void> => {
      const rows = await this.sql.of(practice).query(`SELECT * FROM patient_summary WHERE practice_id = ? AND ${condition} ORDER BY ${order} LIMIT ?`, [practice, ...values, limit]) as unknown as PatientSummaryRow[];
      for (const row of rows) found.set(row.patient_id, row);
    };
    if (namePrefix !== undefined) await ask('sort_name >= ? AND sort_name < ?', [namePrefix, `${namePrefix}\u{10ffff}`], 'sort_name, patient_id');
    // An order that no index has: for one that it has SQLite would go through everybody in it.
    if (identifier !== undefined) await ask('patient_id IN (SELECT patient_id FROM patient_identifier WHERE practice_id = ? AND value = ?)', [practice, identifier.replace(/[A-Z]/g, (letter) => letter.toLowerCase())], "sort_name || '', patient_id");
    if (birthDate !== undefined) await ask('birth_date = ?', [birthDate], 'sort_name, patient_id');
    return [...found.values()].sort(byName).slice(0, limit);
  }

  /** Patients with an open episode, or with a day that must not be missed, in order of their ids, a page at a time. */
  async patientsInCare(practice: PracticeId, limit: number, after: string): Promise<readonly PatientSummaryRow[]> {
    return await this.sql.of(practice).query(`SELECT * FROM patient_summary AS p WHERE practice_id = ? AND patient_id > ? AND (open_episodes > 0
      OR EXISTS (SELECT 1 FROM deadline WHERE deadline.practice_id = p.practice_id AND deadline.patient_id = p.patient_id AND due_on IS NOT NULL)) ORDER BY patient_id LIMIT ?`, [practice, after, limit]) as unknown as PatientSummaryRow[];
  }

  /** The worklist's rows of these patients. */
  async worklistOf(practice: PracticeId, patientIds: readonly string[]): Promise<readonly WorklistRow[]> {
    if (patientIds.length === 0) return [];
    return await this.sql.of(practice).query(`SELECT * FROM worklist WHERE practice_id = ? AND patient_id IN (${patientIds.map(() => '?').join(', ')})`, [practice, ...patientIds]) as unknown as WorklistRow[];
  }

  /** All places of these patients where something may be due, those where nothing is too. */
  async deadlinesOf(practice: PracticeId, patientIds: readonly string[]): Promise<readonly DeadlineRow[]> {
    if (patientIds.length === 0) return [];
    return await this.sql.of(practice).query(`SELECT * FROM deadline WHERE practice_id = ? AND patient_id IN (${patientIds.map(() => '?').join(', ')})`, [practice, ...patientIds]) as unknown as DeadlineRow[];
  }

  /** Every need of these patients. */
  async needsOf(practice: PracticeId, patientIds: readonly string[]): Promise<readonly NeedRow[]> {
    if (patientIds.length === 0) return [];
    return await this.sql.of(practice).query(`SELECT * FROM need WHERE practice_id = ? AND patient_id IN (${patientIds.map(() => '?').join(', ')})`, [practice, ...patientIds]) as unknown as NeedRow[];
  }

  /** Patients of other systems that are or were taken for these. */
  async linksOf(practice: PracticeId, patientIds: readonly string[]): Promise<readonly PatientLinkRow[]> {
    if (patientIds.length === 0) return [];
    return await this.sql.of(practice).query(`SELECT * FROM patient_link WHERE practice_id = ? AND patient_id IN (${patientIds.map(() => '?').join(', ')})`, [practice, ...patientIds]) as unknown as PatientLinkRow[];
  }

  /** What is due, soonest first; `overdueOn` leaves only what is late on that day by every reading. */
  async deadlines(practice: PracticeId, { kind, payer, until, overdueOn }: DeadlineFilter, limit: number, after?: { readonly on: string; readonly id: string }): Promise<readonly DueRow[]> {
    const where = new Conditions(practice);
    where.add('due_on IS NOT NULL');
    where.add('kind = ?', kind);
    where.add('payer = ?', payer);
    where.add('due_on <= ?', until);
    where.add(`(coalesce(until_on, due_on) < ? OR kind = 'expired')`, overdueOn);
    if (after !== undefined) where.add('(due_on, deadline_id) > (?, ?)', after.on, after.id);
    return await this.sql.of(practice).query(`SELECT * FROM deadline WHERE ${where.sql} ORDER BY due_on, deadline_id LIMIT ?`, [...where.parameters, limit]) as unknown as DueRow[];
  }

  /** A patient who is registered under this chart number. */
  async patientWithMrn(practice: PracticeId, mrn: string): Promise<string | undefined> {
    const [row] = await this.sql.of(practice).query('SELECT patient_id FROM patient_summary WHERE practice_id = ? AND mrn = ? LIMIT 1', [practice, mrn]);
    return row === undefined ? undefined : text(row, 'patient_id');
  }

  // SQLite would rather walk through all of a practice's rows, in the order asked for, than look a few up by an index that does not hold them whole:
  // it is asked for their keys, which the index holds, and then for the rows. A million rows of an import made this seen.

  /** Patients registered under a chart number; two where somebody said that they are two. */
  async patientsWithMrn(practice: PracticeId, mrn: string): Promise<readonly PatientSummaryRow[]> {
    return await this.sql.of(practice).query('SELECT * FROM patient_summary WHERE practice_id = ? AND patient_id IN (SELECT patient_id FROM patient_summary WHERE practice_id = ? AND mrn = ?) ORDER BY patient_id LIMIT 10', [practice, practice, mrn]) as unknown as PatientSummaryRow[];
  }

  /** Patients of exactly this name and date of birth. */
  async namesakes(practice: PracticeId, name: string, birthDate: string): Promise<readonly PatientSummaryRow[]> {
    return await this.sql.of(practice).query('SELECT * FROM patient_summary WHERE practice_id = ? AND patient_id IN (SELECT patient_id FROM patient_summary WHERE practice_id = ? AND birth_date = ? AND sort_name = ?) ORDER BY patient_id LIMIT 10', [practice, practice, birthDate, name]) as unknown as PatientSummaryRow[];
  }

  /** What is known of a source's patient: who it is here, and who it is not. */
  async links(practice: PracticeId, source: string, key: string): Promise<readonly PatientLinkRow[]> {
    return await this.sql.of(practice).query('SELECT * FROM patient_link WHERE practice_id = ? AND link_id IN (SELECT link_id FROM patient_link WHERE practice_id = ? AND source = ? AND source_key = ?) ORDER BY link_id', [practice, practice, source, key]) as unknown as PatientLinkRow[];
  }

  async document(practice: PracticeId, sha256: string): Promise<DocumentContent | undefined> {
    const sealed = this.dataKeys === undefined ? undefined : await findSealedDocument(this.sql, this.dataKeys, practice, sha256);
    if (sealed !== undefined) return sealed;
    const [row] = await this.sql.of(practice).query('SELECT sha256, media_type, bytes FROM document_content WHERE practice_id = ? AND sha256 = ?', [practice, sha256]);
    return row === undefined ? undefined : { sha256: text(row, 'sha256'), mediaType: text(row, 'media_type'), bytes: bytes(row, 'bytes') };
  }

  /** Streams of a practice in order of their ids, a page at a time. */
  async streams(practice: PracticeId, limit: number, after = ''): Promise<readonly string[]> {
    // One whose record was destroyed is a chain and nothing to read.
    const isThere = this.dataKeys === undefined ? '' : 'AND NOT EXISTS (SELECT 1 FROM data_key k WHERE k.practice_id = event.practice_id AND k.patient_id = event.stream_id AND k.destroyed_at IS NOT NULL)';
    const rows = await this.sql.of(practice).query(`SELECT DISTINCT stream_id FROM event WHERE practice_id = ? AND version = 1 AND stream_id > ? ${isThere} ORDER BY stream_id LIMIT ?`, [practice, after, limit]);
    return rows.map((row) => text(row, 'stream_id'));
  }

  /** Of these streams the events of these types, in order. */
  async eventsOf(practice: PracticeId, streams: readonly string[], types: readonly string[]): Promise<readonly StoredEvent[]> {
    if (streams.length === 0) return [];
    const places = (values: readonly string[]): string => values.map(() => '?').join(', ');
    const rows = await this.sql.of(practice).query(`SELECT ${EVENT_COLUMNS} FROM event WHERE practice_id = ? AND stream_id IN (${places(streams)}) AND type IN (${places(types)}) ORDER BY stream_id, version`, [practice, ...streams, ...types]);
    return this.dataKeys === undefined ? rows.map((row) => toStoredEvent(row)) : openRows(this.dataKeys, practice, rows);
  }

  /** Which of these streams hold an event of the type. */
  async streamsWith(practice: PracticeId, streams: readonly string[], type: string): Promise<readonly string[]> {
    if (streams.length === 0) return [];
    const rows = await this.sql.of(practice).query(`SELECT DISTINCT stream_id FROM event WHERE practice_id = ? AND stream_id IN (${streams.map(() => '?').join(', ')}) AND type = ? ORDER BY stream_id`, [practice, ...streams, type]);
    return rows.map((row) => text(row, 'stream_id'));
  }

  /** One row more than asked tells whether there is a next page. */
  private async page<Item extends { readonly sort_name: string }>(practice: PracticeId, table: string, id: keyof Item & string, where: Conditions, limit: number, after: Cursor | undefined): Promise<Page<Item>> {
    if (after !== undefined) where.add(`(sort_name, ${id}) > (?, ?)`, after.sortName, after.id);
    const rows = await this.sql.of(practice).query(`SELECT * FROM ${table} WHERE ${where.sql} ORDER BY sort_name, ${id} LIMIT ?`, [...where.parameters, limit + 1]);
    const items = rows.slice(0, limit) as unknown as Item[];
    const last = items.at(-1);
    return rows.length > limit && last !== undefined ? { items, next: { sortName: last.sort_name, id: String(last[id]) } } : { items };
  }
}

/** Conditions that all hold; a condition without its value is left out. */
class Conditions {
  private readonly parts = ['practice_id = ?'];
  readonly parameters: SqlValue[];

  constructor(practice: PracticeId) {
    this.parameters = [practice];
  }

  get sql(): string {
    return this.parts.join(' AND ');
  }

  add(condition: string, ...values: readonly (string | undefined)[]): void {
    const given = values.filter((value) => value !== undefined);
    if (given.length < values.length) return;
    this.parts.push(condition);
    this.parameters.push(...given);
  }
}

/** As both engines sort: by the bytes of UTF-8. */
function byName(a: PatientSummaryRow, b: PatientSummaryRow): number {
  return Buffer.compare(Buffer.from(a.sort_name), Buffer.from(b.sort_name)) || Buffer.compare(Buffer.from(a.patient_id), Buffer.from(b.patient_id));
}

/** Matches a whole word in a JSON array of words. */
function containsWord(word: string | undefined): string | undefined {
  return word === undefined ? undefined : `%${JSON.stringify(word).replace(/[!%_]/g, '!$&')}%`;
}
