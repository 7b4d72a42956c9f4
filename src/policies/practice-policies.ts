/** What a practice's directory holds: its own files, and of each installed pack the newest version. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { readInstalledPacks } from './packs/installed-packs';
import type { Pack } from './packs/pack-file';
import { checkTogether, readPolicyFile, type PracticePolicies, type SourcedFile } from './read-policy-files';

/** Everything in the directory and the shipped ones together; an absent directory holds nothing. */
export function readPracticePolicies(directory: string, shipped: readonly Policy[] = SHIPPED_POLICIES): PracticePolicies | Rejection {
  const packs = readInstalledPacks(directory);
  return isRejection(packs) ? packs : checkPracticePolicies(directory, packs, shipped);
}

/** The directory's own files with these packs. */
export function checkPracticePolicies(directory: string, packs: readonly Pack[], shipped: readonly Policy[] = SHIPPED_POLICIES): PracticePolicies | Rejection {
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.json')).sort() : [];
  const files: SourcedFile[] = [];
  for (const name of names) {
    const file = readPolicyFile(join(directory, name));
    if (isRejection(file)) return file;
    files.push({ ...file, origin: { kind: 'practice' } });
  }
  for (const { name, version, files: ofPack } of packs) {
    files.push(...ofPack.map((file) => ({ name: `packs/${name}@${version}.json/${file.name}`, content: file.content, origin: { kind: 'pack' as const, name, version } })));
  }
  return checkTogether(files, shipped);
}
