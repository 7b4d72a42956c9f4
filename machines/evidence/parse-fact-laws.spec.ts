import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { arbitraryFact, damagedFact, looseFact } from '../../test/support/arbitrary-fact';
import { isRejection } from '../kernel/rejection';
import { FACT_TYPES } from './field-table';
import { parseException, parseFact, parseObservation, parseTargets, parseTrialDay } from './parse-fact';

const EXAMPLES = join(__dirname, '../../test/cases/examples');
interface Example { readonly id: string; readonly patient: { readonly birthDate: string }; readonly facts: readonly unknown[] }
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(EXAMPLES, name), 'utf8')) as Example);

describe('laws of the parser', () => {
  it.each(examples.filter(({ facts }) => facts.length > 0))('every fact of $id is read as it is written', ({ facts, patient }) => {
    for (const fact of facts) expect(parseFact(fact, { birthDate: patient.birthDate, today: '2027-12-31' })).toEqual(fact);
  });
  it.each([...FACT_TYPES])('has facts of type %s to speak of', (type) => {
    expect(fc.sample(arbitraryFact([type]), 20).map((fact) => fact.type)).toEqual(Array<string>(20).fill(type));
  });
  it('a parsed fact parses again to the same bytes', () => {
    fc.assert(fc.property(arbitraryFact(), (fact) => {
      expect(JSON.stringify(parseFact(fact))).toBe(JSON.stringify(fact));
      expect(JSON.stringify(parseFact(JSON.parse(JSON.stringify(fact))))).toBe(JSON.stringify(fact));
    }), { numRuns: 500 });
  });
  it('never throws, whatever comes, and never changes it', () => {
    fc.assert(fc.property(fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true }), looseFact(), damagedFact()), (input) => {
      const before = fc.stringify(input);
      for (const parse of [parseFact, parseObservation, parseTrialDay, parseTargets, parseException]) {
        const answer = parse(input);
        if (isRejection(answer)) expect(answer.faults?.length).toBeGreaterThan(0);
      }
      expect(fc.stringify(input)).toBe(before);
    }), { numRuns: 1000 });
  });
  it('points at a place in the input, or at a field that is missing there', () => {
    fc.assert(fc.property(damagedFact(), (input) => {
      const answer = parseFact(input);
      for (const { pointer } of isRejection(answer) ? (answer.faults ?? []) : []) {
        const parent = pointer.split('/').slice(1, -1).reduce<unknown>((at, token) => (at as Record<string, unknown>)[token.replace(/~1/g, '/').replace(/~0/g, '~')], input);
        expect(typeof parent).toBe('object');
      }
    }), { numRuns: 1000 });
  });
  it('an answer shares nothing with its input', () => {
    const input = { type: 'block', occurredOn: '2026-08-03', technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }] };
    const fact = parseFact(input);
    (input.targets[0] as { side: string }).side = 'left';
    expect(fact).toMatchObject({ targets: [{ side: 'right' }] });
  });
});
