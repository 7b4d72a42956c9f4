/**
 * An export into a database that does not hold the practice: verified first, then written in pages; the practice gets its name last, and is none before, so that nobody sees half of it.
 * One that was interrupted is begun again and goes on: what is there already stays, and the whole is compared with the manifest before the practice appears.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameKey } from '../../platform/database/accounts';
import { bytes, integer, type SqlValue, type Statement } from '../../platform/database/sql';
import type { Store } from '../../platform/database/store';
import { StoreRefusal } from '../../platform/database/store-errors';
import { verifyAudit } from '../../platform/event-store/audit-chain';
import { verifyChain } from '../../platform/event-store/verify-chain';
import { storedBytes, type EventLine } from './event-line';
import type { AuditLine, IdempotencyLine, OutboxLine } from './export-practice';
import { readHashed } from './hashed-files';
import { BrokenExport, DOCUMENTS_FOLDER, PLAIN_TABLES, type ActorLine, type DocumentLine, type HeadLine, type Manifest, type PlainLine } from './practice-files';
import { fileOf, readManifest, verifyExport } from './verify-export';

const ROWS_PER_STATEMENT = 200;

/** What was recorded for a practice, but for its keys and accounts. */
const RECORD_TABLES = ['event', 'document_content', 'audit', 'idempotency', 'outbox', ...PLAIN_TABLES.map(({ table }) => table)];

export interface Loading {
  /** Of a file, how many of its lines are there. */
  readonly onProgress?: (told: { readonly what: string; readonly done: number; readonly of: number }) => void;
  /** Writes the lists anew from the log. */
  readonly rebuild: (practice: string) => Promise<unknown>;
  readonly now: string;
}

/** Throws `BrokenExport` where the export is not what was written, `StoreRefusal` where the practice is there already with something recorded. */
export async function loadPractice(store: Pick<Store, 'sql' | 'practices' | 'dataKeys'>, folder: string, { onProgress = () => undefined, rebuild, now }: Loading): Promise<Manifest> {
  const { counts: { events: of } } = readManifest(folder);
  const manifest = await verifyExport(folder, ({ events }) => onProgress({ what: 'events verified', done: events, of }));
  const { practice } = manifest;
  for await (const { fingerprint } of readHashed<PlainLine>(folder, fileOf(manifest, 'sealingKeys'))) if (fingerprint !== store.dataKeys?.fingerprint) throw new StoreRefusal(OTHER_SEALING_KEY);
  // One that exists and holds nothing may take it; rows of a practice without a name are those of a load that was interrupted.
  if ((await store.practices.find(practice.id)) !== undefined && await holdsAnything(store, practice.id)) throw new StoreRefusal(NOT_EMPTY);
  await store.sql.of(practice.id).execute(`INSERT INTO practice (practice_id, name, time_zone, is_demo, created_at) VALUES (?, '', ?, ?, ?) ON CONFLICT (practice_id) DO UPDATE SET name = ''`, [practice.id, practice.timeZone, practice.demo ? 1 : 0, practice.createdAt]);
  const into = new Rows(store, practice.id);
  let events = 0;
  for (const kind of ['practiceLog', 'patients'] as const) {
    for await (const line of readHashed<EventLine>(folder, fileOf(manifest, kind))) {
      events += 1;
      await into.add(EVENT, eventRow(line), () => onProgress({ what: 'events', done: events, of }));
    }
  }
  let documents = 0;
  for await (const { sha256, mediaType } of readHashed<DocumentLine>(folder, fileOf(manifest, 'documents'))) {
    const content = readFileSync(join(folder, DOCUMENTS_FOLDER, sha256));
    if (createHash('sha256').update(content).digest('hex') !== sha256) throw new BrokenExport(`${DOCUMENTS_FOLDER}/${sha256}`, 'it is not what its name says');
    await into.flush();
    await into.add(DOCUMENT, [sha256, mediaType, content]);
    await into.flush();
    onProgress({ what: 'documents', done: ++documents, of: manifest.counts.documents });
  }
  for await (const line of readHashed<AuditLine>(folder, fileOf(manifest, 'audit'))) await into.add(AUDIT, [line.feed, line.recordedAt, line.actorId, line.role, line.action, line.resource, line.outcome, line.requestId, hashOf(line)]);
  for await (const line of readHashed<IdempotencyLine>(folder, fileOf(manifest, 'idempotency'))) {
    await into.add(IDEMPOTENCY, [line.client, line.key, line.requestHash, line.status, line.stream, line.version, line.recordedAt, line.practiceVersion]);
  }
  for (const { kind, table, columns } of PLAIN_TABLES) {
    const plain: Table = { name: table, columns };
    for await (const line of readHashed<PlainLine>(folder, fileOf(manifest, kind))) await into.add(plain, columns.map((column) => line[column] ?? null));
  }
  await into.flush();
  await refuseDifference(store, folder, manifest);
  await rebuild(practice.id);
  await appear(store, folder, manifest, now);
  return manifest;
}

const NOT_EMPTY = 'This database holds the practice already, with something recorded. Nothing was changed: name another database with PATHGATE_DATABASE.';

const OTHER_SEALING_KEY = 'Records of this export are sealed, and PATHGATE_SEALING_KEY_FILE does not name the key that they were sealed with. Nothing was changed: name its file.';

async function holdsAnything({ sql }: Pick<Store, 'sql'>, practice: string): Promise<boolean> {
  for (const table of RECORD_TABLES) if ((await sql.of(practice).query(`SELECT 1 AS one FROM ${table} WHERE practice_id = ? LIMIT 1`, [practice])).length > 0) return true;
  return false;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

const EVENT: Table = { name: 'event', columns: ['stream_id', 'version', 'feed', 'type', 'schema_version', 'data', 'key_id', 'occurred_on', 'recorded_at', 'actor_id', 'correlation_id', 'causation_id', 'prev_hash', 'hash'] };
const DOCUMENT: Table = { name: 'document_content', columns: ['sha256', 'media_type', 'bytes'] };
const AUDIT: Table = { name: 'audit', columns: ['feed', 'recorded_at', 'actor_id', 'role', 'action', 'resource', 'outcome', 'request_id', 'hash'] };
const IDEMPOTENCY: Table = { name: 'idempotency', columns: ['client', 'key', 'request_hash', 'status', 'stream_id', 'version', 'recorded_at', 'practice_version'] };
const OUTBOX: Table = { name: 'outbox', columns: ['feed', 'topic', 'payload', 'recorded_at', 'available_at', 'attempts', 'last_error'] };

/** An export of before the audit was chained has none. */
function hashOf({ hash = null }: Partial<AuditLine>): Buffer | null {
  return hash === null ? null : Buffer.from(hash, 'hex');
}

function eventRow(line: EventLine): readonly SqlValue[] {
  return [line.stream, line.version, line.feed, line.type, line.schemaVersion, storedBytes(line), line.keyId, line.occurredOn, line.recordedAt, line.actorId, line.correlationId, line.causationId, Buffer.from(line.prevHash, 'hex'), Buffer.from(line.hash, 'hex')];
}

/** Rows of one table at a time, many in one statement. What is there already stays as it is. */
class Rows {
  private waiting: SqlValue[][] = [];
  private table: Table | undefined;

  constructor(private readonly store: Pick<Store, 'sql'>, private readonly practice: string) {}

  async add(table: Table, values: readonly SqlValue[], onWritten: () => void = () => undefined): Promise<void> {
    if (table !== this.table) await this.flush();
    this.table = table;
    this.waiting.push([this.practice, ...values]);
    if (this.waiting.length < ROWS_PER_STATEMENT) return;
    await this.flush();
    onWritten();
  }

  async flush(): Promise<void> {
    if (this.table === undefined || this.waiting.length === 0) return;
    const statement = insertOf(this.table, this.waiting);
    this.waiting = [];
    await this.store.sql.of(this.practice).executeAll([statement]);
  }
}

function insertOf({ name, columns }: Table, rows: readonly (readonly SqlValue[])[]): Statement {
  const places = `(${Array.from({ length: columns.length + 1 }, () => '?').join(', ')})`;
  return { sql: `INSERT INTO ${name} (practice_id, ${columns.join(', ')}) VALUES ${rows.map(() => places).join(', ')} ON CONFLICT DO NOTHING`, parameters: rows.flat() };
}

/** What the database holds now is what the export holds: every chain computed anew, every end compared, everything counted. */
async function refuseDifference({ sql }: Pick<Store, 'sql'>, folder: string, manifest: Manifest): Promise<void> {
  const { practice: { id }, counts } = manifest;
  const verified = await verifyChain(sql, id);
  if (verified.bad !== undefined || verified.events !== counts.events || verified.streams !== counts.streams) throw new Error(OTHER_ROWS);
  if ((await verifyAudit(sql, id)).bad !== undefined) throw new Error(OTHER_ROWS);
  for await (const { stream, version, hash } of readHashed<HeadLine>(folder, fileOf(manifest, 'heads'))) {
    const [row] = await sql.of(id).query('SELECT version, hash FROM event WHERE practice_id = ? AND stream_id = ? ORDER BY version DESC LIMIT 1', [id, stream]);
    if (row === undefined || integer(row, 'version') !== version || bytes(row, 'hash').toString('hex') !== hash) throw new Error(OTHER_ROWS);
  }
  for (const [table, kind] of [['audit', 'audit'], ['idempotency', 'idempotency'], ['document_content', 'documents'], ...PLAIN_TABLES.map(({ table, kind: of }) => [table, of] as const)] as const) {
    const [row] = await sql.of(id).query(`SELECT count(*) AS held FROM ${table} WHERE practice_id = ?`, [id]);
    if (Number(row?.['held']) !== fileOf(manifest, kind).lines) throw new Error(OTHER_ROWS);
  }
}

const OTHER_ROWS = 'The database holds rows of this practice that are not of this export: an earlier load of another export was interrupted there. Take a new database.';

/** The practice, its actors without a way in, and the work that was waiting: all or none. */
async function appear({ sql }: Pick<Store, 'sql'>, folder: string, manifest: Manifest, now: string): Promise<void> {
  const { practice: { id, name, timeZone, demo, createdAt }, lastFeed } = manifest;
  const statements: Statement[] = [{
    sql: 'UPDATE practice SET name = ?, time_zone = ?, is_demo = ?, created_at = ?, last_feed = ? WHERE practice_id = ?',
    parameters: [name, timeZone, demo ? 1 : 0, createdAt, lastFeed, id],
  }];
  for await (const actor of readHashed<ActorLine>(folder, fileOf(manifest, 'actors'))) statements.push(actorStatement(id, actor, now));
  for await (const line of readHashed<OutboxLine>(folder, fileOf(manifest, 'outbox'))) {
    statements.push(insertOf(OUTBOX, [[id, line.feed, line.topic, Buffer.from(line.payload), line.recordedAt, line.availableAt, line.attempts, line.lastError]]));
  }
  await sql.of(id).executeAll(statements);
}

/** A revoked key, or a disabled account: a name beside what was recorded. */
function actorStatement(practice: string, { actorId, kind, name, signInName = actorId, role, createdAt }: ActorLine, now: string): Statement {
  if (kind === 'key') {
    return { sql: 'INSERT INTO api_key (practice_id, key_id, hash, role, label, created_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', parameters: [practice, actorId, randomBytes(HASH_BYTES), role, name, createdAt, now] };
  }
  return {
    sql: `INSERT INTO account (practice_id, account_id, name, name_key, display_name, role, state, password, must_change_password, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, 'disabled', ?, 1, ?, ?) ON CONFLICT DO NOTHING`,
    parameters: [practice, actorId, signInName, nameKey(signInName), name, role, NO_PASSWORD, createdAt, now],
  };
}

const HASH_BYTES = 32;
/** No password has this hash. */
const NO_PASSWORD = '-';
