import type { SqlValue } from '../database/sql';
import type { Database } from '../database/sqlite';
import type { ProjectionWrite } from './event-store';
import { keyOf, PROJECTION_TABLES, type ProjectionTable } from './projection-tables';

interface TableStatements {
  readonly columns: readonly string[];
  readonly upsert: Database.Statement;
  readonly remove: Database.Statement;
  /** Touches no index: two random pages fewer in every commit. Undefined where rows are never replaced. */
  readonly update?: { readonly statement: Database.Statement; readonly columns: readonly string[] };
}

/** Replaces and deletes rows of projections inside the transaction it is given. */
export class SqliteProjectionWriter {
  private readonly tables: Readonly<Record<ProjectionTable, TableStatements>>;

  constructor(db: Database.Database) {
    this.tables = { patient_summary: prepare(db, 'patient_summary'), patient_link: prepare(db, 'patient_link'), worklist: prepare(db, 'worklist'), deadline: prepare(db, 'deadline'), need: prepare(db, 'need'), document_content: prepare(db, 'document_content') };
  }

  write(practice: string, write: ProjectionWrite): void {
    const { columns, upsert, update, remove } = this.tables[write.table];
    const { row } = write;
    if (row === undefined) {
      remove.run(practice, keyOf(write));
      return;
    }
    const valueOf = (column: string): SqlValue => row[column] ?? write.key[column] ?? null;
    if (update !== undefined && update.statement.run(...update.columns.map(valueOf), practice).changes === 1) return;
    upsert.run(practice, ...columns.map(valueOf));
  }
}

/** Most writes change neither key nor indexed columns; SQLite rewrites an index whenever its columns are named in SET. */
function prepare(db: Database.Database, table: ProjectionTable): TableStatements {
  const { key, columns, indexed } = PROJECTION_TABLES[table];
  const remove = db.prepare(`DELETE FROM ${table} WHERE practice_id = ? AND ${key} = ?`);
  const insert = `INSERT INTO ${table} (practice_id, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)}) ON CONFLICT (practice_id, ${key})`;
  if (table === 'document_content') return { columns, remove, upsert: db.prepare(`${insert} DO NOTHING`) };
  const set = columns.filter((column) => column !== key);
  const plain = set.filter((column) => !indexed.includes(column));
  return {
    columns, remove,
    upsert: db.prepare(`${insert} DO UPDATE SET ${set.map((column) => `${column} = excluded.${column}`).join(', ')}`),
    update: {
      statement: db.prepare(`UPDATE ${table} SET ${plain.map((column) => `${column} = ?`).join(', ')}
        WHERE ${key} = ? AND ${indexed.map((column) => `${column} IS ?`).join(' AND ')} AND practice_id = ?`),
      columns: [...plain, key, ...indexed],
    },
  };
}
