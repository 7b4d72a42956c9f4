/** How long a practice keeps records, which of them are held, and which were asked to be purged. Writes are statements of a commit, so that they stand with their row of the audit or not at all. */
import type { Instant, PatientId, PracticeId } from '../../../machines/kernel/ids';
import type { GuardedStatement } from '../event-store/event-store';
import { integer, text, textOrNull, type Row, type Sql } from './sql';

export interface LegalHold {
  readonly holdId: string;
  readonly patientId: PatientId;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Instant;
  readonly liftedBy: string | null;
  readonly liftedAt: Instant | null;
  readonly liftedWhy: string | null;
}

export interface Purge {
  readonly purgeId: string;
  readonly patientId: PatientId;
  readonly reason: string;
  readonly state: 'asked' | 'declined' | 'done';
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly decidedWhy: string | null;
}

export interface RetentionPeriod {
  readonly periodId: string;
  readonly years: number;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Instant;
}

const HOLD = 'hold_id, patient_id, reason, placed_by, placed_at, lifted_by, lifted_at, lifted_why';
const PURGE = 'purge_id, patient_id, reason, state, asked_by, asked_at, decided_by, decided_at, decided_why';
const PERIOD = 'period_id, years, reason, set_by, set_at';

export class Purges {
  constructor(private readonly sql: Sql) {}

  async holds(practice: PracticeId, patientId: PatientId): Promise<readonly LegalHold[]> {
    return (await this.sql.of(practice).query(`SELECT ${HOLD} FROM legal_hold WHERE practice_id = ? AND patient_id = ? ORDER BY placed_at DESC, hold_id DESC`, [practice, patientId])).map(toHold);
  }

  async hold(practice: PracticeId, holdId: string): Promise<LegalHold | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${HOLD} FROM legal_hold WHERE practice_id = ? AND hold_id = ?`, [practice, holdId]);
    return row === undefined ? undefined : toHold(row);
  }

  async find(practice: PracticeId, purgeId: string): Promise<Purge | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${PURGE} FROM purge WHERE practice_id = ? AND purge_id = ?`, [practice, purgeId]);
    return row === undefined ? undefined : toPurge(row);
  }

  async waiting(practice: PracticeId, patientId: PatientId): Promise<Purge | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${PURGE} FROM purge WHERE practice_id = ? AND patient_id = ? AND state = 'asked'`, [practice, patientId]);
    return row === undefined ? undefined : toPurge(row);
  }

  /** Newest first; those before one, where a page has ended. */
  async list(practice: PracticeId, limit: number, before?: string): Promise<readonly Purge[]> {
    const place = before === undefined ? '' : 'AND (asked_at, purge_id) < (SELECT asked_at, purge_id FROM purge WHERE practice_id = ? AND purge_id = ?)';
    return (await this.sql.of(practice).query(`SELECT ${PURGE} FROM purge WHERE practice_id = ? ${place} ORDER BY asked_at DESC, purge_id DESC LIMIT ?`, [practice, ...(before === undefined ? [] : [practice, before]), limit])).map(toPurge);
  }

  /** What the practice has set; undefined: nothing. */
  async period(practice: PracticeId): Promise<RetentionPeriod | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${PERIOD} FROM retention_period WHERE practice_id = ? ORDER BY set_at DESC, period_id DESC LIMIT 1`, [practice]);
    return row === undefined ? undefined : toPeriod(row);
  }

  async findPeriod(practice: PracticeId, periodId: string): Promise<RetentionPeriod | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${PERIOD} FROM retention_period WHERE practice_id = ? AND period_id = ?`, [practice, periodId]);
    return row === undefined ? undefined : toPeriod(row);
  }

  /** Was any of it recorded in the clear? What the log says about itself is nobody's record. */
  async isWhollySealed(practice: PracticeId, patientId: PatientId): Promise<boolean> {
    return (await this.sql.of(practice).query('SELECT 1 AS one FROM event WHERE practice_id = ? AND stream_id = ? AND key_id IS NULL LIMIT 1', [practice, patientId])).length === 0;
  }

  /** Of a record that was destroyed in the same moment, none is placed. */
  addHold(practice: PracticeId, { holdId, patientId, reason, placedBy, placedAt }: LegalHold): GuardedStatement {
    return { sql: `INSERT INTO legal_hold (practice_id, hold_id, patient_id, reason, placed_by, placed_at) SELECT ${this.sql.engine === 'sqlite' ? '?, ?, ?, ?, ?, ?' : '?::text, ?::text, ?::text, ?::text, ?::text, ?::text'}
      WHERE NOT EXISTS (SELECT 1 FROM data_key WHERE practice_id = ? AND patient_id = ? AND destroyed_at IS NOT NULL) ON CONFLICT DO NOTHING`, parameters: [practice, holdId, patientId, reason, placedBy, placedAt, practice, patientId] };
  }

  /** The first lifting stays. */
  liftHold(practice: PracticeId, holdId: string, by: string, at: Instant, why: string): GuardedStatement {
    return { sql: 'UPDATE legal_hold SET lifted_by = ?, lifted_at = ?, lifted_why = ? WHERE practice_id = ? AND hold_id = ? AND lifted_at IS NULL', parameters: [by, at, why, practice, holdId] };
  }

  add(practice: PracticeId, { purgeId, patientId, reason, askedBy, askedAt }: Purge): GuardedStatement {
    return { sql: `INSERT INTO purge (practice_id, purge_id, patient_id, reason, state, asked_by, asked_at) VALUES (?, ?, ?, ?, 'asked', ?, ?) ON CONFLICT DO NOTHING`, parameters: [practice, purgeId, patientId, reason, askedBy, askedAt] };
  }

  /** Once. */
  decide(practice: PracticeId, purgeId: string, state: 'declined' | 'done', by: string, at: Instant, why: string): GuardedStatement {
    return { sql: `UPDATE purge SET state = ?, decided_by = ?, decided_at = ?, decided_why = ? WHERE practice_id = ? AND purge_id = ? AND state = 'asked'`, parameters: [state, by, at, why, practice, purgeId], ...(state === 'done' && { mustChange: true }) };
  }

  setPeriod(practice: PracticeId, { periodId, years, reason, setBy, setAt }: RetentionPeriod): GuardedStatement {
    return { sql: `INSERT INTO retention_period (practice_id, ${PERIOD}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, parameters: [practice, periodId, years, reason, setBy, setAt] };
  }

  /**
   * What is left of a patient beside the log, and the key to the log: all of it, or nothing where a hold was placed meanwhile. The order
   * matters: what is found by another row goes before it. `feed` rows and the audit stay, they hold ids and no values.
   */
  erase(practice: PracticeId, patientId: PatientId, at: Instant): readonly GuardedStatement[] {
    const of = (sql: string): GuardedStatement => ({ sql, parameters: [practice, patientId] });
    const job = this.sql.engine === 'sqlite' ? `json_extract(CAST(payload AS TEXT), '$.patientId')` : `convert_from(payload, 'UTF8')::json ->> 'patientId'`;
    return [
      {
        sql: `UPDATE data_key SET wrapped = NULL, wrapped_with = NULL, destroyed_at = ? WHERE practice_id = ? AND patient_id = ? AND wrapped IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.practice_id = data_key.practice_id AND h.patient_id = data_key.patient_id AND h.lifted_at IS NULL)`,
        parameters: [at, practice, patientId], mustChange: true,
      },
      { sql: 'DELETE FROM document_content WHERE practice_id = ? AND sha256 IN (SELECT stored_sha256 FROM sealed_document WHERE practice_id = ? AND patient_id = ?)', parameters: [practice, practice, patientId] },
      of('DELETE FROM sealed_document WHERE practice_id = ? AND patient_id = ?'),
      of('DELETE FROM snapshot WHERE practice_id = ? AND stream_id = ?'),
      of('DELETE FROM idempotency WHERE practice_id = ? AND stream_id = ?'),
      of(`DELETE FROM outbox WHERE practice_id = ? AND ${job} = ?`),
      of('DELETE FROM webhook_delivery WHERE practice_id = ? AND patient_id = ?'),
      ...['diary_session', 'diary_entry'].map((table) => ({ sql: `DELETE FROM ${table} WHERE practice_id = ? AND diary_id IN (SELECT diary_id FROM diary WHERE practice_id = ? AND patient_id = ?)`, parameters: [practice, practice, patientId] })),
      of('DELETE FROM diary WHERE practice_id = ? AND patient_id = ?'),
      {
        // A link that was undone: what waits under it is somebody else's.
        sql: "DELETE FROM import_held WHERE practice_id = ? AND EXISTS (SELECT 1 FROM patient_link l WHERE l.practice_id = import_held.practice_id AND l.source = import_held.source AND l.source_key = import_held.source_key AND l.patient_id = ? AND l.state = 'standing')",
        parameters: [practice, patientId],
      },
      ...['patient_summary', 'patient_link', 'worklist', 'deadline', 'need'].map((table) => of(`DELETE FROM ${table} WHERE practice_id = ? AND patient_id = ?`)),
    ];
  }
}

function toHold(row: Row): LegalHold {
  return {
    holdId: text(row, 'hold_id'), patientId: text(row, 'patient_id'), reason: text(row, 'reason'), placedBy: text(row, 'placed_by'), placedAt: text(row, 'placed_at'),
    liftedBy: textOrNull(row, 'lifted_by'), liftedAt: textOrNull(row, 'lifted_at'), liftedWhy: textOrNull(row, 'lifted_why'),
  };
}

function toPurge(row: Row): Purge {
  return {
    purgeId: text(row, 'purge_id'), patientId: text(row, 'patient_id'), reason: text(row, 'reason'), state: text(row, 'state') as Purge['state'], askedBy: text(row, 'asked_by'), askedAt: text(row, 'asked_at'),
    decidedBy: textOrNull(row, 'decided_by'), decidedAt: textOrNull(row, 'decided_at'), decidedWhy: textOrNull(row, 'decided_why'),
  };
}

function toPeriod(row: Row): RetentionPeriod {
  return { periodId: text(row, 'period_id'), years: integer(row, 'years'), reason: text(row, 'reason'), setBy: text(row, 'set_by'), setAt: text(row, 'set_at') };
}
