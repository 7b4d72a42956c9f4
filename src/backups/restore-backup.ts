/** A backup becomes a database only when all of it was read and is what was written; otherwise nothing is left where it would have been. */
import { copyFileSync, existsSync, linkSync, mkdirSync, chmodSync, rmSync, constants } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DataLocation } from '../platform/config/data-location';
import { FILE_MODE, flushToDisk, FOLDER_MODE, sha256OfFile } from '../platform/database/durable-files';
import { knownMigrations, type StoreConfig } from '../platform/database/migrations';
import { prepareFolder } from '../platform/database/prepare-folder';
import type { SqliteFile } from '../platform/database/sqlite';
import { codeOf, StoreRefusal } from '../platform/database/store-errors';
import { BESIDE, BrokenBackup, DATABASE_NAME, readManifest, type Manifest } from './backup-folder';
import { refuseDamaged } from './copy-sqlite';
import { placesBeside } from './make-backup';
import { restorePostgres } from './restore-postgres';

type Location = Pick<DataLocation, 'directory' | 'policies' | 'codeDescriptors'>;

/** `from`: the folder of one backup. Into a database that is not there yet (SQLite) or holds nothing (PostgreSQL). Throws `StoreRefusal`. */
export async function restoreBackup(from: string, config: StoreConfig, location: Location): Promise<Manifest> {
  const manifest = await verifyBackup(from);
  if (manifest.engine !== config.kind) {
    throw new StoreRefusal(`This backup is of ${manifest.engine}, and PATHGATE_DATABASE names ${config.kind}. Restore it where it came from; npm run export moves a practice to the other engine.`);
  }
  const beside = placesBeside(location).find((place) => existsSync(place));
  if (beside !== undefined) throw new StoreRefusal(`${beside} is there already: a restore goes into an empty place only. Move it away, or name another directory with PATHGATE_DATA.`);
  const placed: string[] = [];
  try {
    if (config.kind === 'sqlite') await restoreSqlite(from, config, manifest, () => placeBeside(from, location, manifest, placed));
    else await restorePostgres(join(from, DATABASE_NAME.postgres), config.url, manifest, () => placeBeside(from, location, manifest, placed));
    return manifest;
  } catch (error) {
    for (const file of placed.reverse()) rmSync(file, { recursive: true, force: true });
    throw error;
  }
}

/** Every byte against the manifest, and the schema against what this program knows. */
export async function verifyBackup(from: string): Promise<Manifest> {
  const manifest = readManifest(from);
  for (const { name, sha256 } of manifest.files) {
    if (!existsSync(join(from, name))) throw new BrokenBackup(`${name} is missing.`);
    if (await sha256OfFile(join(from, name)) !== sha256) throw new BrokenBackup(`${name} is not what was written: its SHA-256 is another than the manifest's.`);
  }
  const known = knownMigrations(manifest.engine);
  const unknown = manifest.contents.migrations.find((name, index) => known[index] !== name);
  if (unknown !== undefined) throw new StoreRefusal(`The backup was taken by a program with another schema (${unknown}): restore it with that version or a newer one.`);
  return manifest;
}

async function restoreSqlite(from: string, { file, keyFile }: SqliteFile, manifest: Manifest, placeFiles: () => void): Promise<void> {
  for (const each of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) {
    if (existsSync(each)) throw new StoreRefusal(`${each} is there already: a restore goes into an empty place only. Move it away, or name another directory with PATHGATE_DATA.`);
  }
  const hadFolder = existsSync(dirname(file));
  prepareFolder(dirname(file));
  const restoring = `${file}.restoring`;
  try {
    copyFileSync(join(from, DATABASE_NAME.sqlite), restoring, constants.COPYFILE_EXCL);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new StoreRefusal(`${restoring} is there: another restore is running, or one was cut off. When none runs, remove it and repeat.`);
    rmSync(restoring, { force: true });
    throw error;
  }
  try {
    chmodSync(restoring, FILE_MODE);
    await refuseDamaged({ file: restoring, keyFile }, manifest.contents);
    flushToDisk(restoring);
    placeFiles();
    // Unlike a rename, a link never replaces what somebody has made meanwhile.
    linkSync(restoring, file);
  } finally {
    rmSync(restoring, { force: true });
    if (!hadFolder && !existsSync(file)) rmSync(dirname(file), { recursive: true, force: true });
  }
  flushToDisk(dirname(file));
}

function placeBeside(from: string, { directory }: Location, { files }: Manifest, placed: string[]): void {
  for (const { name } of files.filter((file) => file.name.startsWith(`${BESIDE}/`))) {
    const target = join(directory, name.slice(BESIDE.length + 1));
    mkdirSync(dirname(target), { recursive: true, mode: FOLDER_MODE });
    copyFileSync(join(from, name), target, constants.COPYFILE_EXCL);
    placed.push(target);
    chmodSync(target, FILE_MODE);
    flushToDisk(target);
    flushToDisk(dirname(target));
  }
}
