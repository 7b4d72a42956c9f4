/** `node_modules` follows `package-lock.json`: a stamp inside it names the lock file and the Node.js it was installed for. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say, stop } from './project.mjs';
import { hasCompiler, installCompiler } from './system-packages.mjs';

const STAMP = join(ROOT, 'node_modules', '.pathgate-stamp');

export function ensureInstalled() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wantedStamp()) return;
  const because = existsSync(join(ROOT, 'node_modules')) ? 'package-lock.json or Node.js changed' : 'the first time';
  say(`installing packages (${because}; about 2 minutes where better-sqlite3 must be compiled) ...`);
  if (!installPackages()) {
    // Only where no prebuilt binary could be fetched is a compiler needed at all, so it is asked for after the fact.
    if (hasCompiler()) stop('npm ci failed: read its message above. Nothing was started.');
    installCompiler();
    if (!installPackages()) stop('npm ci failed again with a compiler present: read its message above. Nothing was started.');
  }
  stampInstalled();
}

/** Also run by npm itself after every install by hand, so that `npm start` does not repeat it. */
export function stampInstalled() {
  writeFileSync(STAMP, wantedStamp());
}

function installPackages() {
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...first] = npm;
  const result = spawnSync(command, [...first, 'ci', '--no-progress', '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 2, 2], env: environment() });
  if (result.error) stop(`npm could not be run (${result.error.message}). It comes with Node.js: https://nodejs.org`);
  if (result.signal) process.exit(130);
  return result.status === 0;
}

/** NODE_ENV=production would leave out what the build needs. */
function environment() {
  return { ...process.env, NODE_ENV: '', npm_config_production: '', npm_config_omit: '' };
}

/** A native module is compiled for one ABI, so the stamp names it. */
function wantedStamp() {
  const lock = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
  return `${lock} ${process.platform}-${process.arch}-${process.versions.modules}\n`;
}
