import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { integer, text, type Row, type Sql } from './sql';

export interface Practice {
  readonly id: PracticeId;
  readonly name: string;
  /** IANA zone: decides the practice's today. */
  readonly timeZone: string;
  readonly demo: boolean;
  readonly createdAt: string;
}

const COLUMNS = 'practice_id, name, time_zone, is_demo, created_at';

/** Administration of practices: by init, the demo and tests; never behind a request of one practice. One without a name is still being loaded (src/exports), and is none yet. */
export class Practices {
  constructor(private readonly sql: Sql, private readonly clock: Clock) {}

  /** Throws when the id is taken. */
  async create(practice: Omit<Practice, 'createdAt'>): Promise<Practice> {
    const createdAt = this.clock.now();
    await this.sql.of(practice.id).execute(`INSERT INTO practice (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`, [practice.id, practice.name, practice.timeZone, practice.demo ? 1 : 0, createdAt]);
    return { ...practice, createdAt };
  }

  async find(id: PracticeId): Promise<Practice | undefined> {
    const [row] = await this.sql.of(id).query(`SELECT ${COLUMNS} FROM practice WHERE practice_id = ? AND name <> ''`, [id]);
    return row === undefined ? undefined : toPractice(row);
  }

  async list(): Promise<readonly Practice[]> {
    return (await this.sql.everyPractice.query(`SELECT ${COLUMNS} FROM practice WHERE name <> '' ORDER BY practice_id`)).map(toPractice);
  }
}

function toPractice(row: Row): Practice {
  return { id: text(row, 'practice_id'), name: text(row, 'name'), timeZone: text(row, 'time_zone'), demo: integer(row, 'is_demo') === 1, createdAt: text(row, 'created_at') };
}
