/** A practice's own policy file, as the command writes it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection } from '../../../machines/kernel/rejection';
import { newPolicy } from '../../../src/cli/policies/new';
import { readPracticePolicies, type LoadedPolicy } from '../../../src/policies';

/** `example-facet@2026-01-01` of the payer `example-health` as `policies -- new` writes it, then perhaps changed by hand. */
export function ownPolicies(change: (text: string) => string = (text) => text): readonly LoadedPolicy[] {
  const directory = mkdtempSync(join(tmpdir(), 'pathgate-own-'));
  try {
    const [path = ''] = newPolicy(directory, { id: 'example-facet', payer: 'example-health', pathway: 'rfa', title: 'Facet procedures', document: 'EH-12', from: '2026-01-01' }) as readonly string[];
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    const read = readPracticePolicies(directory);
    if (isRejection(read)) throw new Error(read.message);
    return read.loaded;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
