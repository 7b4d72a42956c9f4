import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders and key files of one suite, gone after it. Call where the suite is described. */
export function keyFolders(name: string): { readonly mkdtemp: () => string; readonly newKeyFile: () => string } {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  const mkdtemp = (): string => {
    const folder = mkdtempSync(join(tmpdir(), `pathgate-${name}-`));
    folders.push(folder);
    return folder;
  };
  return {
    mkdtemp,
    newKeyFile: () => {
      const file = join(mkdtemp(), 'sealing-key');
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
      return file;
    },
  };
}
