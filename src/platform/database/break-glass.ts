/** Records opened by somebody whose role does not open them: one patient, with a reason, until an instant. Never changed or taken back. */
import type { Instant, PatientId, PracticeId } from '../../../machines/kernel/ids';
import { text, type Row, type Sql } from './sql';

export interface BrokenGlass {
  readonly grantId: string;
  readonly patientId: PatientId;
  readonly actorId: string;
  readonly reason: string;
  readonly startedAt: Instant;
  readonly endsAt: Instant;
}

const COLUMNS = 'grant_id, patient_id, actor_id, reason, started_at, ends_at';

export class BreakGlass {
  constructor(private readonly sql: Sql) {}

  /** Idempotent by its id: the first stays. */
  async add(practice: PracticeId, { grantId, patientId, actorId, reason, startedAt, endsAt }: BrokenGlass): Promise<BrokenGlass> {
    await this.sql.of(practice).execute(`INSERT INTO break_glass (practice_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (practice_id, grant_id) DO NOTHING`, [practice, grantId, patientId, actorId, reason, startedAt, endsAt]);
    const [row] = await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM break_glass WHERE practice_id = ? AND grant_id = ?`, [practice, grantId]);
    if (row === undefined) throw new Error('a grant that was just added is not there');
    return toGrant(row);
  }

  /** The one that lasts longest. */
  async open(practice: PracticeId, actorId: string, patientId: PatientId, now: Instant): Promise<BrokenGlass | undefined> {
    const [row] = await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM break_glass WHERE practice_id = ? AND actor_id = ? AND patient_id = ? AND ends_at > ? ORDER BY ends_at DESC LIMIT 1`, [practice, actorId, patientId, now]);
    return row === undefined ? undefined : toGrant(row);
  }

  /** Newest first; those before one, where a page has ended. */
  async list(practice: PracticeId, limit: number, before?: string): Promise<readonly BrokenGlass[]> {
    const place = before === undefined ? '' : 'AND (started_at, grant_id) < (SELECT started_at, grant_id FROM break_glass WHERE practice_id = ? AND grant_id = ?)';
    const rows = await this.sql.of(practice).query(`SELECT ${COLUMNS} FROM break_glass WHERE practice_id = ? ${place} ORDER BY started_at DESC, grant_id DESC LIMIT ?`, [practice, ...(before === undefined ? [] : [practice, before]), limit]);
    return rows.map(toGrant);
  }
}

function toGrant(row: Row): BrokenGlass {
  return { grantId: text(row, 'grant_id'), patientId: text(row, 'patient_id'), actorId: text(row, 'actor_id'), reason: text(row, 'reason'), startedAt: text(row, 'started_at'), endsAt: text(row, 'ends_at') };
}
