import { SCS, outcomeOf, trial, type SpecRow } from '../spec-support';

const REQUIRED = {};

const ROWS: readonly SpecRow[] = [
  ['walks longer', [trial({ function: { measure: 'walking-minutes', baseline: 10, end: 11 } })], 'met'],
  ['the same', [trial({ function: { measure: 'walking-minutes', baseline: 10, end: 10 } })], 'unmet'],
  ['worse', [trial({ function: { measure: 'walking-minutes', baseline: 10, end: 9 } })], 'unmet'],
  ['a lower disability score is better', [trial({ function: { measure: 'ODI', baseline: 40, end: 30 } })], 'met'],
  ['a measure whose direction is not known', [trial({ function: { measure: 'mood', baseline: 1, end: 2 } })], 'unknown'],
  ['not recorded', [trial()], 'unknown'],
  ['no trial', [], 'unmet'],
];

describe('trial-function', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('trial-function', REQUIRED, facts, { question: SCS, ...situation })).toBe(expected));
  }
});
