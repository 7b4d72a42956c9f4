/** The rows of diaries. Every statement names the practice; only the link itself is looked up without one. */
import { Inject, Injectable } from '@nestjs/common';
import type { Answers, DiaryKind } from '../../machines/diary';
import { integer, text, textOrNull, type Row } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { pausedUntil } from './throttle';

export interface Diary {
  readonly practice: string;
  readonly diaryId: string;
  readonly patientId: string;
  readonly factId: string;
  readonly kind: DiaryKind;
  readonly startsAt: string;
  readonly closesAt: string;
  readonly expiresAt: string;
  readonly plannedDays: number | null;
  readonly language: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly openedAt: string | null;
  readonly wrongTries: number;
  readonly pausedUntil: string | null;
}

/** Of whoever has the link. */
export interface LinkedDiary extends Diary {
  readonly practiceName: string;
  readonly timeZone: string;
  readonly demo: boolean;
}

export interface ListedDiary extends Diary {
  readonly entries: number;
  readonly lastEntryAt: string | null;
}

export interface Entry {
  readonly number: number;
  readonly about: string;
  readonly answers: Answers;
  readonly toldAt: string | null;
  readonly recordedAt: string | null;
}

export type NewDiary = Omit<Diary, 'revokedAt' | 'openedAt' | 'wrongTries' | 'pausedUntil'>;

const COLUMNS = ['practice_id', 'diary_id', 'patient_id', 'fact_id', 'kind', 'starts_at', 'closes_at', 'expires_at', 'planned_days', 'language', 'created_by', 'created_at', 'revoked_at', 'opened_at', 'wrong_tries', 'paused_until']
  .map((column) => `diary.${column}`).join(', ');
const OF_DIARY = 'practice_id = ? AND diary_id = ?';

@Injectable()
export class DiaryStore {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  /** False where the same request has made it before. */
  async add(diary: NewDiary, hash: Buffer): Promise<boolean> {
    const { practice, diaryId, patientId, factId, kind, startsAt, closesAt, expiresAt, plannedDays, language, createdBy, createdAt } = diary;
    const rows = await this.store.sql.of(practice).execute(`INSERT INTO diary (practice_id, diary_id, patient_id, fact_id, kind, hash, starts_at, closes_at, expires_at, planned_days, language, created_by, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (practice_id, diary_id) DO NOTHING RETURNING diary_id`,
    [practice, diaryId, patientId, factId, kind, hash, startsAt, closesAt, expiresAt, plannedDays, language, createdBy, createdAt]);
    return rows.length > 0;
  }

  async list(practice: string, patientId: string, diaryId?: string): Promise<readonly ListedDiary[]> {
    const rows = await this.store.sql.of(practice).query(`SELECT ${COLUMNS}, COUNT(diary_entry.recorded_at) AS entries, MAX(diary_entry.recorded_at) AS last_entry_at
      FROM diary LEFT JOIN diary_entry ON diary_entry.practice_id = diary.practice_id AND diary_entry.diary_id = diary.diary_id
      WHERE diary.practice_id = ? AND diary.patient_id = ?${diaryId === undefined ? '' : ' AND diary.diary_id = ?'} GROUP BY diary.practice_id, diary.diary_id ORDER BY diary.created_at, diary.diary_id`,
    [practice, patientId, ...(diaryId === undefined ? [] : [diaryId])]);
    return rows.map((row) => ({ ...toDiary(row), entries: integer(row, 'entries'), lastEntryAt: textOrNull(row, 'last_entry_at') }));
  }

  /** Idempotent: the first revocation's time stays. Whoever is in is out. */
  async revoke(practice: string, patientId: string, diaryId: string, now: string): Promise<void> {
    await this.store.sql.of(practice).execute(`UPDATE diary SET revoked_at = ? WHERE ${OF_DIARY} AND patient_id = ? AND revoked_at IS NULL`, [now, practice, diaryId, patientId]);
  }

  async byHash(hash: Buffer): Promise<LinkedDiary | undefined> {
    const [row] = await this.store.sql.everyPractice.query(`SELECT ${COLUMNS}, name, time_zone, is_demo FROM diary JOIN practice ON practice.practice_id = diary.practice_id WHERE hash = ?`, [hash]);
    return row === undefined ? undefined : { ...toDiary(row), practiceName: text(row, 'name'), timeZone: text(row, 'time_zone'), demo: integer(row, 'is_demo') === 1 };
  }

  /**
   * Counts a try before it is looked at, so that many at once are as many tries. Answers the count with this one, or
   * undefined where the link pauses.
   */
  async countTry({ practice, diaryId }: Diary, now: string): Promise<number | undefined> {
    for (;;) {
      const [row] = await this.store.sql.of(practice).query(`SELECT wrong_tries, paused_until FROM diary WHERE ${OF_DIARY}`, [practice, diaryId]);
      if (row === undefined || (textOrNull(row, 'paused_until') ?? '') > now) return undefined;
      const before = integer(row, 'wrong_tries');
      const counted = await this.store.sql.of(practice).execute(`UPDATE diary SET wrong_tries = ?, paused_until = ? WHERE ${OF_DIARY} AND wrong_tries = ? AND (paused_until IS NULL OR paused_until <= ?) RETURNING diary_id`,
        [before + 1, pausedUntil(before + 1, now), practice, diaryId, before, now]);
      if (counted.length > 0) return before + 1;
    }
  }

  /** The right date was given: the count starts anew, and whoever has the cookie is in until then. */
  async letIn({ practice, diaryId }: Diary, hash: Buffer, now: string, endsAt: string): Promise<void> {
    await this.store.sql.of(practice).executeAll([
      { sql: `UPDATE diary SET wrong_tries = 0, paused_until = NULL, opened_at = COALESCE(opened_at, ?) WHERE ${OF_DIARY}`, parameters: [now, practice, diaryId] },
      { sql: `DELETE FROM diary_session WHERE ${OF_DIARY} AND ends_at <= ?`, parameters: [practice, diaryId, now] },
      { sql: 'INSERT INTO diary_session (practice_id, diary_id, hash, ends_at) VALUES (?, ?, ?, ?)', parameters: [practice, diaryId, hash, endsAt] },
    ]);
  }

  async isIn({ practice, diaryId }: Diary, hash: Buffer, now: string): Promise<boolean> {
    const rows = await this.store.sql.of(practice).query(`SELECT diary_id FROM diary_session WHERE ${OF_DIARY} AND hash = ? AND ends_at > ?`, [practice, diaryId, hash, now]);
    return rows.length > 0;
  }

  /** The newest entry: one that is being written, or the last one sent. */
  async lastEntry({ practice, diaryId }: Diary): Promise<Entry | undefined> {
    const [row] = await this.store.sql.of(practice).query(`SELECT number, about, answers, told_at, recorded_at FROM diary_entry WHERE ${OF_DIARY} ORDER BY number DESC LIMIT 1`, [practice, diaryId]);
    return row === undefined ? undefined : toEntry(row);
  }

  /** A second tap begins the same one; another moment begins it anew. */
  async begin({ practice, diaryId }: Diary, number: number, about: string): Promise<void> {
    await this.store.sql.of(practice).execute(`INSERT INTO diary_entry (practice_id, diary_id, number, about, answers) VALUES (?, ?, ?, ?, '{}')
      ON CONFLICT (practice_id, diary_id, number) DO UPDATE SET about = excluded.about, answers = '{}', told_at = NULL WHERE diary_entry.recorded_at IS NULL AND diary_entry.about <> excluded.about`,
    [practice, diaryId, number, about]);
  }

  async keep({ practice, diaryId }: Diary, { number, answers, toldAt }: Pick<Entry, 'number' | 'answers' | 'toldAt'>): Promise<void> {
    await this.store.sql.of(practice).execute(`UPDATE diary_entry SET answers = ?, told_at = ? WHERE ${OF_DIARY} AND number = ? AND recorded_at IS NULL`, [JSON.stringify(answers), toldAt, practice, diaryId, number]);
  }

  async discard({ practice, diaryId }: Diary, number: number): Promise<void> {
    await this.store.sql.of(practice).execute(`DELETE FROM diary_entry WHERE ${OF_DIARY} AND number = ? AND recorded_at IS NULL`, [practice, diaryId, number]);
  }

  /** It is in the log now, so the answers go from here. */
  async sent({ practice, diaryId }: Diary, number: number, now: string): Promise<void> {
    await this.store.sql.of(practice).execute(`UPDATE diary_entry SET answers = '{}', recorded_at = ? WHERE ${OF_DIARY} AND number = ? AND recorded_at IS NULL`, [now, practice, diaryId, number]);
  }
}

function toDiary(row: Row): Diary {
  return {
    practice: text(row, 'practice_id'), diaryId: text(row, 'diary_id'), patientId: text(row, 'patient_id'), factId: text(row, 'fact_id'), kind: text(row, 'kind') as DiaryKind,
    startsAt: text(row, 'starts_at'), closesAt: text(row, 'closes_at'), expiresAt: text(row, 'expires_at'), plannedDays: row['planned_days'] === null ? null : integer(row, 'planned_days'), language: textOrNull(row, 'language'),
    createdBy: text(row, 'created_by'), createdAt: text(row, 'created_at'), revokedAt: textOrNull(row, 'revoked_at'), openedAt: textOrNull(row, 'opened_at'),
    wrongTries: integer(row, 'wrong_tries'), pausedUntil: textOrNull(row, 'paused_until'),
  };
}

function toEntry(row: Row): Entry {
  return { number: integer(row, 'number'), about: text(row, 'about'), answers: JSON.parse(text(row, 'answers')) as Answers, toldAt: textOrNull(row, 'told_at'), recordedAt: textOrNull(row, 'recorded_at') };
}
