import { canonicalJson } from '../json/canonical-json';

/** Texts of copies made here, so that what was written canonically once is not written again for storage. */
const texts = new WeakMap<object, string>();

/** A value as a read of its stored bytes would give it: what JSON keeps, keys in canonical order. Not to be changed afterwards. */
export function canonicalCopy(value: unknown): unknown {
  const text = canonicalJson(value);
  const copy: unknown = JSON.parse(text);
  if (typeof copy === 'object' && copy !== null) texts.set(copy, text);
  return copy;
}

export function canonicalText(value: unknown): string {
  return known(value) ?? canonicalJson(value);
}

/** Characters of a value as JSON. */
export function textLength(value: unknown): number {
  return (known(value) ?? JSON.stringify(value)).length;
}

function known(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? texts.get(value) : undefined;
}
