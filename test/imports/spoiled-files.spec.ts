/** The samples, each spoiled in a thousand ways that nobody thought of: cut anywhere, bytes changed, doubled, dropped. Each is read or refused, and no refusal says what a cell held. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isRejection } from '../../machines/kernel/rejection';
import { randomOf, type Random } from '../../src/demo/generator/random';
import { parseMapping, type Mapping } from '../../src/imports';
import { readCsv } from '../../src/imports/read-csv';
import { readResources } from '../../src/imports/read-resources';
import { UnreadableFile } from '../../src/imports/unreadable-file';

const SAMPLES = join(__dirname, 'samples');
const FILES = readdirSync(SAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(SAMPLES, name)).filter((file) => !file.endsWith('.json')).map((file) => [`${name}/${file}`, name] as const));
const SPOILED_EACH = 60;
const CODE = /^[a-z][a-z0-9-]*$/;

const SPOIL: readonly [(bytes: Buffer, random: Random) => Buffer, ...((bytes: Buffer, random: Random) => Buffer)[]] = [
  (bytes, random) => bytes.subarray(0, random.whole(0, bytes.length)),
  (bytes, random) => bytes.subarray(random.whole(0, bytes.length)),
  (bytes, random) => changed(bytes, random, () => random.whole(0, 255)),
  (bytes, random) => changed(bytes, random, () => random.pick([0, 0x22, 0x0a, 0x0d, 0x2c, 0x3b, 0x7b, 0xff, 0xfe])),
  (bytes, random) => Buffer.concat([bytes, bytes.subarray(random.whole(0, bytes.length))]),
  (bytes, random) => {
    const [from, to] = [random.whole(0, bytes.length), random.whole(0, bytes.length)];
    return Buffer.concat([bytes.subarray(0, Math.min(from, to)), bytes.subarray(Math.max(from, to))]);
  },
];

it.each(FILES)('%s', async (path, sample) => {
  const mapping = parseMapping(JSON.parse(readFileSync(join(SAMPLES, sample, 'mapping.json'), 'utf8')));
  if (isRejection(mapping)) throw new Error(mapping.message);
  const bytes = readFileSync(join(SAMPLES, path));
  const places = placesIn(mapping);
  for (let n = 0; n < SPOILED_EACH; n++) {
    const random = randomOf(bytes.length, n);
    const { refusals, unreadable } = await read(random.pick(SPOIL)(bytes, random), mapping);
    for (const { code, place } of refusals) {
      expect(code).toMatch(CODE);
      expect([place, places.has(place) || RESOURCE_TYPE.test(place)]).toEqual([place, true]);
    }
    // Of a heading it says which column: that is no value of anybody.
    if (unreadable !== undefined) expect(unreadable.code).toMatch(CODE);
  }
});

const RESOURCE_TYPE = /^([A-Z][A-Za-z]{2,39}|resourceType|id|subject|content\.attachment\.data)?$/;

function changed(bytes: Buffer, random: Random, by: () => number): Buffer {
  const copy = Buffer.from(bytes);
  for (let n = 0; n < 3; n++) copy[random.whole(0, copy.length - 1)] = by();
  return copy;
}

async function read(bytes: Buffer, mapping: Mapping): Promise<{ readonly refusals: readonly { readonly code: string; readonly place: string }[]; readonly unreadable?: UnreadableFile }> {
  const refusals: { readonly code: string; readonly place: string }[] = [];
  // In parts, as a disk hands it over: a letter, a line and a quote may lie across two of them.
  const stream = Readable.from([bytes.subarray(0, bytes.length / 3), bytes.subarray(bytes.length / 3)]);
  try {
    for await (const each of mapping.format === 'csv' ? readCsv(stream, mapping, 0, 'America/New_York') : readResources(stream, mapping, 0, 'America/New_York')) if ('refusal' in each) refusals.push(each.refusal);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { refusals, unreadable: error };
  }
  return { refusals };
}

/** Every column and path of a mapping. */
function placesIn(part: unknown, places: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof part !== 'object' || part === null) return places;
  const { column, columns, path } = part as { readonly column?: unknown; readonly columns?: unknown; readonly path?: unknown };
  for (const place of [column, path]) if (typeof place === 'string') places.add(place);
  if (Array.isArray(columns)) places.add(columns.join('+'));
  for (const each of Object.values(part)) placesIn(each, places);
  return places;
}
