/** Runs of imports, and patients of a source about whom somebody has to decide. */
import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import { text, textOrNull, type Row, type Sql } from './sql';

export const IMPORT_STATES = ['reading', 'checking', 'checked', 'recording', 'recorded', 'refused', 'unreadable', 'discarded'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Still to be worked on, by whoever has its files. */
const UNFINISHED: readonly ImportState[] = ['reading', 'checking', 'recording'];

export interface StoredRun {
  readonly importId: string;
  readonly source: string;
  /** Of the files, one after the other. */
  readonly sha256: string;
  readonly state: ImportState;
  readonly options: unknown;
  /** As it was when the run began. */
  readonly mapping: unknown;
  readonly counts: Readonly<Record<string, number>>;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export type HeldState = 'waiting' | 'linked' | 'registered' | 'dismissed';

export interface HeldPatient {
  readonly heldId: string;
  readonly source: string;
  readonly key: string;
  readonly reason: string;
  readonly state: HeldState;
  readonly person: unknown;
  readonly candidates: readonly string[];
  readonly statements: unknown;
  readonly importId: string;
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  /** Of a dismissal. */
  readonly decidedWhy?: string;
}

export class Imports {
  constructor(private readonly sql: Sql) {}

  async begin(practice: PracticeId, { importId, source, sha256, state, options, mapping, counts, createdBy, createdAt }: Omit<StoredRun, 'updatedAt'>): Promise<void> {
    await this.sql.of(practice).execute('INSERT INTO import_run (practice_id, import_id, source, sha256, state, options, mapping, counts, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      [practice, importId, source, sha256, state, JSON.stringify(options), JSON.stringify(mapping), JSON.stringify(counts), createdBy, createdAt, createdAt]);
  }

  async find(practice: PracticeId, importId: string): Promise<StoredRun | undefined> {
    const [row] = await this.sql.of(practice).query('SELECT * FROM import_run WHERE practice_id = ? AND import_id = ?', [practice, importId]);
    return row === undefined ? undefined : runOf(row);
  }

  /** Of exactly these files under this source, cut off before it was done. */
  async unfinishedOf(practice: PracticeId, source: string, sha256: string): Promise<StoredRun | undefined> {
    const rows = await this.sql.of(practice).query(`SELECT * FROM import_run WHERE practice_id = ? AND source = ? AND sha256 = ? AND state IN (${UNFINISHED.map(() => '?').join(', ')}) ORDER BY created_at DESC LIMIT 1`, [practice, source, sha256, ...UNFINISHED]);
    return rows[0] === undefined ? undefined : runOf(rows[0]);
  }

  /** Newest first. */
  async list(practice: PracticeId, limit: number): Promise<readonly StoredRun[]> {
    return (await this.sql.of(practice).query('SELECT * FROM import_run WHERE practice_id = ? ORDER BY created_at DESC, import_id LIMIT ?', [practice, limit])).map(runOf);
  }

  async unfinished(practice: PracticeId): Promise<readonly StoredRun[]> {
    return (await this.sql.of(practice).query(`SELECT * FROM import_run WHERE practice_id = ? AND state IN (${UNFINISHED.map(() => '?').join(', ')}) ORDER BY created_at`, [practice, ...UNFINISHED])).map(runOf);
  }

  /** False: it was not in that state any more. */
  async move(practice: PracticeId, importId: string, from: readonly ImportState[], to: ImportState, counts: Readonly<Record<string, number>>, now: Instant, options?: unknown): Promise<boolean> {
    const rows = await this.sql.of(practice).execute(
      `UPDATE import_run SET state = ?, counts = ?, updated_at = ?, options = coalesce(?, options) WHERE practice_id = ? AND import_id = ? AND state IN (${from.map(() => '?').join(', ')}) RETURNING import_id`,
      [to, JSON.stringify(counts), now, options === undefined ? null : JSON.stringify(options), practice, importId, ...from]);
    return rows.length > 0;
  }

  /** The same patient of the same source is held once: what came last is what waits. */
  async hold(practice: PracticeId, held: Omit<HeldPatient, 'state' | 'decidedBy' | 'decidedAt' | 'decidedWhy'>, now: Instant): Promise<void> {
    const { heldId, source, key, reason, person, candidates, statements, importId } = held;
    await this.sql.of(practice).execute(`INSERT INTO import_held (practice_id, held_id, source, source_key, reason, state, person, candidates, statements, import_id, updated_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?)
      ON CONFLICT (practice_id, held_id) DO UPDATE SET reason = excluded.reason, state = 'waiting', person = excluded.person, candidates = excluded.candidates, statements = excluded.statements, import_id = excluded.import_id, decided_by = NULL, decided_at = NULL, decided_why = NULL, updated_at = excluded.updated_at
      WHERE import_held.state = 'waiting' OR import_held.statements <> excluded.statements OR excluded.reason = 'link-undone'`,
      [practice, heldId, source, key, reason, JSON.stringify(person), JSON.stringify(candidates), JSON.stringify(statements), importId, now]);
  }

  async findHeld(practice: PracticeId, heldId: string): Promise<HeldPatient | undefined> {
    const [row] = await this.sql.of(practice).query('SELECT * FROM import_held WHERE practice_id = ? AND held_id = ?', [practice, heldId]);
    return row === undefined ? undefined : heldOf(row);
  }

  async held(practice: PracticeId, state: HeldState, limit: number, after = ''): Promise<readonly HeldPatient[]> {
    return (await this.sql.of(practice).query('SELECT * FROM import_held WHERE practice_id = ? AND state = ? AND held_id > ? ORDER BY held_id LIMIT ?', [practice, state, after, limit])).map(heldOf);
  }

  async settle(practice: PracticeId, heldId: string, state: Exclude<HeldState, 'waiting'>, by: string, now: Instant, why: string | null = null): Promise<void> {
    await this.sql.of(practice).execute('UPDATE import_held SET state = ?, decided_by = ?, decided_at = ?, decided_why = ?, updated_at = ? WHERE practice_id = ? AND held_id = ?', [state, by, now, why, now, practice, heldId]);
  }
}

function runOf(row: Row): StoredRun {
  return {
    importId: text(row, 'import_id'), source: text(row, 'source'), sha256: text(row, 'sha256'), state: text(row, 'state') as ImportState, options: JSON.parse(text(row, 'options')), mapping: JSON.parse(text(row, 'mapping')),
    counts: JSON.parse(text(row, 'counts')) as StoredRun['counts'], createdBy: text(row, 'created_by'), createdAt: text(row, 'created_at'), updatedAt: text(row, 'updated_at'),
  };
}

function heldOf(row: Row): HeldPatient {
  const [by, at, why] = [textOrNull(row, 'decided_by'), textOrNull(row, 'decided_at'), textOrNull(row, 'decided_why')];
  return {
    heldId: text(row, 'held_id'), source: text(row, 'source'), key: text(row, 'source_key'), reason: text(row, 'reason'), state: text(row, 'state') as HeldState, person: JSON.parse(text(row, 'person')),
    candidates: JSON.parse(text(row, 'candidates')) as readonly string[], statements: JSON.parse(text(row, 'statements')), importId: text(row, 'import_id'), ...(by !== null && { decidedBy: by }), ...(at !== null && { decidedAt: at }), ...(why !== null && { decidedWhy: why }),
  };
}
