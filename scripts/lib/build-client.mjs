/**
 * The client package's types follow the API document. They are written when something needs them and not kept in git, like the app's:
 * kept, every change of the API would be in two generated files, and one of them could be old.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './project.mjs';

const DOCUMENT = 'docs/openapi.json';
/** No .d.ts: the compiler must carry it into the package. */
const TYPES = 'clients/typescript/src/schema.ts';

let writing;

/** Once a run, however many checks ask. */
export function writePackageTypes() {
  return (writing ??= write());
}

/** Nothing where there is no package, as in a part of the repository that a test copies. */
async function write() {
  if (!existsSync(join(ROOT, 'clients/typescript/package.json'))) return;
  const text = readFileSync(join(ROOT, DOCUMENT), 'utf8');
  const mark = `/* of ${createHash('sha256').update(text).update(readFileSync(new URL(import.meta.url))).digest('hex')} */\n`;
  const path = join(ROOT, TYPES);
  if (existsSync(path) && readFileSync(path, 'utf8').startsWith(mark)) return;
  const { default: typesOf, astToString } = await import('openapi-typescript');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, mark + astToString(await typesOf(unwrapped(JSON.parse(text)))));
  renameSync(`${path}.${process.pid}`, path);
}

/** A reference in an `allOf` of its own, there for the sake of a description, would lose the kinds of fact their differences. */
function unwrapped(schema) {
  if (Array.isArray(schema)) return schema.map(unwrapped);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { allOf, description, ...rest } = schema;
  if (Array.isArray(allOf) && allOf.length === 1 && allOf[0].$ref !== undefined && Object.keys(rest).length === 0) return { ...allOf[0], description };
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, unwrapped(value)]));
}

/** What the package says of itself against the repository it is made from. */
export function clientPackageComplaints() {
  const read = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  const [own, root] = [read('clients/typescript/package.json'), read('package.json')];
  const known = { ...root.dependencies, ...root.devDependencies };
  return [
    ...(own.version === root.version ? [] : [`clients/typescript/package.json: version ${own.version}, and the service is ${root.version}`]),
    ...Object.entries(own.dependencies).filter(([name, version]) => known[name] !== version)
      .map(([name, version]) => `clients/typescript/package.json: ${name} is "${version}", tested is ${known[name]}`),
  ].join('\n');
}
