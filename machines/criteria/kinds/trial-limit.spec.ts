import { SCS, outcomeOf, trial, type SpecRow } from '../spec-support';

const REQUIRED = { trialsMax: 2 };
const RULE = { painPercentMin: 50, analgesicRoute: true, analgesicPercentMin: 50, reviewBelowForIndications: [] };
const BETTER = { function: { measure: 'walking-minutes', baseline: 10, end: 20 } };
const FAILED = { relief: { baseline: 8, end: 7 }, analgesic: { unit: 'MME', baseline: 60, end: 60 } };

const ROWS: readonly SpecRow[] = [
  ['the first', [], 'met'],
  ['a second after a good one', [trial({ relief: { baseline: 8, end: 1 }, ...BETTER })], 'met'],
  ['a second after a failed one', [trial(FAILED)], 'unmet'],
  ['a second after a failed one, circumstances documented', [trial(FAILED)], 'review', { question: { ...SCS, exception: { kind: 'trial-limit', reason: 'lead moved' } } }],
  ['a second after one without functional improvement', [trial({ relief: { baseline: 8, end: 1 }, function: { measure: 'walking-minutes', baseline: 10, end: 10 } })], 'unmet'],
  ['a second after one whose outcome is not known', [trial()], 'unknown'],
  ['a third', [trial({ relief: { baseline: 8, end: 1 }, ...BETTER }), trial({ occurredOn: '2026-09-01', relief: { baseline: 8, end: 1 } })], 'unmet'],
  ['another region is counted apart', [trial({ ...FAILED, region: 'cervical' })], 'met'],
];

describe('trial-limit', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('trial-limit', REQUIRED, facts, { question: SCS, trialRule: RULE, ...situation })).toBe(expected));
  }
});
