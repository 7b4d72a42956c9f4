import { outcomeOf, SCS, type SpecRow } from '../spec-support';

const review = (cardiacDevice?: boolean, occurredOn = '2026-07-20'): object => ({ type: 'exclusion-review', occurredOn, cardiacDevice });

const ROWS: readonly SpecRow[] = [
  ['none', [review(false)], 'met'],
  ['one implanted', [review(true)], 'unmet'],
  ['the latest statement counts', [review(true), review(false, '2026-08-20')], 'met'],
  ['not stated', [review()], 'unknown'],
];

describe('no-cardiac-device', () => {
  for (const [name, facts, expected] of ROWS) it(`${name}: ${expected}`, () => expect(outcomeOf('no-cardiac-device', {}, facts, { question: SCS })).toBe(expected));
});
