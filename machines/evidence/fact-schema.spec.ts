import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify from 'fastify';
import fc from 'fast-check';
import { damagedFact, looseFact } from '../../test/support/arbitrary-fact';
import { isRejection } from '../kernel/rejection';
import { factJsonSchema, schemaNameOf } from './fact-schema';
import { FACT_SHAPES, FACT_TYPES } from './field-table';
import { parseFact } from './parse-fact';
import type { Shape } from './shape';

/** What only `parseFact` can say: fields against each other and against the instrument, exactness, meaning of a number, broken text. */
const BEYOND_A_SCHEMA = ['out-of-range', 'too-precise', 'fraction-for-percent', 'relief-without-baseline', 'end-before-start', 'worst-below-score', 'after-occurred', 'duplicate-target', 'broken-text',
  // A schema knows every date of the calendar and instants by their digits only.
  'not-a-date', 'not-an-instant'];

type Check = (value: unknown) => boolean;
let isValid: Check;

beforeAll(async () => {
  const server = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, strict: false } } });
  const schema = { definitions: factJsonSchema('#/definitions/', true), $ref: '#/definitions/Fact' };
  server.get('/', (request) => {
    isValid = request.compileValidationSchema(schema) as Check;
    return '';
  });
  await server.inject('/');
  await server.close();
});

describe('the published schema', () => {
  it('has a component for every type, told apart by type', () => {
    const components = factJsonSchema();
    expect(Object.keys(components)).toEqual(['Fact', 'Observation', 'TrialDay', ...FACT_TYPES.map(schemaNameOf)]);
    expect((components.Fact as { discriminator: { mapping: Record<string, string> } }).discriminator.mapping['scs-trial']).toBe('#/components/schemas/ScsTrialFact');
  });
  it('offers no id where the service gives it', () => {
    const idOf = (takesIds: boolean) => (factJsonSchema('#/', takesIds).ScoreFact as { properties: object }).properties;
    expect(['id' in idOf(false), 'id' in idOf(true), 'documentId' in idOf(false)]).toEqual([false, true, true]);
  });
  it('takes every fact that the parser took', () => {
    let taken = 0;
    fc.assert(fc.property(fc.oneof(looseFact(), damagedFact()), (input) => {
      const fact = parseFact(input);
      if (isRejection(fact)) return;
      taken++;
      expect([fact, isValid(fact)]).toEqual([fact, true]);
    }), { numRuns: 1500 });
    expect(taken).toBeGreaterThan(300);
  });
  it('refuses what the parser refuses, but for what a schema cannot say', () => {
    let refused = 0;
    fc.assert(fc.property(damagedFact(), (input) => {
      const answer = parseFact(input);
      if (!isRejection(answer)) return;
      const codes = (answer.faults ?? []).map(({ code }) => code);
      if (codes.every((code) => BEYOND_A_SCHEMA.includes(code))) return;
      refused++;
      expect([input, isValid(input)]).toEqual([input, false]);
    }), { numRuns: 1500 });
    expect(refused).toBeGreaterThan(300);
  });
});

describe('the written case format', () => {
  const page = readFileSync(join(__dirname, '../../docs/case-format.md'), 'utf8');
  const fieldsOf = (shape: Shape): string[] => {
    if (shape.kind === 'object') return Object.entries(shape.fields).flatMap(([name, field]) => [name, ...fieldsOf(field.shape)]);
    return shape.kind === 'list' ? fieldsOf(shape.of) : [];
  };
  it.each([...FACT_SHAPES])('names every field of %s', (type, shape) => {
    const missing = [type, ...fieldsOf(shape)].filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(page));
    expect(missing).toEqual([]);
  });
});
