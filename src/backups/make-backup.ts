/** A backup is begun under a name that says so, verified, and named when its manifest is on the disk: what was cut off is never taken for one. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DataLocation } from '../platform/config/data-location';
import { FILE_MODE, flushToDisk, FOLDER_MODE, sha256OfFile, writeNewFile } from '../platform/database/durable-files';
import type { StoreConfig } from '../platform/database/migrations';
import { BESIDE, DATABASE_NAME, digestLineOf, filesUnder, findBackups, FORMAT, MANIFEST, MANIFEST_DIGEST, nameAt, UNFINISHED, type BackedUpFile, type Manifest } from './backup-folder';
import { copyPostgres } from './copy-postgres';
import { copySqlite } from './copy-sqlite';

/** A backup that is still being written has been touched within this time. */
const ABANDONED_AFTER_MS = 24 * 60 * 60_000;

export interface MadeBackup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What the record rests on besides the database. Settings with secrets in them (payers' keys) are the operator's to keep. */
export function placesBeside(location: Pick<DataLocation, 'policies' | 'codeDescriptors'>): readonly string[] {
  return [location.policies, location.codeDescriptors];
}

export async function makeBackup(config: StoreConfig, location: Pick<DataLocation, 'policies' | 'codeDescriptors'>, to: string, takenAt: string, onProgress: (pagesLeft: number) => void = () => undefined): Promise<MadeBackup> {
  mkdirSync(to, { recursive: true, mode: FOLDER_MODE });
  const folder = join(to, nameAt(takenAt));
  const writing = `${folder}${UNFINISHED}`;
  mkdirSync(writing, { mode: FOLDER_MODE });
  try {
    const engine = config.kind;
    const database = join(writing, DATABASE_NAME[engine]);
    const contents = config.kind === 'sqlite' ? await copySqlite(config, database, onProgress) : await copyPostgres(config.url, database);
    for (const place of placesBeside(location)) copyBeside(place, writing);
    const manifest: Manifest = { format: FORMAT, engine, takenAt, files: await listed(writing), contents };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    writeNewFile(join(writing, MANIFEST_DIGEST), digestLineOf(text));
    writeNewFile(join(writing, MANIFEST), text);
    flushToDisk(writing);
    renameSync(writing, folder);
    flushToDisk(to);
    return { folder, manifest };
  } catch (error) {
    // A full disk should not stay full of what is of no use.
    rmSync(writing, { recursive: true, force: true });
    throw error;
  }
}

/** Keeps the newest; answers what was removed. What was cut off goes too, once nobody can be writing it any more. */
export function removeOldBackups(to: string, keep: number, nowMs: number): readonly string[] {
  const { finished, unfinished } = findBackups(to);
  const abandoned = unfinished.filter((name) => nowMs - statSync(join(to, name)).mtimeMs > ABANDONED_AFTER_MS);
  const removed = [...finished.slice(keep), ...abandoned];
  for (const name of removed) {
    // Without its manifest it is no backup, also when the rest of this is cut off.
    rmSync(join(to, name, MANIFEST), { force: true });
    rmSync(join(to, name), { recursive: true });
  }
  return removed;
}

function copyBeside(place: string, backup: string): void {
  if (!existsSync(place)) return;
  const isFolder = statSync(place).isDirectory();
  for (const name of isFolder ? filesUnder(place) : [basename(place)]) {
    const target = join(backup, BESIDE, ...(isFolder ? [basename(place)] : []), name);
    mkdirSync(dirname(target), { recursive: true, mode: FOLDER_MODE });
    copyFileSync(isFolder ? join(place, name) : place, target);
    chmodSync(target, FILE_MODE);
    for (let folder = dirname(target); folder !== dirname(backup); folder = dirname(folder)) flushToDisk(folder);
    flushToDisk(target);
  }
}

async function listed(backup: string): Promise<readonly BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  for (const name of filesUnder(backup)) files.push({ name, bytes: statSync(join(backup, name)).size, sha256: await sha256OfFile(join(backup, name)) });
  return files;
}
