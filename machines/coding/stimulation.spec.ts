/** Programming beside a device: the check of what was placed or put back is part of it, and what was only taken out or left alone has none. */
import { isRejection } from '../kernel/rejection';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { chooseCodes } from './index';

const DAY = '2026-08-03';
const PROGRAMMING = { id: 'p', type: 'programming', occurredOn: DAY, complexity: 'none', intraoperative: true, setting: '22' };
const at = (fact: object) => ({ id: 'd', occurredOn: DAY, setting: '22', ...fact });

function programmed(device: object | undefined, over: object = {}): unknown {
  const facts = [{ ...PROGRAMMING, ...over }, ...(device === undefined ? [] : [at(device)])];
  const answer = chooseCodes({ dateOfService: DAY, claimType: 'professional' }, { coverage: { payer: 'aetna', line: 'commercial' }, policies: [] }, chartOf(facts as Fact[]));
  if (isRejection(answer)) throw new Error(answer.message);
  return answer.notBilled.some(({ because }) => because.includes('programming')) ? 'part' : answer.findings.find(({ kind }) => kind === 'programming')?.outcome;
}

it.each([
  ['nothing', undefined, 'met'],
  ['a trial', { type: 'scs-trial', region: 'thoracolumbar', leads: 2, leadType: 'percutaneous', startedAt: `${DAY}T09:00:00Z` }, 'part'],
  ['leads and a generator', { type: 'implant', region: 'thoracolumbar', leads: 2, leadType: 'percutaneous', generator: true }, 'part'],
  ['a generator alone', { type: 'implant', region: 'thoracolumbar', leads: 0, generator: true }, 'part'], ['leads alone', { type: 'implant', region: 'thoracolumbar', leads: 2, leadType: 'percutaneous', generator: false }, 'part'],
  ['an implant of neither', { type: 'implant', region: 'thoracolumbar', leads: 0, generator: false }, 'met'],
  ['a lead put back', { type: 'revision', component: 'lead', action: 'revise' }, 'part'], ['a lead replaced', { type: 'revision', component: 'lead', action: 'replace' }, 'part'], ['a lead taken out', { type: 'revision', component: 'lead', action: 'remove' }, 'met'],
  ['a generator replaced', { type: 'revision', component: 'generator', action: 'replace' }, 'part'], ['a generator moved', { type: 'revision', component: 'generator', action: 'revise' }, 'met'], ['a paddle put back', { type: 'revision', component: 'paddle', action: 'revise' }, 'part'],
] as const)('programming beside %s', (_, device, expected) => {
  expect(programmed(device)).toBe(expected);
});

it('is asked when, where something was placed and it is not said', () => {
  const trial = { type: 'scs-trial', region: 'thoracolumbar', leads: 2, leadType: 'percutaneous', startedAt: `${DAY}T09:00:00Z` };
  expect([undefined, false].map((intraoperative) => programmed(trial, { intraoperative }))).toEqual(['unknown', 'met']);
  expect(programmed(trial, { complexity: 'simple' })).toBe('review');
});
