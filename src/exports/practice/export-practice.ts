/**
 * Everything of a practice as files: every event with its stored bytes and hashes, documents by digest, the audit, and a manifest that names them all.
 * Reads one snapshot of the database, a page at a time, so the service may go on and memory stays what it is. The manifest is written last: without it there is no export.
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { bytes, integer, text, textOrNull, type Row, type ReadingSql } from '../../platform/database/sql';
import type { Practice } from '../../platform/database/practices';
import { PRACTICE_STREAM } from '../../platform/event-store/event-store';
import { eventLine } from './event-line';
import { FILE_MODE, FOLDER_MODE, HashedFile } from './hashed-files';
import {
  DOCUMENTS_FOLDER, FILE_KINDS, FILES, FORMAT, FORMAT_VERSION, MANIFEST, MANIFEST_DIGEST, PLAIN_TABLES,
  type ActorLine, type DocumentLine, type FileKind, type HeadLine, type Manifest, type PlainLine,
} from './practice-files';

const EVENTS_PER_PAGE = 500;
const ROWS_PER_PAGE = 1_000;

export interface Progress {
  readonly events: number;
  readonly documents: number;
  readonly audit: number;
}

type Reader = Pick<ReadingSql, 'of'>;

/** The folder must be empty or not there. Throws where it is not. */
export async function exportPractice(sql: Reader, practice: Practice, folder: string, exportedAt: string, onProgress: (progress: Progress) => void = () => undefined): Promise<Manifest> {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty: name a folder that is, or one that is not there yet.`);
  mkdirSync(join(folder, DOCUMENTS_FOLDER), { mode: FOLDER_MODE });
  const files = Object.fromEntries(FILE_KINDS.map((kind) => [kind, new HashedFile(folder, FILES[kind])])) as Record<FileKind, HashedFile>;
  const [feed] = await sql.of(practice.id).query('SELECT last_feed FROM practice WHERE practice_id = ?', [practice.id]);
  const told = { events: 0, documents: 0, audit: 0 };
  const tell = (more: Partial<Progress>): void => onProgress(Object.assign(told, more));
  const { practiceLogHead, streams, events } = await writeEvents(sql, practice.id, files, (count) => tell({ events: count }));
  const documentBytes = await writeDocuments(sql, practice.id, folder, files.documents, (count) => tell({ documents: count }));
  await writeRows(sql, practice.id, files, (count) => tell({ audit: count }));
  const manifest: Manifest = {
    format: FORMAT, formatVersion: FORMAT_VERSION, exportedAt, practice, lastFeed: feed === undefined ? 0 : integer(feed, 'last_feed'),
    counts: { streams, events, documents: files.documents.lines, documentBytes }, practiceLogHead,
    files: FILE_KINDS.map((kind) => files[kind].close()),
  };
  const json = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  writeWhole(join(folder, MANIFEST), json);
  writeWhole(join(folder, MANIFEST_DIGEST), Buffer.from(`${createHash('sha256').update(json).digest('hex')}  ${MANIFEST}\n`));
  return manifest;
}

async function writeEvents(sql: Reader, practice: string, files: Record<FileKind, HashedFile>, onPage: (events: number) => void) {
  let [stream, version, events, streams] = ['', 0, 0, 0];
  let head: HeadLine | undefined;
  let practiceLogHead: Manifest['practiceLogHead'] = null;
  const endStream = (): void => {
    if (head === undefined) return;
    streams += 1;
    files.heads.write(head);
    if (head.stream === PRACTICE_STREAM) practiceLogHead = { version: head.version, hash: head.hash };
  };
  for (let rows: readonly Row[] = []; ;) {
    rows = await sql.of(practice).query('SELECT * FROM event WHERE practice_id = ? AND (stream_id, version) > (?, ?) ORDER BY stream_id, version LIMIT ?', [practice, stream, version, EVENTS_PER_PAGE]);
    for (const row of rows) {
      const line = eventLine(row);
      if (line.stream !== stream) endStream();
      [stream, version] = [line.stream, line.version];
      head = { stream, version, hash: line.hash };
      (stream === PRACTICE_STREAM ? files.practiceLog : files.patients).write(line);
    }
    events += rows.length;
    onPage(events);
    if (rows.length < EVENTS_PER_PAGE) break;
  }
  endStream();
  return { practiceLogHead, streams, events };
}

/** One at a time: each may be large. */
async function writeDocuments(sql: Reader, practice: string, folder: string, list: HashedFile, onDocument: (documents: number) => void): Promise<number> {
  let documentBytes = 0;
  for (let after = ''; ;) {
    const [row] = await sql.of(practice).query('SELECT sha256, media_type, bytes FROM document_content WHERE practice_id = ? AND sha256 > ? ORDER BY sha256 LIMIT 1', [practice, after]);
    if (row === undefined) return documentBytes;
    const content = bytes(row, 'bytes');
    after = text(row, 'sha256');
    writeWhole(join(folder, DOCUMENTS_FOLDER, after), content);
    list.write({ sha256: after, mediaType: text(row, 'media_type'), bytes: content.length } satisfies DocumentLine);
    documentBytes += content.length;
    onDocument(list.lines);
  }
}

async function writeRows(sql: Reader, practice: string, files: Record<FileKind, HashedFile>, onPage: (audit: number) => void): Promise<void> {
  for await (const row of paged(sql, 'audit', 'feed', practice)) {
    files.audit.write({
      feed: integer(row, 'feed'), recordedAt: text(row, 'recorded_at'), actorId: text(row, 'actor_id'), role: text(row, 'role'), action: text(row, 'action'),
      resource: text(row, 'resource'), outcome: text(row, 'outcome'), requestId: text(row, 'request_id'),
      hash: row['hash'] === null ? null : bytes(row, 'hash').toString('hex'),
    } satisfies AuditLine);
    if (files.audit.lines % ROWS_PER_PAGE === 0) onPage(files.audit.lines);
  }
  for await (const row of paged(sql, 'outbox', 'feed', practice)) {
    files.outbox.write({
      feed: integer(row, 'feed'), topic: text(row, 'topic'), payload: bytes(row, 'payload').toString('utf8'), recordedAt: text(row, 'recorded_at'),
      availableAt: textOrNull(row, 'available_at'), attempts: integer(row, 'attempts'), lastError: textOrNull(row, 'last_error'),
    } satisfies OutboxLine);
  }
  for (let [client, key] = ['', '']; ;) {
    const rows = await sql.of(practice).query('SELECT * FROM idempotency WHERE practice_id = ? AND (client, key) > (?, ?) ORDER BY client, key LIMIT ?', [practice, client, key, ROWS_PER_PAGE]);
    for (const row of rows) {
      [client, key] = [text(row, 'client'), text(row, 'key')];
      files.idempotency.write({
        client, key, requestHash: text(row, 'request_hash'), status: integer(row, 'status'), stream: text(row, 'stream_id'), version: integer(row, 'version'), recordedAt: text(row, 'recorded_at'), practiceVersion: integer(row, 'practice_version'),
      } satisfies IdempotencyLine);
    }
    if (rows.length < ROWS_PER_PAGE) break;
  }
  for (const { kind, table, key, before, columns } of PLAIN_TABLES) {
    for (let after: string | number = before; ;) {
      const rows: readonly Row[] = await sql.of(practice).query(`SELECT ${columns.join(', ')} FROM ${table} WHERE practice_id = ? AND ${key} > ? ORDER BY ${key} LIMIT ?`, [practice, after, ROWS_PER_PAGE]);
      for (const row of rows) files[kind].write(Object.fromEntries(columns.map((column) => [column, plainValue(row, column)])) satisfies PlainLine);
      const last = rows.at(-1);
      if (last === undefined || rows.length < ROWS_PER_PAGE) break;
      after = plainValue(last, key) ?? before;
    }
  }
  // No hash of a key or a password leaves: nobody signs in with an export.
  for (const row of await sql.of(practice).query('SELECT key_id, label, role, created_at FROM api_key WHERE practice_id = ? ORDER BY key_id', [practice])) {
    files.actors.write({ actorId: text(row, 'key_id'), kind: 'key', name: text(row, 'label'), role: text(row, 'role'), createdAt: text(row, 'created_at') } satisfies ActorLine);
  }
  for (const row of await sql.of(practice).query('SELECT account_id, name, display_name, role, created_at FROM account WHERE practice_id = ? ORDER BY account_id', [practice])) {
    files.actors.write({ actorId: text(row, 'account_id'), kind: 'account', name: text(row, 'display_name'), signInName: text(row, 'name'), role: text(row, 'role'), createdAt: text(row, 'created_at') } satisfies ActorLine);
  }
}

function plainValue(row: Row, column: string): string | number | null {
  const value = row[column];
  if (value === undefined || value instanceof Uint8Array) throw new Error(`column ${column} is no plain value`);
  return value;
}

async function* paged(sql: Reader, table: 'audit' | 'outbox', key: 'feed', practice: string): AsyncGenerator<Row> {
  for (let after = -1; ;) {
    const rows = await sql.of(practice).query(`SELECT * FROM ${table} WHERE practice_id = ? AND ${key} > ? ORDER BY ${key} LIMIT ?`, [practice, after, ROWS_PER_PAGE]);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_PAGE) return;
    after = integer(last, key);
  }
}

export interface AuditLine {
  readonly feed: number;
  readonly recordedAt: string;
  readonly actorId: string;
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly outcome: string;
  readonly requestId: string;
  /** Hex; null of a row from before the audit was chained. */
  readonly hash: string | null;
}

export interface OutboxLine {
  readonly feed: number;
  readonly topic: string;
  /** Canonical JSON. */
  readonly payload: string;
  readonly recordedAt: string;
  readonly availableAt: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
}

export interface IdempotencyLine {
  readonly client: string;
  readonly key: string;
  readonly requestHash: string;
  readonly status: number;
  readonly stream: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly practiceVersion: number;
}

/** Durable when it returns. */
function writeWhole(path: string, content: Buffer): void {
  const handle = openSync(path, 'wx', FILE_MODE);
  for (let written = 0; written < content.length;) written += writeSync(handle, content, written);
  fsyncSync(handle);
  closeSync(handle);
}
