import { outcomeOf, type SpecRow } from '../spec-support';

const plan = (occurredOn: string, rfaConsidered?: boolean): object => ({ type: 'plan', occurredOn, rfaConsidered });

const ROWS: readonly SpecRow[] = [
  ['considered', [plan('2026-07-20', true)], 'met'],
  ['not considered', [plan('2026-07-20', false)], 'unmet'],
  ['the latest plan counts', [plan('2026-07-20', false), plan('2026-08-20', true)], 'met'],
  ['a later plan that does not say leaves the earlier', [plan('2026-07-20', true), plan('2026-08-20')], 'met'],
  ['not said', [plan('2026-07-20')], 'unknown'],
  ['no plan', [], 'unknown'],
];

describe('rfa-considered', () => {
  for (const [name, facts, expected] of ROWS) it(`${name}: ${expected}`, () => expect(outcomeOf('rfa-considered', {}, facts)).toBe(expected));
});
