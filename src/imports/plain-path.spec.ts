/** What is answered without the engine is what the engine answers: every path of the mapping that ships, on every resource of the samples and of the demo, and on shapes that are none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fhirpath from 'fhirpath';
import { asFhirBundle } from '../demo/generator/as-fhir';
import { demoPatients } from '../demo/generator/generate';
import { randomOf } from '../demo/generator/random';
import { compilePlain } from './plain-path';
import { SHIPPED_MAPPINGS } from './mappings';

const BULK = join(__dirname, '../../test/imports/samples/fhir-bulk');
const SAMPLES = readdirSync(BULK).filter((file) => file.endsWith('.ndjson')).flatMap((file) => readFileSync(join(BULK, file), 'utf8').split('\n')).flatMap((line) => {
  try {
    return [JSON.parse(line) as object];
  } catch {
    return [];
  }
});
const DEMO = demoPatients('2026-11-23').flatMap((patient, index) => asFhirBundle(patient, randomOf(3, index)).entry.map(({ resource }) => resource as object));
const PATHS = [...new Set(SHIPPED_MAPPINGS.flatMap((mapping) => [...JSON.stringify(mapping).matchAll(/"path":("(?:[^"\\]|\\.)*")/g)].map(([, path]) => JSON.parse(path as string) as string)))];
const OWN = ['a.b', 'a.b.first()', '(a | b).first()', '(a.b | a).first().exists()', "a.where(b = 'x').b", "a.where(b in ('x' | 'y')).exists()", "a.where(b = 'x' or b = 'y').empty()", "a.where(b.where(c = 'x').exists()).b.c", 'a.exists()', 'a.empty()', "a.where(b in 'x').exists()"];
const ODD: readonly object[] = [
  {}, { a: null }, { a: [] }, { a: {} }, { a: 'x' }, { a: 7, b: false }, { a: [{ b: 'x' }, { b: 'y' }, { b: 'x' }] }, { a: [{ b: ['x', 'y'] }] }, { a: [null, { b: 'x' }] }, { a: [[{ b: 'x' }]] }, { a: { b: 7 } }, { a: { b: true } },
  { a: { b: { c: 'x' } } }, { a: [{ b: [{ c: 'x' }, { c: 'z' }] }, { b: { c: 'y' } }] }, { _a: { extension: [] } }, { a: 'x', _a: { id: 'q' } }, { a: [{ b: '' }] }, { b: 'only' }, { a: { b: 'é' } }, { a: [{ b: 'x', _b: {} }] }, { resourceType: 'A', a: { b: '2026-03-01' } },
];

const engineOn = (path: string): ((resource: object) => unknown) => {
  const find = fhirpath.compile(path) as (resource: object) => unknown;
  return (resource) => {
    try {
      return find(resource);
    } catch {
      return 'refused';
    }
  };
};

describe('plain paths', () => {
  it.each([['as shipped, on what servers write', PATHS, [...SAMPLES, ...DEMO]], ['as shipped, on shapes that are none', PATHS, ODD], ['of every plain kind, on shapes that are none', OWN, ODD]])('say what the engine says: %s', (_, paths, resources) => {
    let [asked, answered] = [0, 0];
    for (const path of paths) {
      const plain = compilePlain(path);
      if (plain === undefined) continue;
      const engine = engineOn(path);
      for (const resource of resources) {
        const said = plain(resource);
        asked++;
        if (said === undefined) continue;
        answered++;
        expect([path, resource, said]).toEqual([path, resource, engine(resource)]);
      }
    }
    expect(answered).toBeGreaterThan(asked / 2);
  });

  it('are most of those that the mapping asks for', () => {
    const plain = PATHS.filter((path) => compilePlain(path) !== undefined);
    expect(plain.length).toBeGreaterThan(PATHS.length / 2);
    expect(OWN.filter((path) => compilePlain(path) === undefined)).toEqual([]);
  });

  it.each(["code.matches('a')", 'a[0]', '$this', 'Patient.name', "a.where(b != 'x')", "a.where(b ~ 'x')", 'a | b', 'a.select(b)', "a.where(b = 'it\\'s')", 'a.where(b = 7)', 'descendants()', "a.b = 'x'", 'a.exists(b)', 'iif(a.exists(), a, b)'])('leave %s to the engine', (path) => {
    expect(compilePlain(path)).toBeUndefined();
  });
});
