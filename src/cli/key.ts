/**
 * `npm run key -- new FILE | encrypt | rotate FILE | decrypt | rotate-sealing FILE`: what the practice's SQLite database is encrypted with, and
 * what patients' records are sealed with. The service must be stopped. Exit 0: done. 1: refused, and the database is as it was. 2: wrong usage.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { systemClock } from '../platform/clock/clock';
import { dataLocation } from '../platform/config/data-location';
import { changeDatabaseKey } from '../platform/database/change-database-key';
import { DATABASE_KEY_BYTES, readDatabaseKey } from '../platform/database/database-key';
import type { StoreConfig } from '../platform/database/migrations';
import { openStore } from '../platform/database/open-store';
import { lockForService } from '../platform/database/service-lock';
import { openSqliteFile, type SqliteFile } from '../platform/database/sqlite';
import type { Store } from '../platform/database/store';
import { codeOf, StoreRefusal } from '../platform/database/store-errors';
import { changeSealingKey } from '../platform/sealing/change-sealing-key';
import { SealingKey } from '../platform/sealing/sealing-key';

const USAGE = `usage: npm run key -- new FILE | encrypt | rotate FILE | decrypt | rotate-sealing FILE
  new FILE     a new random key, for its owner only; keep a copy where the machine is not: without it the record is lost
  encrypt      the database with the key of PATHGATE_KEY_FILE
  rotate FILE  from the key of PATHGATE_KEY_FILE to the one in FILE
  decrypt      with the key of PATHGATE_KEY_FILE, and from then on in the clear
  rotate-sealing FILE
               from the key of PATHGATE_SEALING_KEY_FILE to the one in FILE: patients' keys are wrapped anew, no record is written
PATHGATE_DATA and PATHGATE_DATABASE say which database, as for the service.
`;

async function main([command = '', file, ...more]: readonly string[]): Promise<number> {
  if (more.length === 0 && command === 'new' && file !== undefined) return makeKey(file);
  if (more.length === 0 && command === 'rotate' && file !== undefined) return change(({ file: database, keyFile }) => ({ from: { file: database, keyFile }, to: file }), `set PATHGATE_KEY_FILE=${file}`);
  if (more.length === 0 && command === 'rotate-sealing' && file !== undefined) return rotateSealing(file);
  if (file === undefined && command === 'encrypt') return change(({ file: database, keyFile }) => ({ from: { file: database }, to: keyFile }), 'keep PATHGATE_KEY_FILE set');
  if (file === undefined && command === 'decrypt') return change((from) => ({ from, to: undefined }), 'leave PATHGATE_KEY_FILE out');
  process.stderr.write(USAGE);
  return 2;
}

function makeKey(file: string): number {
  try {
    writeFileSync(file, `${randomBytes(DATABASE_KEY_BYTES).toString('hex')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new StoreRefusal(`${file} is there already, and it may be the only key of a database: name another file.`);
    throw new StoreRefusal(`${file} cannot be written (${codeOf(error) ?? 'unknown error'}).`);
  }
  process.stdout.write(`${file} holds a new key. Keep a copy where this machine is not, apart from the backups: without it nothing opens them.\n`);
  return 0;
}

async function change(plan: (configured: SqliteFile) => { readonly from: SqliteFile; readonly to: string | undefined }, next: string): Promise<number> {
  const { practice: config } = dataLocation();
  if (config.kind !== 'sqlite') throw new StoreRefusal('PATHGATE_DATABASE names PostgreSQL, whose disk its own operator has to encrypt: only a SQLite database has a key here.');
  if (config.keyFile === undefined) throw new StoreRefusal('PATHGATE_KEY_FILE names no file of a key: set it. npm run key -- new FILE makes one.');
  if (!existsSync(config.file)) throw new StoreRefusal(`There is no ${config.file}: npm run init makes it, encrypted where PATHGATE_KEY_FILE names a key.`);
  const { from, to } = plan(config);
  if (to !== undefined) readDatabaseKey(to);
  const lock = lockForService(config);
  try {
    if (opens({ file: config.file, keyFile: to })) {
      process.stdout.write(`${config.file} is so already. Now ${next}.\n`);
      return 0;
    }
    await audit({ ...from, kind: 'sqlite', ...(config.sealingKeyFile !== undefined && { sealingKeyFile: config.sealingKeyFile }) });
    changeDatabaseKey(from, to);
  } finally {
    lock.release();
  }
  process.stdout.write(`${config.file} was written anew, compared row for row and put in place of the old one. Now ${next}, and start the service. Old backups and what the disk still holds of the old file stay as they were.\n`);
  return 0;
}

/** On either engine. */
async function rotateSealing(file: string): Promise<number> {
  const { practice: config } = dataLocation();
  if (config.sealingKeyFile === undefined) throw new StoreRefusal('PATHGATE_SEALING_KEY_FILE names no file of a key: set it to the present one.');
  const [from, to] = [SealingKey.ofFile(config.sealingKeyFile), SealingKey.ofFile(file)];
  const lock = lockForService(config);
  try {
    if (await isSealedWith({ ...config, sealingKeyFile: file })) {
      process.stdout.write(`What is sealed opens with the key in ${file} already. Now set PATHGATE_SEALING_KEY_FILE=${file}.\n`);
      return 0;
    }
    // A practice after the other: cut off between two, the same command goes on.
    const both = { ...config, nextSealingKeyFile: file };
    await audit(both, 'sealing-key');
    const store = await openStore(both, systemClock);
    let changed = 0;
    try {
      for (const { id } of await store.practices.list()) if (await isPracticeSealedWith(store, id, from)) changed += await changeSealingKey(store.sql, id, from, to, systemClock);
    } finally {
      await store.close();
    }
    process.stdout.write(`${changed} patients' keys were wrapped with the key in ${file}; no record was written. Backups from before open with the old key: keep it as long as them. Now set PATHGATE_SEALING_KEY_FILE=${file}, and start the service.\n`);
    return 0;
  } finally {
    lock.release();
  }
}

async function isPracticeSealedWith({ sql }: Store, practice: string, { fingerprint }: SealingKey): Promise<boolean> {
  return (await sql.of(practice).query('SELECT 1 AS one FROM sealing_key WHERE practice_id = ? AND fingerprint = ?', [practice, fingerprint])).length > 0;
}

/** A change that was cut off after its last transaction is found to be done. */
async function isSealedWith(config: StoreConfig): Promise<boolean> {
  try {
    await (await openStore(config, systemClock)).close();
    return true;
  } catch (error) {
    if (error instanceof StoreRefusal) return false;
    throw error;
  }
}

/** A change that was cut off after its last step is found to be done. */
function opens(database: SqliteFile): boolean {
  try {
    openSqliteFile(database, { fileMustExist: true, readonly: true }).close();
    return true;
  } catch (error) {
    if (error instanceof StoreRefusal) return false;
    throw error;
  }
}

/** On each practice's audit before it is done. */
async function audit(config: StoreConfig, action = 'database-key'): Promise<void> {
  const store = await openStore(config, systemClock);
  try {
    for (const { id } of await store.practices.list()) await store.audit(id, { actorId: 'command-line', role: 'admin', action, resource: 'practice', outcome: 'allowed', requestId: 'key' });
  } finally {
    await store.close();
  }
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`NOT DONE  ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
