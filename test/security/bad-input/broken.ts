/** A valid value with exactly one rule broken, somewhere in it; and valid text with some bytes of it changed. */
import type { Chance } from '../../support/tier';
import type { ApiDocument, Schema } from './document';

export interface Broken {
  /** As it is sent: not all that is wrong can be said in JSON. */
  readonly text: string;
  /** Which rule, where. */
  readonly what: string;
}

type Break = (value: unknown, rule: Schema) => string | undefined;

const LONG = 'x'.repeat(3_000);
const json = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** Each answers the text that stands in the value's place, or undefined where the rule is not there to be broken. */
const BREAKS: Readonly<Record<string, Break>> = {
  'another type': (value) => json(typeof value === 'string' ? 7 : typeof value === 'number' ? String(value) : 'x'),
  'a list instead': (value) => (Array.isArray(value) ? '{}' : `[${json(value)}]`),
  'null': (_, rule) => (rule.nullable === true ? undefined : 'null'),
  'not in the list': (value, rule) => (rule.enum === undefined ? undefined : json(`${String(value)}-not`)),
  'in other case': (value, rule) => (rule.enum === undefined || typeof value !== 'string' || value.toUpperCase() === value ? undefined : json(value.toUpperCase())),
  'too long': (_, rule) => (rule.type === 'string' && rule.enum === undefined ? json(LONG) : undefined),
  'empty': (_, rule) => (rule.type === 'string' && (rule.minLength ?? 0) > 0 ? '""' : undefined),
  'blank': (_, rule) => (rule.type === 'string' && (rule.minLength ?? 0) > 0 && rule.pattern !== undefined ? '"  "' : undefined),
  'against its pattern': (value, rule) => (rule.pattern !== undefined && rule.pattern !== '\\S' && rule.enum === undefined ? json(`\u0001${String(value)}`) : undefined),
  'no such day': (_, rule) => (rule.format === 'date' ? '"2026-02-30"' : undefined),
  'a day in another order': (_, rule) => (rule.format === 'date' ? '"03/04/2026"' : undefined),
  'a day with a time': (_, rule) => (rule.format === 'date' ? '"2026-03-04T00:00:00Z"' : undefined),
  'no such instant': (_, rule) => (rule.format === 'date-time' ? '"2026-02-30T25:00:00Z"' : undefined),
  'below its least': (_, rule) => (rule.minimum === undefined ? undefined : json(rule.minimum - 1)),
  'above its most': (_, rule) => (rule.maximum === undefined ? undefined : json(rule.maximum + 1)),
  'a number as text': (value) => (typeof value === 'number' ? json(String(value)) : undefined),
  'infinite': (value) => (typeof value === 'number' ? '1e400' : undefined),
  'not a number': (value) => (typeof value === 'number' ? 'NaN' : undefined),
  'a fraction': (_, rule) => (rule.type === 'integer' ? '1.5' : undefined),
  'a lone surrogate': (_, rule) => (rule.type === 'string' && rule.enum === undefined ? '"x\\ud800"' : undefined),
  'a null character': (_, rule) => (rule.type === 'string' && rule.enum === undefined ? '"x\\u0000y"' : undefined),
  'too many': (value, rule) => (Array.isArray(value) && rule.maxItems !== undefined ? json(Array.from({ length: rule.maxItems + 1 }, (_, index) => (value as unknown[])[0] ?? index)) : undefined),
  'none where some must be': (value, rule) => (Array.isArray(value) && (rule.minItems ?? 0) > 0 ? '[]' : undefined),
  'a field that is unknown': (value) => (isRecord(value) ? json({ ...value, notAField: 1 }) : undefined),
  'a field that must be there': (value, rule) => {
    const [name] = (rule.required ?? []).filter((each) => isRecord(value) && each in value);
    if (name === undefined || !isRecord(value)) return undefined;
    const { [name]: gone, ...rest } = value;
    return gone === undefined ? undefined : json(rest);
  },
  'a field twice': (value) => {
    const [first] = isRecord(value) ? Object.entries(value) : [];
    return first === undefined ? undefined : `${json(value).slice(0, -1)},${json(first[0])}:${json(first[1])}}`;
  },
  'a field of the prototype': (value) => (isRecord(value) ? `{"__proto__":{"role":"admin"},${json(value).slice(1)}`.replace(/,\}$/, '}') : undefined),
  'the constructor': (value) => (isRecord(value) ? json({ ...value, constructor: { prototype: {} } }) : undefined),
  'very deep': () => `${'['.repeat(200)}${']'.repeat(200)}`,
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Place {
  readonly pointer: string;
  readonly value: unknown;
  readonly rule: Schema;
}

/** Undefined where the chosen rule does not hold there. */
export function breakOne(document: ApiDocument, schema: Schema, value: unknown, chance: Chance): Broken | undefined {
  const places = placesIn(document, schema, value, '');
  const place = places[chance.below(places.length)];
  const names = Object.keys(BREAKS);
  const name = names[chance.below(names.length)] ?? '';
  const put = place === undefined ? undefined : BREAKS[name]?.(place.value, place.rule);
  if (place === undefined || put === undefined) return undefined;
  // The place holds a mark while the rest is written, because what is put there may be no JSON.
  const mark = `@here${chance.below(1e9)}@`;
  const text = json(place.pointer === '' ? mark : replaced(value, place.pointer.slice(1).split('/'), mark)).replace(`"${mark}"`, () => put);
  return { text, what: `${name} at ${place.pointer || '/'}` };
}

function placesIn(document: ApiDocument, schema: Schema, value: unknown, pointer: string): readonly Place[] {
  const rule = variantOf(document, document.resolve(schema), value);
  const here = { pointer, value, rule };
  if (Array.isArray(value)) return [here, ...value.flatMap((each, index) => placesIn(document, rule.items ?? {}, each, `${pointer}/${index}`))];
  if (isRecord(value)) return [here, ...Object.entries(value).flatMap(([name, each]) => placesIn(document, rule.properties?.[name] ?? {}, each, `${pointer}/${name}`))];
  return [here];
}

/** Of several shapes the one whose fixed fields the value has. */
function variantOf(document: ApiDocument, rule: Schema, value: unknown): Schema {
  const variants = (rule.oneOf ?? rule.anyOf)?.map((each) => document.resolve(each));
  if (variants === undefined) return rule;
  const fits = (variant: Schema): boolean => isRecord(value) && Object.entries(variant.properties ?? {}).every(([name, { enum: allowed }]) => allowed === undefined || !(name in value) || allowed.includes(value[name]));
  return variants.find(fits) ?? variants[0] ?? rule;
}

function replaced(value: unknown, [name = '', ...rest]: readonly string[], put: unknown): unknown {
  const child = (value as Record<string, unknown>)[name];
  const next = rest.length === 0 ? put : replaced(child, rest, put);
  return Array.isArray(value) ? value.map((each, index) => (String(index) === name ? next : (each as unknown))) : { ...(value as object), [name]: next };
}

/** One to three bytes changed, put in, taken out, or the end cut off. */
export function mutateBytes(text: string, chance: Chance): Buffer {
  let bytes = Buffer.from(text);
  for (let times = 1 + chance.below(3); times > 0; times--) {
    const at = chance.below(Math.max(bytes.length, 1));
    const byte = Buffer.from([chance.below(256)]);
    switch (chance.below(4)) {
      case 0: bytes = Buffer.concat([bytes.subarray(0, at), byte, bytes.subarray(at + 1)]); break;
      case 1: bytes = Buffer.concat([bytes.subarray(0, at), byte, bytes.subarray(at)]); break;
      case 2: bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]); break;
      default: bytes = bytes.subarray(0, at);
    }
  }
  return bytes;
}
