/**
 * The published guides: Da Vinci PAS and the US Core its profiles derive from, read from their packages.
 * `guides/README.md` says what of them is kept here.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import type { CodeSystem, Json, StructureDefinition, ValueSet } from './definitions';

const PACKAGES = ['davinci_pas_2.2.1.tgz', 'us_core_7.0.0.tgz'];
const FOLDER = join(__dirname, 'guides');

export interface Guides {
  readonly structures: ReadonlyMap<string, StructureDefinition>;
  readonly valueSets: ReadonlyMap<string, ValueSet>;
  readonly codeSystems: ReadonlyMap<string, CodeSystem>;
  /** The guide's own examples, by file name without `.json`. */
  readonly examples: ReadonlyMap<string, Json>;
}

/** A canonical address without the version it was pinned to. */
export function unversioned(url: string): string {
  return url.split('|')[0] ?? url;
}

/** A suite that reads the guides. */
export function describeWithGuides(name: string, suite: (guides: () => Guides) => void): void {
  describe(name, () => {
    let guides: Guides;
    beforeAll(async () => { guides = await loadGuides(); });
    suite(() => guides);
  });
}

let loaded: Promise<Guides> | undefined;

export function loadGuides(): Promise<Guides> {
  return (loaded ??= readGuides());
}

async function readGuides(): Promise<Guides> {
  const structures = new Map<string, StructureDefinition>();
  const valueSets = new Map<string, ValueSet>();
  const codeSystems = new Map<string, CodeSystem>();
  const examples = new Map<string, Json>();
  for (const name of PACKAGES) {
    for (const [path, text] of await filesIn(join(FOLDER, name))) {
      const [, kind = '', file = ''] = /^package\/(example\/)?([^/]+)\.json$/.exec(path) ?? [];
      if (file === '') continue;
      const json = JSON.parse(text) as Json;
      if (kind !== '') examples.set(file, json);
      else if (file.startsWith('StructureDefinition-')) structures.set(json.url as string, json as unknown as StructureDefinition);
      else if (file.startsWith('ValueSet-')) valueSets.set(json.url as string, json as unknown as ValueSet);
      else if (file.startsWith('CodeSystem-')) codeSystems.set(json.url as string, json as unknown as CodeSystem);
    }
  }
  return { structures, valueSets, codeSystems, examples };
}

function filesIn(archive: string): Promise<readonly (readonly [string, string])[]> {
  return new Promise((answer, refuse) => {
    const files: (readonly [string, string])[] = [];
    const unpack = extract();
    unpack.on('entry', ({ name }, stream, next) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => { files.push([name, Buffer.concat(parts).toString('utf8')]); next(); });
      stream.on('error', refuse);
    });
    unpack.on('finish', () => answer(files));
    unpack.on('error', refuse);
    unpack.end(gunzipSync(readFileSync(archive)));
  });
}
