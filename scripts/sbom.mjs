/** `npm run sbom [-- --dev]`: what this program is made of, as CycloneDX 1.5 in dist/sbom.cdx.json, from the lock file alone. `--dev`: what builds and tests it too. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say, stop } from './lib/project.mjs';

const FILE = 'dist/sbom.cdx.json';

const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
const [command, ...first] = npm;
const result = spawnSync(command, [...first, 'sbom', '--package-lock-only', '--sbom-format=cyclonedx', ...(process.argv.includes('--dev') ? [] : ['--omit=dev'])], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64e6, env: { ...process.env, NODE_ENV: '' } });
if (result.status !== 0) stop(`npm sbom failed (it needs npm 10 or later):\n${result.stderr ?? result.error?.message}`);
const bill = JSON.parse(result.stdout);
mkdirSync(join(ROOT, 'dist'), { recursive: true });
writeFileSync(join(ROOT, FILE), `${JSON.stringify(bill, null, 2)}\n`);
say(`${bill.components.length} components in ${FILE}`);
