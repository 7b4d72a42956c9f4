/** `dist/web` follows `web/` and the API document: the client's types are written from it, then Vite builds, then files are compressed once and for all. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ROOT, say } from './project.mjs';

const CLIENT = 'web/src/api/schema.d.ts';
/** What forms are drawn from: the bodies of these, with nothing left to look up. */
const FORMS = 'web/src/api/forms.json';
const FORM_NAMES = /Fact$|^(Observation|TrialDay|RegisterPatientDto|PersonDto|CoverageDto|OpenEpisodeDto|PlanDto|OrganizationDto|PractitionerDto|FacilityDto|PayerDto|DenialReasonDto)$/;
const DOCUMENT = 'docs/openapi.json';
const INPUTS = ['web', DOCUMENT, 'package-lock.json', 'scripts/lib/build-web.mjs'];
const STAMP = 'dist/.web-inputs';
const COMPRESSED = /\.(js|mjs|css|svg|webmanifest|json)$/;
const COMPRESSED_BYTES_MIN = 1024;

/** Answers what went wrong; empty when the app is built. */
export async function ensureWebBuilt() {
  if (!existsSync(join(ROOT, 'web/vite.config.mjs'))) return '';
  const wanted = digestOf(INPUTS);
  if (existsSync(join(ROOT, STAMP)) && readFileSync(join(ROOT, STAMP), 'utf8') === wanted && existsSync(join(ROOT, 'dist/web/index.html'))) return '';
  say('building the staff app ...');
  try {
    await writeClientTypes();
    await buildForUse();
    compress(join(ROOT, 'dist/web'));
  } catch (error) {
    return `the staff app could not be built: ${error.message}`;
  }
  mkdirSync(dirname(join(ROOT, STAMP)), { recursive: true });
  writeFileSync(join(ROOT, STAMP), wanted);
  return '';
}

/** What is served is always built for use: under another NODE_ENV, as tests set it, Vite would build a page for developers, which has no worker and starts nothing offline. */
async function buildForUse() {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    const { build } = await import('vite');
    await build({ configFile: join(ROOT, 'web/vite.config.mjs'), logLevel: 'warn' });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** The same types for everybody who has the same document; written again only when it changes. */
export async function writeClientTypes() {
  const text = readFileSync(join(ROOT, DOCUMENT), 'utf8');
  const mark = `/* of ${createHash('sha256').update(text).digest('hex')} */\n`;
  const path = join(ROOT, CLIENT);
  if (existsSync(path) && existsSync(join(ROOT, FORMS)) && readFileSync(path, 'utf8').startsWith(mark)) return;
  const { default: typesOf, astToString } = await import('openapi-typescript');
  const { schemas } = JSON.parse(text).components;
  const names = Object.keys(schemas).filter((name) => FORM_NAMES.test(name) && schemas[name].properties !== undefined);
  writeFileSync(join(ROOT, FORMS), JSON.stringify(Object.fromEntries(names.map((name) => [name, inlined(schemas[name], schemas)]))));
  writeFileSync(path, mark + astToString(await typesOf(JSON.parse(text))));
}

function inlined(schema, schemas) {
  if (Array.isArray(schema)) return schema.map((each) => inlined(each, schemas));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (typeof schema.$ref === 'string') return inlined(schemas[schema.$ref.split('/').pop()], schemas);
  const { allOf, ...rest } = schema;
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, inlined(value, schemas)]));
  return allOf === undefined ? own : { ...inlined(allOf[0], schemas), ...own };
}

function compress(folder) {
  for (const file of listFiles(folder)) {
    if (!COMPRESSED.test(file)) continue;
    const bytes = readFileSync(file);
    if (bytes.length < COMPRESSED_BYTES_MIN) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((each) => (each.includes('.') ? [join(ROOT, each)] : listFiles(join(ROOT, each))))) {
    if (path.endsWith(CLIENT) || path.endsWith(FORMS)) continue;
    hash.update(path).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex');
}
