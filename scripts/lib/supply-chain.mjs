/**
 * What is taken from others, checked without asking anybody: the same bytes for everybody, nothing that runs unasked, nothing under a licence
 * that nobody looked at, nothing that nothing needs.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

const SOURCES = ['src', 'machines', 'migrations', 'test', 'bench', 'web', 'clients', 'scripts', '*.mjs', '*.cjs', '*.json', '.swcrc', '.dependency-cruiser.cjs'];

export function packageComplaints() {
  return supplyChainComplaints(readJson('package.json'), readJson('package-lock.json'), readJson('scripts/lib/licences.json'), sourceText()).join('\n');
}

/** `sources`: all text in which a dependency may be named. */
export function supplyChainComplaints({ dependencies = {}, devDependencies = {}, allowScripts = {}, scripts = {} }, lock, licences, sources) {
  const named = { ...dependencies, ...devDependencies };
  const locked = Object.entries(lock.packages).filter(([path]) => path !== '').map(([path, entry]) => ({ path, name: entry.name ?? path.split('node_modules/').pop(), entry }));
  return [
    ...Object.entries(named).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)).map(([name, version]) => `package.json: ${name} is "${version}", pin it to one version`),
    ...locked.filter(({ entry }) => entry.resolved !== undefined).map(({ path }) => `package-lock.json: ${path} carries a download address or comes from elsewhere than the registry; install with the .npmrc of this repository`),
    ...locked.filter(({ entry }) => entry.integrity === undefined || !entry.integrity.startsWith('sha512-')).map(({ path }) => `package-lock.json: ${path} has no sha512 of its bytes`),
    ...locked.filter(({ entry, name }) => entry.hasInstallScript && !(name in allowScripts) && !entry.optional).map(({ path }) => `package.json: ${path} has an install script; name it in allowScripts, true or false`),
    ...Object.keys(allowScripts).filter((name) => !locked.some((each) => each.name === name)).map((name) => `package.json: allowScripts names ${name}, which is not installed`),
    ...locked.filter(({ entry, name }) => !isAllowed(entry.license, licences.allowed) && !isApart(name, licences.apart)).map(({ path, entry }) => `package-lock.json: ${path} is under "${entry.license ?? 'no licence'}"; take another, or name it in scripts/lib/licences.json with a reason`),
    ...Object.keys(licences.apart).filter((pattern) => !locked.some(({ name, entry }) => isApart(name, { [pattern]: '' }) && !isAllowed(entry.license, licences.allowed))).map((pattern) => `scripts/lib/licences.json: ${pattern} needs no exception`),
    ...Object.keys(named).filter((name) => !isNamed(name, sources, named) && !isPeer(name, locked) && !isRun(locked.find((each) => each.name === name), scripts)).map((name) => `package.json: nothing names ${name}; remove it`),
  ];
}

/** `A OR B` needs one that is allowed, `A AND B` all. */
function isAllowed(expression = '', allowed) {
  const parts = expression.replace(/[()]/g, '').split(' OR ').map((each) => each.split(' AND '));
  return parts.some((all) => all.every((name) => allowed.includes(name)));
}

function isApart(name, apart) {
  return Object.keys(apart).some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}

/** Types are used where what they describe is. */
function isNamed(name, sources, all) {
  const described = /^@types\/(.+)$/.exec(name)?.[1];
  if (described !== undefined) return described === 'node' || described === 'jest' || described in all;
  return new RegExp(`['"\`/]${name.replace(/[/.]/g, '\\$&')}['"\`/]`).test(sources);
}

/** Another asks for it to be there. */
function isPeer(name, locked) {
  return locked.some(({ entry }) => name in (entry.peerDependencies ?? {}) && entry.peerDependenciesMeta?.[name]?.optional !== true);
}

/** A command of package.json begins with a program of its. */
function isRun(found, scripts) {
  const programs = Object.keys(found?.entry.bin ?? {});
  return Object.values(scripts).some((script) => programs.some((program) => script.split(' ').includes(program)));
}

function sourceText() {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...SOURCES], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64e6 }).split('\0');
  const isRead = (file) => /\.(ts|tsx|mjs|cjs|css|json)$|^\.swcrc$/.test(file) && !/package(-lock)?\.json$|licences\.json$|^test\/(cases|.*fixtures)\//.test(file);
  return files.filter(isRead).map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
}

function readJson(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}
