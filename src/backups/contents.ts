/** What a database holds, so that two can be told apart: counts, and the end of every chain under one digest. And whether it is whole. */
import { createHash } from 'node:crypto';
import { bytes, integer, text, type ReadingSql } from '../platform/database/sql';
import { findCutStream } from '../platform/event-store/find-cut-stream';
import { verifyChain } from '../platform/event-store/verify-chain';

export interface PracticeContents {
  readonly id: string;
  readonly events: number;
  readonly streams: number;
  readonly documents: number;
  readonly auditRows: number;
  /** SHA-256 over every log's last version and hash, in order of logs: an event more or less, anywhere, gives another. */
  readonly headsSha256: string;
}

export interface Contents {
  /** Applied migrations in order, as TypeORM records them. */
  readonly migrations: readonly string[];
  readonly practices: readonly PracticeContents[];
}

const STREAMS_PER_PAGE = 2_000;

export async function contentsOf(sql: ReadingSql): Promise<Contents> {
  const migrations = (await sql.everyPractice.query('SELECT name FROM migrations ORDER BY timestamp')).map((row) => text(row, 'name'));
  const practices: PracticeContents[] = [];
  for (const row of await sql.everyPractice.query('SELECT practice_id FROM practice ORDER BY practice_id')) practices.push(await contentsOfPractice(sql, text(row, 'practice_id')));
  return { migrations, practices };
}

async function contentsOfPractice(sql: ReadingSql, id: string): Promise<PracticeContents> {
  const count = async (table: 'event' | 'document_content' | 'audit'): Promise<number> => Number((await sql.of(id).query(`SELECT count(*) AS n FROM ${table} WHERE practice_id = ?`, [id]))[0]?.['n']);
  const digest = createHash('sha256');
  let streams = 0;
  for (let after = ''; ;) {
    const heads = await sql.of(id).query(`SELECT stream_id, version, hash FROM event e WHERE practice_id = ? AND stream_id > ? AND NOT EXISTS
      (SELECT 1 FROM event n WHERE n.practice_id = e.practice_id AND n.stream_id = e.stream_id AND n.version = e.version + 1) ORDER BY stream_id, version LIMIT ${STREAMS_PER_PAGE}`, [id, after]);
    for (const head of heads) digest.update(`${text(head, 'stream_id')} ${integer(head, 'version')} ${bytes(head, 'hash').toString('hex')}\n`);
    streams += heads.length;
    const last = heads.at(-1);
    if (last === undefined || heads.length < STREAMS_PER_PAGE) break;
    after = text(last, 'stream_id');
  }
  return { id, events: await count('event'), streams, documents: await count('document_content'), auditRows: await count('audit'), headsSha256: digest.digest('hex') };
}

/** The first thing that is wrong, in words; undefined when every chain is what was recorded and nothing refers to what is not there. */
export async function findDamage(sql: ReadingSql, practices: readonly { readonly id: string }[]): Promise<string | undefined> {
  if (sql.engine === 'sqlite') {
    const [first] = await sql.everyPractice.query('PRAGMA integrity_check(1)');
    if (first?.['integrity_check'] !== 'ok') return `the database file is damaged: ${String(first?.['integrity_check'])}`;
    const [stray] = await sql.everyPractice.query('PRAGMA foreign_key_check');
    if (stray !== undefined) return `a row of ${String(stray['table'])} refers to a row of ${String(stray['parent'])} that is not there`;
  }
  for (const { id } of practices) {
    const bad = (await verifyChain(sql, id)).bad ?? (await findCutStream(sql, id));
    if (bad !== undefined) return `practice ${id}: the log ${bad.stream} is not what was recorded from version ${bad.version} on`;
  }
  return undefined;
}
