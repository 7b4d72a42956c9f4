import type { PracticeId } from '../../../machines/kernel/ids';

/** The little that both engines share: one statement in, rows out. Statements are written with `?` placeholders. */
export type SqlValue = string | number | null | Uint8Array;
export type Row = Record<string, SqlValue>;
export type Engine = 'sqlite' | 'postgres';

/** Reads, on a connection that cannot write (SQLite) or any connection of a pool (PostgreSQL). */
export interface Reading {
  query(sql: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
}

export interface Statements extends Reading {
  /** One write statement, alone in its transaction or grouped with others; durable when it resolves. */
  execute(sql: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Several write statements, all or none. */
  executeAll(statements: readonly Statement[]): Promise<void>;
}

/** What only reads asks this way. */
export interface ReadingSql {
  readonly engine: Engine;
  /** Statements that see rows of this practice and no other, whatever they say: on PostgreSQL the server sees to it (docs/decisions/0040). */
  of(practice: PracticeId): Reading;
  /**
   * The other door: for what has no practice yet (a key, a name, a link) and for work that is everybody's (jobs, the list of practices). It opens
   * those tables only, and none of the record. Which files may name it stands in `test/architecture/practice-boundary.spec.ts`.
   */
  readonly everyPractice: Reading;
}

export interface Sql extends ReadingSql {
  of(practice: PracticeId): Statements;
  readonly everyPractice: Statements;
}

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** `?` to `$1`, `$2` ... for PostgreSQL. No statement of ours holds a question mark inside a literal. */
export function toNumberedPlaceholders(sql: string): string {
  let count = 0;
  return sql.replace(/\?/g, () => `$${++count}`);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} is not text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`column ${column} is not an integer`);
  return value;
}

export function bytes(row: Row, column: string): Buffer {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`column ${column} is not bytes`);
  return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
