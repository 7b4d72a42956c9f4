import { SCS, outcomeOf, trial, type SpecRow } from '../spec-support';

const REQUIRED = { leadsMax: 2, contactsMax: 16 };

const ROWS: readonly SpecRow[] = [
  ['at the limits', [trial({ leads: 2, contacts: 16 })], 'met'],
  ['three leads', [trial({ leads: 3, contacts: 12 })], 'unmet'],
  ['seventeen contacts', [trial({ leads: 2, contacts: 17 })], 'unmet'],
  ['an earlier trial over the limit', [trial({ leads: 3, contacts: 12 }), trial({ occurredOn: '2026-09-01', leads: 2, contacts: 16 })], 'unmet'],
  ['contacts not recorded', [trial({ leads: 2 })], 'unknown'],
  ['no trial', [], 'met'],
];

describe('lead-limit', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('lead-limit', REQUIRED, facts, { question: SCS, ...situation })).toBe(expected));
  }
});
