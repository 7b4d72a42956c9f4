/** Installed packs lie as they came, signature and all, in `packs/<name>@<version>.json`; of each name the highest version counts. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { openPack, PACK_BYTES_MAX, TOO_LARGE, type Pack } from './pack-file';
import { readTrustedKeys } from './trusted-keys';

const INSTALLED = /^([a-z0-9-]+)@([1-9]\d{0,9})\.json$/;

export interface Installed {
  readonly name: string;
  readonly version: number;
  readonly path: string;
}

export function packsDirectory(policies: string): string {
  return join(policies, 'packs');
}

/** Of each name the highest version. */
export function installedPacks(policies: string): readonly Installed[] {
  const directory = packsDirectory(policies);
  const newest = new Map<string, Installed>();
  for (const file of existsSync(directory) ? readdirSync(directory).sort() : []) {
    const [, name = '', digits = ''] = INSTALLED.exec(file) ?? [];
    const version = Number(digits);
    if (name !== '' && version > (newest.get(name)?.version ?? 0)) newest.set(name, { name, version, path: join(directory, file) });
  }
  return [...newest.values()];
}

/** Verified again: whoever can write the directory could change them, and a key may have been withdrawn. `except` leaves one out. */
export function readInstalledPacks(policies: string, except?: string): readonly Pack[] | Rejection {
  const trusted = readTrustedKeys(policies);
  if (isRejection(trusted)) return trusted;
  const packs: Pack[] = [];
  for (const { name, version, path } of installedPacks(policies)) {
    if (name === except) continue;
    const bytes = readPackFile(path);
    const pack = isRejection(bytes) ? bytes : openPack(bytes, trusted);
    const file = `packs/${name}@${version}.json`;
    if (isRejection(pack)) return { ...pack, details: { ...pack.details, file } };
    if (pack.name !== name || pack.version !== version) return reject('invalid-pack', `holds ${pack.name}@${pack.version}; install packs with npm run -s policies -- update`, { details: { file } });
    packs.push(pack);
  }
  return packs;
}

export function readPackFile(path: string): Uint8Array | Rejection {
  if (!existsSync(path) || !statSync(path).isFile()) return reject('unreadable-pack', `there is no file ${path}; check the name`);
  return statSync(path).size > PACK_BYTES_MAX ? TOO_LARGE : readFileSync(path);
}
