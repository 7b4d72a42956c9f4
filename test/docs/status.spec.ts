/** docs/status.md describes every field of the answer, says of each whether it may be missing, and names every word of the short lists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page, ROOT } from './documents';

interface Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly (string | null)[];
}

/** Longer lists have a page of their own. */
const WORDS_MAX = 9;
const { components: { schemas } } = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')) as { components: { schemas: Readonly<Record<string, Schema>> } };

/** Every object of the answer by its name, also one that is written where it is used. */
function objectsFrom(name: string, schema: Schema, found = new Map<string, Schema>()): ReadonlyMap<string, Schema> {
  const referred = schema.$ref?.split('/').pop();
  if (referred !== undefined) return found.has(referred) ? found : objectsFrom(referred, schemas[referred] ?? {}, found);
  for (const each of [...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) objectsFrom(name, each, found);
  if (schema.items !== undefined) objectsFrom(name, schema.items, found);
  if (schema.properties === undefined) return found;
  found.set(name, schema);
  for (const [field, of] of Object.entries(schema.properties)) objectsFrom(`${name}.${field}`, of, found);
  return found;
}

const { text } = page('docs/status.md');
const sections = new Map([...text.matchAll(/^## [^\n]*`([\w.]+)`\n([^]*?)(?=^## |(?![^]))/gm)].map(([, name = '', body = '']) => [name, body]));
const objects = objectsFrom('Status', schemas.Status ?? {});
const rowsOf = (name: string): readonly { readonly field: string; readonly says: string }[] =>
  [...(sections.get(name) ?? '').matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, field = '', says = '']) => ({ field, says }));

describe('docs/status.md', () => {
  it('has a section for each object of the answer, and no other', () => expect([...sections.keys()].sort()).toEqual([...objects.keys()].sort()));

  it.each([...objects])('%s: describes each field once, and no other', (name, { properties = {} }) => {
    expect(rowsOf(name).map(({ field }) => field).sort()).toEqual(Object.keys(properties).sort());
  });

  it.each([...objects])('%s: says of each field whether it may be left out', (name, { required = [], properties = {} }) => {
    expect(rowsOf(name).filter(({ says }) => says.startsWith('*optional*')).map(({ field }) => field).sort()).toEqual(Object.keys(properties).filter((field) => !required.includes(field)).sort());
  });

  it('names every word that a field may hold, where they are few', () => {
    const words = [...objects.values()].flatMap(({ properties = {} }) => Object.values(properties)).flatMap((schema) => schema.enum ?? schema.items?.enum ?? [])
      .filter((word): word is string => word !== null);
    const few = [...objects.values()].flatMap(({ properties = {} }) => Object.values(properties)).map((schema) => (schema.enum ?? schema.items?.enum ?? []).filter((word) => word !== null))
      .filter(({ length }) => length <= WORDS_MAX).flat();
    expect(words.length).toBeGreaterThan(few.length);
    expect([...new Set(few)].filter((word) => !text.includes(`\`${String(word)}\``))).toEqual([]);
  });
});
