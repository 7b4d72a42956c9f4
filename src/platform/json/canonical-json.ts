/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, numbers and strings as ECMAScript writes them, no spaces.
 * Equal values are equal bytes, so they can be hashed, signed and compared. Properties that are `undefined` are left out,
 * as JSON leaves them out. Throws on what JSON cannot say (NaN, functions, half a character): such a value is a bug here.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string': return quote(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('canonical JSON: a number is not finite');
      return String(value);
    case 'boolean': return value ? 'true' : 'false';
    case 'object': return value === null ? 'null' : Array.isArray(value) ? listOf(value) : objectOf(value as Readonly<Record<string, unknown>>);
    default: throw new TypeError(`canonical JSON: a ${typeof value} has no JSON form`);
  }
}

function listOf(list: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += i === 0 ? canonicalJson(list[i]) : `,${canonicalJson(list[i])}`;
  return `${text}]`;
}

function objectOf(object: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const key of sorted(Object.keys(object))) {
    const value = object[key];
    if (value !== undefined) text += `${text === '' ? '' : ','}${quote(key)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

/** Stored values are written in this order already, and looking is cheaper than sorting. */
function sorted(keys: string[]): string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i] as string) < (keys[i - 1] as string)) return keys.sort();
  return keys;
}

const PLAIN = /^[ !#-[\]-~]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quoted = JSON.stringify(text);
  // Something was escaped, which a lone surrogate always is: only then is it worth looking for one.
  if (quoted.length !== text.length + 2 && LONE_SURROGATE.test(text)) throw new TypeError('canonical JSON: a text holds half a character');
  return quoted;
}
