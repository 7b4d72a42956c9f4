import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { checkPracticePolicies } from '../practice-policies';
import type { PracticePolicies } from '../read-policy-files';
import { installedPacks, packsDirectory, readInstalledPacks, readPackFile } from './installed-packs';
import { openPack, type Pack } from './pack-file';
import { readTrustedKeys } from './trusted-keys';

export interface InstalledPack {
  readonly pack: Pack;
  /** False: this very pack was installed before, and nothing was written. */
  readonly isNew: boolean;
  /** All that the directory holds with it. */
  readonly policies: PracticePolicies;
}

/**
 * Verified, checked together with everything else that is loaded, and only then written, as one file in one step. Codes: those of
 * `openPack` and of policy files, `pack-expired`, `pack-older`, `pack-version-taken`.
 */
export function installPack(policies: string, path: string, today: PlainDate): InstalledPack | Rejection {
  const bytes = readPackFile(path);
  if (isRejection(bytes)) return bytes;
  const trusted = readTrustedKeys(policies);
  if (isRejection(trusted)) return trusted;
  const pack = openPack(bytes, trusted);
  if (isRejection(pack)) return pack;
  const installed = installedPacks(policies).find(({ name }) => name === pack.name);
  const isSame = installed?.version === pack.version && readFileSync(installed.path).equals(bytes);
  if (!isSame) {
    const refusal = refuseVersion(pack, installed?.version, today);
    if (refusal !== undefined) return refusal;
  }
  const others = readInstalledPacks(policies, pack.name);
  if (isRejection(others)) return others;
  const together = checkPracticePolicies(policies, [...others, pack]);
  if (isRejection(together)) return together;
  if (!isSame) writeWhole(packsDirectory(policies), `${pack.name}@${pack.version}.json`, bytes);
  return { pack, isNew: !isSame, policies: together };
}

function refuseVersion({ name, version, expiresOn }: Pack, installed: number | undefined, today: PlainDate): Rejection | undefined {
  if (expiresOn !== undefined && today > expiresOn) return reject('pack-expired', `${name} version ${version} was to be installed by ${expiresOn}; get the publisher's newest`);
  if (installed !== undefined && version < installed) return reject('pack-older', `${name} version ${installed} is installed, and ${version} is older; a policy that was wrong is withdrawn, not a pack`);
  if (version === installed) return reject('pack-version-taken', `${name} version ${version} is installed with other content; a pack that changed has a higher version, so ask the publisher`);
  return undefined;
}

/** All of it or nothing under its name, also when the power fails in between. */
function writeWhole(directory: string, name: string, bytes: Uint8Array): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const incoming = join(directory, `.${randomUUID()}.incoming`);
  try {
    const file = openSync(incoming, 'wx', 0o600);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(incoming, join(directory, name));
  } finally {
    rmSync(incoming, { force: true });
  }
  const folder = openSync(directory, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
