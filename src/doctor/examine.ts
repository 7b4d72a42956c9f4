/** Is everything as the promises need it? Reads only; the service may be running. */
import { existsSync } from 'node:fs';
import type { Clock } from '../platform/clock/clock';
import { describeLocation } from '../platform/config/data-location';
import type { StoreConfig } from '../platform/database/migrations';
import { openReadOnly, sqlOver } from '../platform/database/open-read-only';
import type { ReadOnlyStore } from '../platform/database/opened-engine';
import { openSqliteFile, type Database, type SqliteFile } from '../platform/database/sqlite';
import { setPragmas } from '../platform/database/sqlite-connection';
import { codeOf, StoreRefusal } from '../platform/database/store-errors';
import { examineBackups } from './examine-backups';
import { examineRecord, examineSchema } from './examine-record';
import { examineEncryption, examineFile, examineModes, examineWrites } from './examine-sqlite';
import { bad, type Line } from './line';

export interface Backups {
  readonly folder: string;
  readonly hoursMax: number;
}

export async function examine(config: StoreConfig, clock: Clock, backups?: Backups): Promise<readonly Line[]> {
  const lines: Line[] = [...(config.kind === 'sqlite' ? await examineSqlite(config, clock) : await examinePostgres(config, clock))];
  if (backups !== undefined) lines.push(...await examineBackups(backups.folder, backups.hoursMax, clock));
  return lines;
}

async function examineSqlite({ file, keyFile }: SqliteFile, clock: Clock): Promise<readonly Line[]> {
  if (!existsSync(file)) return [bad('database', `there is no ${file}`, 'npm run init makes it, or npm run restore -- --from FOLDER')];
  const lines: Line[] = [...examineModes(file), examineWrites(file, keyFile), examineEncryption(keyFile)];
  let db: Database.Database | undefined;
  try {
    db = openSqliteFile({ file, keyFile }, { readonly: true, fileMustExist: true });
    setPragmas(db);
    const sql = sqlOver(db);
    return [...lines, ...await examineFile(db, sql, file), ...await examineContent(sql, clock)];
  } catch (error) {
    if (error instanceof StoreRefusal) return [...lines, bad('database', error.message.replace(/[.]$/, ''), 'The service would not start')];
    return [...lines, bad('database', `${file} cannot be read (${codeOf(error) ?? (error as Error).message})`, 'Keep it as it is and restore the newest backup beside it')];
  } finally {
    db?.close();
  }
}

async function examinePostgres(config: Extract<StoreConfig, { kind: 'postgres' }>, clock: Clock): Promise<readonly Line[]> {
  let store: ReadOnlyStore;
  try {
    store = await openReadOnly(config);
  } catch (error) {
    return [bad('database', `${describeLocation(config)} does not answer (${codeOf(error) ?? (error as Error).message})`, 'Check PATHGATE_DATABASE, and that the server runs and lets this user in')];
  }
  try {
    const { examineRowSecurity, examineServer } = await import('./examine-postgres');
    return [...await examineServer(store.sql), ...await examineContent(store.sql, clock, async () => [await examineRowSecurity(store.sql)])];
  } finally {
    await store.close();
  }
}

async function examineContent(sql: ReadOnlyStore['sql'], clock: Clock, ofEngine: () => Promise<readonly Line[]> = () => Promise.resolve([])): Promise<readonly Line[]> {
  const { line, isReadable } = await examineSchema(sql);
  return isReadable ? [line, ...await ofEngine(), ...await examineRecord(sql, clock)] : [line];
}
