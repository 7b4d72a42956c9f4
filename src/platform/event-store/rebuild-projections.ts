import { isDeepStrictEqual } from 'node:util';
import type { PracticeId } from '../../../machines/kernel/ids';
import type { Row, SqlValue, Statement } from '../database/sql';
import type { Store } from '../database/store';
import { PRACTICE_STREAM, type ProjectionWrite, type StreamId } from './event-store';
import type { Projector } from './projection';
import { PROJECTION_TABLES, type ProjectionTable } from './projection-tables';
import type { Fold } from './stream-cache';

/** The tables that are folds of patients' logs. Document bytes are the record itself. */
const REBUILT = ['patient_summary', 'patient_link', 'worklist', 'deadline', 'need'] as const satisfies readonly ProjectionTable[];
const STREAMS_PER_PAGE = 200;
const REWRITES_MAX = 5;

export interface Difference {
  readonly table: ProjectionTable;
  readonly key: string;
  /** `missing`: the log asks for the row; `stray`: the log knows no such row; `different`: another value. */
  readonly kind: 'missing' | 'stray' | 'different';
}

/** All rows that the tables hold of one stream. */
export type StoredRows = Readonly<Record<(typeof REBUILT)[number], readonly Row[]>>;

/**
 * Writes every row of a practice's projections anew from a full replay, while the service may be running. A stream that moved
 * meanwhile is written again: whoever writes last has seen the last version. Answers the number of streams.
 */
export async function rebuildProjections<State>(store: Store, practice: PracticeId, fold: Fold<State>, projector: Projector<State>, onProgress: (streams: number) => void = () => undefined): Promise<number> {
  let done = 0;
  for await (const stream of patientStreams(store, practice)) {
    await rebuildStream(store, practice, stream, fold, projector);
    done += 1;
    if (done % STREAMS_PER_PAGE === 0) onProgress(done);
  }
  await store.sql.of(practice).executeAll(REBUILT.map((table) => ({
    sql: `DELETE FROM ${table} WHERE practice_id = ? AND (NOT EXISTS (SELECT 1 FROM event WHERE event.practice_id = ${table}.practice_id AND event.stream_id = ${table}.patient_id AND version = 1)
      OR EXISTS (SELECT 1 FROM data_key k WHERE k.practice_id = ${table}.practice_id AND k.patient_id = ${table}.patient_id AND k.destroyed_at IS NOT NULL))`,
    parameters: [practice] })));
  onProgress(done);
  return done;
}

/** Where the stored projections differ from a full replay; nothing, when live and rebuilt agree. */
export async function diffProjections<State>(store: Store, practice: PracticeId, fold: Fold<State>, projector: Projector<State>): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const unseen = new Map(await Promise.all(REBUILT.map(async (table) => [table, new Set((await keysOf(store, practice, table)))] as const)));
  for await (const stream of patientStreams(store, practice)) {
    for (const { table, key, row } of await projected(store, practice, stream, fold, projector)) {
      const expected = toRow(practice, table, key, row);
      const id = String(expected[PROJECTION_TABLES[table].key]);
      const [stored] = await store.sql.of(practice).query(`SELECT * FROM ${table} WHERE practice_id = ? AND ${PROJECTION_TABLES[table].key} = ?`, [practice, id]);
      unseen.get(table as (typeof REBUILT)[number])?.delete(id);
      if (stored === undefined) differences.push({ table, key: id, kind: 'missing' });
      else if (!isDeepStrictEqual({ ...stored }, expected)) differences.push({ table, key: id, kind: 'different' });
    }
  }
  for (const [table, keys] of unseen) for (const key of keys) differences.push({ table, key, kind: 'stray' });
  return differences;
}

/** Are the stored rows of a stream the ones that its projector answers? */
export function areRowsOf(practice: PracticeId, projections: readonly ProjectionWrite[], stored: StoredRows): boolean {
  const expected = rowsOnly(projections).map(({ table, key, row }) => ({ table, ...toRow(practice, table, key, row) }));
  const found = REBUILT.flatMap((table) => stored[table].map((row) => ({ table, ...row })));
  return expected.length === found.length && expected.every((row) => found.some((each) => isDeepStrictEqual(each, row)));
}

/** The rows of one stream, as `rebuildProjections` writes them. */
export async function rebuildStream<State>(store: Store, practice: PracticeId, stream: StreamId, fold: Fold<State>, projector: Projector<State>): Promise<void> {
  for (let attempt = 1; attempt <= REWRITES_MAX; attempt++) {
    const { state, version } = await store.streams.loadAt(practice, stream, fold, {});
    const writes = rowsOnly(projector.project(practice, stream, state, version));
    await store.sql.of(practice).executeAll([...REBUILT.map((table) => ({ sql: `DELETE FROM ${table} WHERE practice_id = ? AND patient_id = ?`, parameters: [practice, stream] })),
      ...writes.map((write) => insertOf(practice, write))]);
    if (await store.version(practice, stream) === version) return;
  }
}

async function projected<State>(store: Store, practice: PracticeId, stream: StreamId, fold: Fold<State>, projector: Projector<State>): Promise<readonly ProjectionWrite[]> {
  const { state, version } = await store.streams.loadAt(practice, stream, fold, {});
  return rowsOnly(projector.project(practice, stream, state, version));
}

function rowsOnly(writes: readonly ProjectionWrite[]): readonly ProjectionWrite[] {
  return writes.filter(({ table, row }) => row !== undefined && (REBUILT as readonly string[]).includes(table));
}

function insertOf(practice: PracticeId, { table, key, row }: ProjectionWrite): Statement {
  const values = toRow(practice, table, key, row);
  const columns = Object.keys(values);
  return { sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, parameters: Object.values(values) };
}

function toRow(practice: PracticeId, table: ProjectionTable, key: ProjectionWrite['key'], row: ProjectionWrite['row']): Row {
  const values = PROJECTION_TABLES[table].columns.map((column): [string, SqlValue] => [column, row?.[column] ?? key[column] ?? null]);
  return { practice_id: practice, ...Object.fromEntries(values) };
}

async function keysOf(store: Store, practice: PracticeId, table: ProjectionTable): Promise<readonly string[]> {
  const { key } = PROJECTION_TABLES[table];
  return (await store.sql.of(practice).query(`SELECT ${key} FROM ${table} WHERE practice_id = ?`, [practice])).map((row) => String(row[key]));
}

async function* patientStreams(store: Store, practice: PracticeId): AsyncGenerator<StreamId> {
  let page: readonly StreamId[] = [];
  do {
    page = await store.reads.streams(practice, STREAMS_PER_PAGE, page.at(-1));
    for (const stream of page) if (stream !== PRACTICE_STREAM) yield stream;
  } while (page.length === STREAMS_PER_PAGE);
}
