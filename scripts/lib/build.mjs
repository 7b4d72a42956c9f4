/**
 * `dist/` follows `machines/` and `src/`, by the same compiler and the same .swcrc as the tests; types are checked by `npm run check`.
 * Only files whose time or size changed are compiled again, so an up-to-date tree costs a few milliseconds.
 */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { ROOT, say } from './project.mjs';

const SOURCES = ['machines', 'src'];
/** A change of these compiles everything again. */
const SETTINGS = ['.swcrc', 'package-lock.json', 'scripts/lib/build.mjs'];
const IS_INPUT = /\.(ts|json)$/;
const IS_TEST = /\.(spec|e2e-spec|d)\.ts$/;
const MANIFEST = 'dist/.inputs.json';

/** Answers the files that could not be compiled, each with its message. Nothing is written for those. */
export async function ensureBuilt() {
  const before = readManifest();
  const settings = SETTINGS.map(stampOf).join(' ');
  const known = before.settings === settings ? before.files : {};
  const files = Object.fromEntries(SOURCES.flatMap(listInputs).map((file) => [file, stampOf(file)]));
  const changed = Object.keys(files).filter((file) => known[file] !== files[file]);
  const gone = Object.keys(before.files).filter((file) => !(file in files));
  if (changed.length === 0 && gone.length === 0) return [];

  if (changed.length > 20) say(`building ${changed.length} files ...`);
  for (const file of gone) removeOutput(file);
  const failures = (await Promise.all(changed.map(build))).filter((failure) => failure !== undefined);
  for (const { file } of failures) delete files[file];
  writeWhole(MANIFEST, JSON.stringify({ settings, files }));
  return failures;
}

async function build(file) {
  if (file.endsWith('.json')) {
    writeWhole(`dist/${file}`, readFileSync(join(ROOT, file)));
    return undefined;
  }
  const output = outputOf(file);
  try {
    const { code, map } = await compiler().transformFile(join(ROOT, file), {
      cwd: ROOT, sourceMaps: true, sourceFileName: relative(dirname(output), file),
    });
    writeWhole(`${output}.map`, map);
    writeWhole(output, `${code}\n//# sourceMappingURL=${output.split('/').pop()}.map\n`);
    return undefined;
  } catch (error) {
    return { file, message: error.message };
  }
}

/** Loaded only when something must be compiled. */
let loaded;
function compiler() {
  loaded ??= createRequire(import.meta.url)('@swc/core');
  return loaded;
}

function listInputs(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listInputs(path);
    return IS_INPUT.test(path) && !IS_TEST.test(path) ? [path] : [];
  });
}

function outputOf(file) {
  return `dist/${file.replace(/\.ts$/, '.js')}`;
}

function removeOutput(file) {
  rmSync(join(ROOT, outputOf(file)), { force: true });
  rmSync(join(ROOT, `${outputOf(file)}.map`), { force: true });
}

function stampOf(file) {
  const { mtimeMs, size } = statSync(join(ROOT, file));
  return `${mtimeMs}:${size}`;
}

function readManifest() {
  try {
    return JSON.parse(readFileSync(join(ROOT, MANIFEST), 'utf8'));
  } catch {
    return { settings: '', files: {} };
  }
}

/** Renamed into place: a command that runs meanwhile never reads half a file. */
function writeWhole(file, content) {
  const path = join(ROOT, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}
