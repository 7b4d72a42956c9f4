/**
 * What was read and not yet decided, in a file of its own beside the import: rows come in the order of the source and are
 * wanted by patient, and a million of them fit no memory. Thrown away when the import is done.
 */
import { openSqliteFile, type Database } from '../platform/database/sqlite';
import type { Placed, Refusal, SourcePerson } from './statement';

export type PersonState = 'read' | 'ready' | 'held' | 'done';

export interface ScratchPerson {
  readonly key: string;
  readonly file: number;
  readonly row: number;
  readonly person: SourcePerson;
  readonly state: PersonState;
  /** A row under this key describes its person so that nobody can read it: whether it is this one, nobody can tell. */
  readonly isDoubted: boolean;
  /** Whom the patient was found to be. */
  readonly patientId: string | undefined;
}

export interface Counted {
  readonly [what: string]: number;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS person (key TEXT PRIMARY KEY, file INTEGER NOT NULL, row INTEGER NOT NULL, data TEXT NOT NULL, same_name TEXT, mrn TEXT, state TEXT NOT NULL, patient_id TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS person_name ON person (same_name) WHERE same_name IS NOT NULL;
CREATE INDEX IF NOT EXISTS person_mrn ON person (mrn) WHERE mrn IS NOT NULL;
CREATE TABLE IF NOT EXISTS doubt (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statement (seq INTEGER PRIMARY KEY, patient TEXT NOT NULL, data TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS refusal (seq INTEGER PRIMARY KEY, file INTEGER NOT NULL, row INTEGER NOT NULL, entry TEXT NOT NULL, place TEXT NOT NULL, code TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tally (what TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

export class Scratch {
  private readonly db: Database.Database;
  private readonly insertPerson;
  private readonly findPerson;
  private readonly insertDoubt;
  private readonly insertStatement;
  private readonly insertRefusal;
  private readonly countNamed;
  private readonly countCharted;
  private readonly countStatements;
  private readonly selectStatements;
  private readonly updatePerson;

  constructor(file: string) {
    this.db = openSqliteFile({ file });
    // A cut-off reading begins anew, so nothing here need outlive a power cut.
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = OFF');
    this.db.exec(SCHEMA);
    this.insertPerson = this.db.prepare('INSERT INTO person (key, file, row, data, same_name, mrn, state, patient_id) VALUES (?, ?, ?, ?, ?, ?, \'read\', NULL)');
    this.findPerson = this.db.prepare<[string], { readonly data: string }>('SELECT data FROM person WHERE key = ?');
    this.insertDoubt = this.db.prepare('INSERT OR IGNORE INTO doubt (key) VALUES (?)');
    this.insertStatement = this.db.prepare('INSERT INTO statement (patient, data) VALUES (?, ?)');
    this.insertRefusal = this.db.prepare('INSERT INTO refusal (file, row, entry, place, code) VALUES (?, ?, ?, ?, ?)');
    this.countNamed = this.db.prepare<[string], { readonly n: number }>('SELECT count(*) AS n FROM person WHERE same_name = ?');
    this.countCharted = this.db.prepare<[string], { readonly n: number }>('SELECT count(*) AS n FROM person WHERE mrn = ?');
    this.countStatements = this.db.prepare<[string], { readonly n: number }>('SELECT count(*) AS n FROM statement WHERE patient = ?');
    this.selectStatements = this.db.prepare<[string, number], { readonly data: string }>('SELECT data FROM statement WHERE patient = ? ORDER BY seq LIMIT ?');
    this.updatePerson = this.db.prepare('UPDATE person SET state = ?, patient_id = ? WHERE key = ?');
  }

  clear(): void {
    this.db.exec('DELETE FROM person; DELETE FROM doubt; DELETE FROM statement; DELETE FROM refusal; DELETE FROM tally;');
  }

  /** Work in one transaction: a row by itself costs more than reading it. */
  together<T>(work: () => T): T {
    return this.db.transaction(work)();
  }

  /** False: the source says two things of one person. */
  addPerson(key: string, { file, row }: { readonly file: number; readonly row: number }, person: SourcePerson): boolean {
    const data = JSON.stringify(person);
    const before = this.findPerson.get(key);
    if (before !== undefined) return before.data === data;
    this.insertPerson.run(key, file, row, data, sameNameOf(person) ?? null, mrnOf(person) ?? null);
    return true;
  }

  addDoubt(key: string): void {
    this.insertDoubt.run(key);
  }

  addStatement(placed: Placed): void {
    const { patient, ...data } = placed;
    this.insertStatement.run(patient, JSON.stringify(data));
  }

  addRefusal({ file, row, entry, place, code }: Refusal): void {
    this.insertRefusal.run(file, row, entry, place, code);
  }

  /** By patient from here on; and patients of whom only facts came, nothing else. */
  endReading(): void {
    this.db.exec('CREATE INDEX IF NOT EXISTS statement_patient ON statement (patient, seq);');
    this.db.exec('INSERT OR IGNORE INTO person (key, file, row, data, same_name, mrn, state, patient_id) SELECT patient, 0, 0, \'{"identifiers":[]}\', NULL, NULL, \'read\', NULL FROM statement GROUP BY patient;');
  }

  /** In order of keys, from one on; few at a time. */
  persons(state: PersonState, after: string, limit: number): readonly ScratchPerson[] {
    const rows = this.db.prepare<[string, string, number], { key: string; file: number; row: number; data: string; state: PersonState; patient_id: string | null; doubted: number }>(
      'SELECT key, file, row, data, state, patient_id, EXISTS (SELECT 1 FROM doubt WHERE doubt.key = person.key) AS doubted FROM person WHERE state = ? AND key > ? ORDER BY key LIMIT ?').all(state, after, limit);
    return rows.map(({ key, file, row, data, state: now, patient_id, doubted }) => ({ key, file, row, person: JSON.parse(data) as SourcePerson, state: now, isDoubted: doubted === 1, patientId: patient_id ?? undefined }));
  }

  /** How many of the source have this name and date of birth, or this chart number. */
  sameAtSource(person: SourcePerson): number {
    const [name, mrn] = [sameNameOf(person), mrnOf(person)];
    const named = name === undefined ? 0 : (this.countNamed.get(name)?.n ?? 0);
    return Math.max(named, mrn === undefined ? 0 : (this.countCharted.get(mrn)?.n ?? 0));
  }

  /** How much the source says of a patient. */
  countOf(patient: string): number {
    return this.countStatements.get(patient)?.n ?? 0;
  }

  setPerson(key: string, state: PersonState, patientId: string | undefined): void {
    this.updatePerson.run(state, patientId ?? null, key);
  }

  statements(patient: string, limit: number): readonly Omit<Placed, 'patient'>[] {
    return this.selectStatements.all(patient, limit).map(({ data }) => JSON.parse(data) as Omit<Placed, 'patient'>);
  }

  refusals(after: number, limit: number): readonly (Refusal & { readonly seq: number })[] {
    return this.db.prepare<[number, number], Refusal & { readonly seq: number }>('SELECT seq, file, row, entry, place, code FROM refusal WHERE seq > ? ORDER BY seq LIMIT ?').all(after, limit);
  }

  refusalCodes(): Counted {
    return Object.fromEntries(this.db.prepare<[], { readonly code: string; readonly n: number }>('SELECT code, count(*) AS n FROM refusal GROUP BY code ORDER BY n DESC, code').all().map(({ code, n }) => [code, n]));
  }

  count(table: 'person' | 'statement' | 'refusal'): number {
    return this.db.prepare<[], { readonly n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
  }

  tally(counts: Counted): void {
    const add = this.db.prepare('INSERT INTO tally (what, count) VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET count = count + excluded.count');
    for (const [what, count] of Object.entries(counts)) if (count > 0) add.run(what, count);
  }

  tallied(): Counted {
    return Object.fromEntries(this.db.prepare<[], { readonly what: string; readonly count: number }>('SELECT what, count FROM tally').all().map(({ what, count }) => [what, count]));
  }

  /** What was read is on record or on the list; where nothing could be read stays, without a value. */
  forget(): void {
    this.db.pragma('secure_delete = ON');
    this.db.exec('DELETE FROM statement; DELETE FROM person; DELETE FROM doubt; VACUUM;');
  }

  close(): void {
    this.db.close();
  }
}

function mrnOf({ identifiers }: SourcePerson): string | undefined {
  return identifiers.find(({ kind }) => kind === 'mrn')?.value;
}

function sameNameOf({ name, birthDate }: SourcePerson): string | undefined {
  return name === undefined || birthDate === undefined ? undefined : `${name.family}\n${name.given}\n${birthDate}`.normalize('NFC').toLowerCase();
}
