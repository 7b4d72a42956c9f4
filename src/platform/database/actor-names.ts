import type { PracticeId } from '../../../machines/kernel/ids';
import { text, type ReadingSql } from './sql';

/** What people call the actors of a practice, by id: the label of a key, the name that an account shows. Who has none is left out. */
export async function actorNames(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, actorIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(actorIds)];
  if (ids.length === 0) return new Map();
  const places = ids.map(() => '?').join(', ');
  const rows = await sql.of(practice).query(`SELECT key_id AS actor_id, label AS name FROM api_key WHERE practice_id = ? AND key_id IN (${places})
    UNION ALL SELECT account_id, display_name FROM account WHERE practice_id = ? AND account_id IN (${places})`, [practice, ...ids, practice, ...ids]);
  return new Map(rows.map((row) => [text(row, 'actor_id'), text(row, 'name')]));
}
