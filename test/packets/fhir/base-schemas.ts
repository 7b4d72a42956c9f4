/** The base standard by schemas that others generated from it: unknown keys, literals, enumerated codes; one resource at a time. */
import * as schemas from '@solarahealth/fhir-r4';
import { isObject, type Json, type Problem } from './definitions';

interface Schema {
  safeParse(value: unknown): { readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] } };
}

const made = new Map<string, Schema>();

export function baseProblems(resource: Json, at: string): readonly Problem[] {
  const type = String(resource.resourceType);
  const schema = schemaOf(type);
  if (schema === undefined) return [{ at, check: 'base', says: `there is no resource called ${type}` }];
  const issues = schema.safeParse(resource).error?.issues ?? [];
  return issues.map(({ path, message }) => ({ at: [at, ...path.map(String)].join('.'), check: 'base', says: message }));
}

function schemaOf(type: string): Schema | undefined {
  const make = (schemas as unknown as Readonly<Record<string, (() => Schema) | undefined>>)[`create${type}Schema`];
  const schema = made.get(type) ?? make?.();
  if (schema !== undefined) made.set(type, schema);
  return schema;
}

/** A bundle without its resources: its own schema does not descend into them. */
export function shellOf(bundle: Json): Json {
  return { ...bundle, entry: (bundle.entry as readonly unknown[] | undefined)?.map((entry) => (isObject(entry) ? { ...entry, resource: { resourceType: 'Basic', code: { text: 'left out' } } } : entry)) };
}
