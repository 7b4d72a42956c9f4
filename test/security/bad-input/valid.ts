/** Values that keep every rule of a schema of the document. */
import * as fc from 'fast-check';
import type { ApiDocument, Schema } from './document';

const ITEMS_MAX = 3;
const DEPTH_MAX = 7;
const WORDS = ['medicare', 'aetna', 'rfa', 'mbb1', 'lumbosacral', 'L4-L5', 'right', '22', 'Synthetic'];
const DAY_MS = 86_400_000;

export function validValue(document: ApiDocument, schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const rule = document.resolve(schema);
  const variants = rule.oneOf ?? rule.anyOf;
  if (variants !== undefined) return fc.oneof(...variants.map((each) => validValue(document, each, depth + 1)));
  const value = ofType(document, rule, depth);
  const shown = rule.example === undefined ? value : fc.oneof(value, fc.constant(rule.example));
  return rule.nullable === true ? fc.option(shown) : shown;
}

function ofType(document: ApiDocument, rule: Schema, depth: number): fc.Arbitrary<unknown> {
  if (rule.enum !== undefined) return fc.constantFrom(...rule.enum);
  switch (rule.type) {
    case 'string': return text(rule);
    case 'integer': return fc.integer({ min: rule.minimum ?? 0, max: Math.min(rule.maximum ?? 1000, (rule.minimum ?? 0) + 1000) });
    case 'number': return fc.integer({ min: Math.ceil((rule.minimum ?? 0) * 10), max: Math.floor(Math.min(rule.maximum ?? 100, 1000) * 10) }).map((tenths) => tenths / 10);
    case 'boolean': return fc.boolean();
    case 'array': return depth > DEPTH_MAX ? fc.constant([]) : fc.array(validValue(document, rule.items ?? {}, depth + 1), { minLength: rule.minItems ?? 0, maxLength: Math.max(rule.minItems ?? 0, Math.min(rule.maxItems ?? ITEMS_MAX, ITEMS_MAX)) });
    default: return rule.properties === undefined ? fc.constant({}) : object(document, rule, depth);
  }
}

function object(document: ApiDocument, { properties = {}, required = [] }: Schema, depth: number): fc.Arbitrary<unknown> {
  const named = Object.entries(properties).filter(([name]) => depth <= DEPTH_MAX || required.includes(name));
  return fc.record(Object.fromEntries(named.map(([name, each]) => [name, validValue(document, each, depth + 1)])), { requiredKeys: required.filter((name) => name in properties) });
}

function text({ format, pattern, minLength = 0, maxLength = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return day();
  if (format === 'date-time') return day().map((on) => `${on}T12:00:00.000Z`);
  if (format === 'uuid') return fc.uuid();
  const hasLength = (value: string): boolean => [...value].length >= minLength && [...value].length <= maxLength;
  if (pattern !== undefined && pattern !== '\\S') return fc.stringMatching(new RegExp(pattern, 'u')).filter(hasLength);
  const words = WORDS.filter(hasLength);
  return fc.oneof(...(words.length === 0 ? [] : [{ arbitrary: fc.constantFrom(...words), weight: 2 }]), { arbitrary: fc.string({ minLength: Math.max(minLength, 1), maxLength: Math.max(minLength, Math.min(maxLength, 40)) }).map((value) => `x${value.slice(1)}`), weight: 1 });
}

function day(): fc.Arbitrary<string> {
  return fc.integer({ min: Date.UTC(1930, 0, 1) / DAY_MS, max: Date.UTC(2028, 0, 1) / DAY_MS }).map((number) => new Date(number * DAY_MS).toISOString().slice(0, 10));
}
