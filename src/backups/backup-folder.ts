/** How a backup lies on the disk: a folder of its own, its manifest written last, its name given when it is whole. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../platform/database/sql';
import { StoreRefusal } from '../platform/database/store-errors';
import type { Contents } from './contents';

export const FORMAT = 'pathgate-backup/1';
export const MANIFEST = 'manifest.json';
export const MANIFEST_DIGEST = 'manifest.json.sha256';
export const DATABASE_NAME: Readonly<Record<Engine, string>> = { sqlite: 'pathgate.db', postgres: 'pathgate.dump' };
/** Files that lie beside the database are under this name. */
export const BESIDE = 'beside';
export const UNFINISHED = '.unfinished';
const NAME = /^pathgate-\d{8}T\d{9}Z(\.unfinished)?$/;

export interface BackedUpFile {
  /** Relative to the backup's folder. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly engine: Engine;
  readonly takenAt: string;
  readonly files: readonly BackedUpFile[];
  readonly contents: Contents;
}

/** The backup is not what was written: the place, and what is wrong with it. */
export class BrokenBackup extends StoreRefusal {}

export interface FoundBackups {
  /** Names, newest first. */
  readonly finished: readonly string[];
  /** Begun and cut off, or being written at this moment. */
  readonly unfinished: readonly string[];
}

/** `takenAt` as a name that sorts by time. */
export function nameAt(takenAt: string): string {
  return `pathgate-${takenAt.replace(/[-:.]/g, '')}`;
}

export function findBackups(folder: string): FoundBackups {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name) && statSync(join(folder, name)).isDirectory()).sort().reverse() : [];
  return { finished: names.filter((name) => isFinished(join(folder, name))), unfinished: names.filter((name) => !isFinished(join(folder, name))) };
}

export function isFinished(backup: string): boolean {
  return !backup.endsWith(UNFINISHED) && existsSync(join(backup, MANIFEST));
}

/** As `sha256sum -c` reads it. */
export function digestLineOf(manifest: string): string {
  return `${createHash('sha256').update(manifest).digest('hex')}  ${MANIFEST}\n`;
}

/** Throws `BrokenBackup`, or `StoreRefusal` where there is no finished backup. */
export function readManifest(backup: string): Manifest {
  if (!isFinished(backup)) throw notFinished(backup);
  const text = readFileSync(join(backup, MANIFEST), 'utf8');
  if (!existsSync(join(backup, MANIFEST_DIGEST)) || readFileSync(join(backup, MANIFEST_DIGEST), 'utf8') !== digestLineOf(text)) {
    throw new BrokenBackup(`${MANIFEST} is not the one that ${MANIFEST_DIGEST} names: take another backup.`);
  }
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT) throw new StoreRefusal(`${join(backup, MANIFEST)} is of another format (${String(manifest.format)}): use the program that wrote it.`);
  const stray = filesUnder(backup).find((name) => name !== MANIFEST && name !== MANIFEST_DIGEST && !manifest.files.some((file) => file.name === name));
  if (stray !== undefined) throw new BrokenBackup(`${stray} does not belong to this backup: its manifest does not list it.`);
  return manifest;
}

function notFinished(backup: string): StoreRefusal {
  if (!existsSync(backup)) return new StoreRefusal(`There is no ${backup}: name the folder of one backup.`);
  const [newest] = findBackups(backup).finished;
  if (newest !== undefined) return new StoreRefusal(`${backup} holds several backups: name one. The newest is ${join(backup, newest)}.`);
  return new StoreRefusal(`${backup} is no finished backup: it has no ${MANIFEST}, which is written last. Take another.`);
}

/** Every file below a folder by its relative name, sorted; what is neither file nor folder is refused. */
export function filesUnder(folder: string, below = ''): readonly string[] {
  return readdirSync(join(folder, below)).sort().flatMap((name) => {
    const relative = below === '' ? name : `${below}/${name}`;
    const kind = lstatSync(join(folder, relative));
    if (kind.isDirectory()) return filesUnder(folder, relative);
    if (!kind.isFile()) throw new StoreRefusal(`${join(folder, relative)} is neither a file nor a folder: replace the link by what it leads to.`);
    return [relative];
  });
}
