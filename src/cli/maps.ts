/**
 * `npm run -s maps [-- --check]`: writes docs/maps/*.md from the executed machines; `--check` writes nothing and exits 1
 * when a page is stale or missing.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorizationMachine } from '../../machines/authorization';
import { describeMap } from '../../machines/kernel/statechart';
import { pathwayMap } from '../../machines/patient';
import { mapPage } from './maps/map-page';

const FOLDER = join('docs', 'maps');
const USAGE = 'usage: npm run -s maps [-- --check]\n';

/** File name -> content, relative to the root of the repository. */
export function mapPages(): Readonly<Record<string, string>> {
  return {
    [join(FOLDER, 'rfa.md')]: mapPage('The pathway of radiofrequency ablation', pathwayMap('rfa')),
    [join(FOLDER, 'epidural.md')]: mapPage('The pathway of epidural steroid injections', pathwayMap('epidural')),
    [join(FOLDER, 'scs.md')]: mapPage('The pathway of spinal cord stimulation', pathwayMap('scs')),
    [join(FOLDER, 'authorization.md')]: mapPage('The life of an authorization', describeMap(authorizationMachine)),
  };
}

/** The pages under `root` that are not what the machines say. */
export function stalePages(root: string): readonly string[] {
  return Object.entries(mapPages()).filter(([file, page]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== page).map(([file]) => file);
}

function main(args: readonly string[]): number {
  if (args.length > 1 || (args.length === 1 && args[0] !== '--check')) {
    process.stderr.write(USAGE);
    return 2;
  }
  const stale = stalePages(process.cwd());
  if (args[0] === '--check') {
    for (const file of stale) process.stderr.write(`${file} is stale: run "npm run maps" and commit it.\n`);
    return stale.length === 0 ? 0 : 1;
  }
  mkdirSync(FOLDER, { recursive: true });
  const pages = mapPages();
  for (const file of stale) writeFileSync(file, pages[file] ?? '');
  return 0;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
