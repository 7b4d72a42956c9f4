/** `node_modules` follows `package-lock.json`: a stamp inside it names the lock file and the Node.js it was installed for. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say, stop } from './project.mjs';
import { hasCompiler, installCompiler } from './system-packages.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.pathgate-stamp');
/** npm writes it last, at the end of every install. */
const NPM_STAMP = join(MODULES, '.package-lock.json');
/** A native module is compiled for one ABI. */
const ABI = `${process.platform}-${process.arch}-${process.versions.modules}`;

export function ensureInstalled() {
  const wanted = `${createHash('sha256').update(readFileSync(LOCK)).digest('hex')} ${ABI}\n`;
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined;
  if (stamp === wanted) return;
  const isOtherAbi = stamp !== undefined && !stamp.endsWith(` ${ABI}\n`);
  if (isOtherAbi || !wasInstalledByHand()) install();
  writeFileSync(STAMP, wanted);
}

function install() {
  const because = existsSync(MODULES) ? 'package-lock.json or Node.js changed' : 'the first time';
  say(`installing packages (${because}; about 2 minutes where the SQLite driver must be compiled) ...`);
  if (installPackages()) return;
  // Only where no prebuilt binary could be fetched is a compiler needed at all, so it is asked for after the fact.
  if (hasCompiler()) stop('npm ci failed: read its message above. Nothing was started.');
  installCompiler();
  if (!installPackages()) stop('npm ci failed again with a compiler present: read its message above. Nothing was started.');
}

/** Somebody ran `npm install` or `npm ci` since the lock file last changed. */
function wasInstalledByHand() {
  return existsSync(NPM_STAMP) && statSync(NPM_STAMP).mtimeMs >= statSync(LOCK).mtimeMs;
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
