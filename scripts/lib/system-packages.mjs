/** What npm cannot bring. As root on Debian it is installed and said so; elsewhere one line names the command. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say, stop } from './project.mjs';

const COMPILER = ['g++', 'make', 'python3'];

export function hasCompiler() {
  return COMPILER.every((name) => findProgram(name));
}

export function installCompiler() {
  installSystemPackages(['g++', 'make', 'python3'], 'a C++ compiler (the SQLite driver has no prebuilt binary for this machine)');
}

export function installPostgres() {
  installSystemPackages(['postgresql'], 'PostgreSQL', 'or run `npm test -- --without=postgres`');
}

/** Only where it needs nobody's help: what is traced is skipped otherwise, and said so. */
export function installStraceIfAllowed() {
  if (isDebian() && process.getuid?.() === 0) installSystemPackages(['strace'], 'strace', 'or run `npm test -- --without=tracing`');
}

export function installChromium() {
  installSystemPackages(['chromium'], 'Chromium', 'or run `npm test -- --without=browser`');
}

export function installSystemPackages(packages, reason, otherwise) {
  const command = `apt-get update && apt-get install -y ${packages.join(' ')}`;
  const hint = otherwise ? `, ${otherwise}` : '';
  if (!isDebian() || process.getuid?.() !== 0) {
    stop(`${reason} is missing. Install it (Debian, Ubuntu: sudo sh -c '${command}')${hint}, then run this again.`);
  }
  say(`${reason} is missing: installing ${packages.join(', ')} with apt-get ...`);
  run('apt-get', ['update', '-qq'], reason, command);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], reason, command);
}

function run(program, args, reason, command) {
  const result = spawnSync(program, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (result.status !== 0) stop(`${reason} could not be installed: \`${command}\` failed, read its message above.`);
}

function isDebian() {
  return existsSync('/etc/debian_version') && findProgram('apt-get') !== undefined;
}

function findProgram(name) {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
