import { block, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};
const scored = (score: number, relief: object = {}): object => ({ relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 30, score }, { minutes: 240, score }], durationHours: 4, ...relief } });
const ONE = { blocksMin: 1, reliefPercentMin: 80 };

const ROWS: readonly SpecRow[] = [
  ['hours reach the window', [block('2026-08-03', scored(1, { durationHours: 3 }))], 'met'],
  ['hours fall short', [block('2026-08-03', scored(1, { durationHours: 2.9 }))], 'unmet'],
  ['the last observation at the threshold', [block('2026-08-03', scored(2, { durationHours: undefined }))], 'met'],
  ['the last observation at the threshold is too early', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 60, score: 1 }, { minutes: 240, score: 6 }] } })], 'unmet'],
  ['no score reaches the threshold', [block('2026-08-03', scored(6, { durationHours: undefined }))], 'unknown'],
  ['a short agent', [block('2026-08-03', { agent: 'lidocaine', ...scored(1, { durationHours: 1 }) })], 'met'],
  ['an agent without a window', [block('2026-08-03', { agent: 'saline' })], 'unknown'],
  ['no agent', [block('2026-08-03', { agent: undefined })], 'unknown'],
  ['nothing recorded', [block('2026-08-03', { relief: undefined })], 'unknown'],
];

describe('block-duration', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('block-duration', REQUIRED, facts, { blockRule: ONE, ...situation })).toBe(expected));
  }
});
