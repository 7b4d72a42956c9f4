/** Facts for property tests, generated from the field table itself: a new field is tested the day it is added. */
import fc from 'fast-check';
import { isRejection } from '../../machines/kernel/rejection';
import { LEVELS } from '../../machines/kernel/anatomy';
import { toPlainDate } from '../../machines/kernel/calendar';
import type { Fact, FactType } from '../../machines/evidence/fact';
import { FACT_SHAPES, FACT_TYPES } from '../../machines/evidence/field-table';
import { parseFact } from '../../machines/evidence/parse-fact';
import type { ObjectShape, Shape } from '../../machines/evidence/shape';

/** Facts that `parseFact` takes, of the given types. */
export function arbitraryFact(types: readonly FactType[] = FACT_TYPES): fc.Arbitrary<Fact> {
  return looseFact(types).map((loose) => parseFact(loose)).filter((fact): fact is Fact => !isRejection(fact));
}

/** Objects of a fact's shape whose fields need not agree with each other: most are taken, some are refused. */
export function looseFact(types: readonly FactType[] = FACT_TYPES): fc.Arbitrary<Record<string, unknown>> {
  return fc.constantFrom(...types).chain((type) => objectOf(FACT_SHAPES.get(type) as ObjectShape).map((fields) => ({ type, ...fields })));
}

/** A loose fact with one thing about it changed: a field dropped, added, or given another kind of value. */
export function damagedFact(): fc.Arbitrary<unknown> {
  return fc.tuple(looseFact(), fc.nat(), junk, fc.constantFrom('drop', 'replace', 'add')).map(([fact, pick, value, damage]) => {
    const copy = structuredClone(fact);
    const places: [Record<string, unknown>, string][] = [];
    collect(copy, places);
    const [holder, key] = places[pick % places.length] as [Record<string, unknown>, string];
    if (damage === 'drop') delete holder[key];
    else if (damage === 'replace') holder[key] = value;
    else holder[`${key}X`] = value;
    return copy;
  });
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, '', ' ', '8', [], {}, true, -1, 0.5, 1e9, Infinity, 'constructor', '__proto__', 'L7', 'C0-C1', '2026-02-30', '2026-13-01', '99', 'x'.repeat(2001), '\ud800', '\u0000', '\n'),
  fc.jsonValue(),
);

function collect(value: unknown, places: [Record<string, unknown>, string][]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    places.push([value as Record<string, unknown>, key]);
    collect((value as Record<string, unknown>)[key], places);
  }
}

function objectOf(shape: ObjectShape): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(shape.fields);
  const required = names.filter((name) => shape.fields[name]?.isRequired);
  const model = Object.fromEntries(names.map((name) => [name, valueOf((shape.fields[name] as ObjectShape['fields'][string]).shape)]));
  return fc.record(model, { requiredKeys: required }) as fc.Arbitrary<Record<string, unknown>>;
}

const date = fc.integer({ min: 19_000, max: 21_000 }).map((day) => toPlainDate(day));

function valueOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text': return fc.constantFrom('text', 'Größe 80 %', '😀', 'a'.repeat(2000));
    case 'pattern': return fc.constant(shape.example);
    case 'one-of': return fc.constantFrom(...shape.values);
    case 'level': return fc.constantFrom(...LEVELS);
    case 'yes-no': return fc.boolean();
    case 'date': return shape.mayBeNull ? fc.oneof(fc.constant(null), date) : date;
    case 'instant': return fc.tuple(date, fc.constantFrom('T09:00:00-07:00', 'T23:59Z', 'T00:00:00.5+05:30')).map(([day, time]) => day + time);
    case 'number': return numberOf(shape);
    case 'list': return fc.array(valueOf(shape.of), { maxLength: Math.min(4, shape.itemsMax) });
    case 'either': return fc.oneof(valueOf(shape.first), valueOf(shape.second));
    case 'object': return objectOf(shape);
  }
}

/** Often within 0 to 10, where most pain scales lie; seldom a number no scale takes. */
function numberOf({ min, max, is }: Extract<Shape, { kind: 'number' }>): fc.Arbitrary<number> {
  const whole = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: Math.max(min, 0), max: Math.min(max, 10) }) }, { weight: 1, arbitrary: fc.integer({ min, max }) });
  if (is === 'whole') return whole;
  return fc.tuple(whole, fc.constantFrom(0, 0, 0.5, 0.25, 0.1234, 0.12345)).map(([value, fraction]) => Math.min(max, value + fraction));
}
