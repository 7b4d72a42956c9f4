/** The shipped files: locked, cited, selected exactly; and every fault of a file refused with what to do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { parsePolicies, parsePolicy } from '../../machines/policies/parse';
import { withFamily } from '../../machines/policies/family';
import { selectPolicy } from '../../machines/policies/select';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { currentDigests, lockDifferences } from '../../src/cli/policies/lock';

interface CriterionJson { [field: string]: unknown; required: Record<string, unknown> }
/** A policy file as it is written, loose enough to be broken in every way. */
interface Json {
  [field: string]: unknown;
  steps: Record<string, { extends?: unknown; criteria: CriterionJson[] }>;
  parameters: { agentWindowMinutes: Record<string, unknown> };
}
type CriterionPath = readonly [group: string, index: number];
const criterion = (file: Json, [group, index]: CriterionPath): CriterionJson => file.steps[group]?.criteria[index] as CriterionJson;
const group = (file: Json, name: string): { extends?: unknown; criteria: CriterionJson[] } => file.steps[name] as never;
const FACET = POLICY_FILES.find((file) => file.name.includes('facet-cgs@2026'))?.content as Json;
const changed = (change: (file: Json) => void): Json => {
  const file = structuredClone(FACET);
  change(file);
  return file;
};

describe('published policy files', () => {
  const locked = JSON.parse(readFileSync(join(__dirname, '../../machines/policies/policies.lock.json'), 'utf8')) as Record<string, string>;
  it('match their digests', () => expect(lockDifferences(locked, currentDigests())).toEqual([]));
  it('a changed threshold breaks the lock', () => {
    const name = POLICY_FILES[0]?.name as string;
    expect(lockDifferences(locked, { ...currentDigests(), [name]: 'another' })).toEqual([expect.stringContaining(name)]);
  });
  it.each(SHIPPED_POLICIES.map((policy) => [`${policy.id}@${policy.version}`, policy] as const))('%s cites a document for every criterion and note', (_name, policy: Policy) => {
    for (const criteria of Object.values(policy.steps)) for (const criterion of criteria) expect(criterion.source.document).not.toBe('');
    for (const note of policy.notes) expect(note.source.document).not.toBe('');
  });
});

describe('selection', () => {
  const ohio = { payer: 'medicare', line: 'original-medicare', state: 'OH' };
  const found = (date: string, coverage = ohio, pathway: 'rfa' | 'scs' = 'rfa'): string => {
    const policy = selectPolicy(SHIPPED_POLICIES, coverage, pathway, date);
    return isRejection(policy) ? policy.code : `${policy.id}@${policy.version}`;
  };
  it.each([
    ['2021-04-24', 'no-policy-in-force'],
    ['2021-04-25', 'medicare-facet-cgs@2021-04-25'],
    ['2026-07-22', 'medicare-facet-cgs@2021-04-25'],
    ['2026-07-23', 'medicare-facet-cgs@2026-07-23'],
    ['2199-12-31', 'medicare-facet-cgs@2026-07-23'],
  ])('on %s: %s', (date, expected) => expect(found(date)).toBe(expected));
  it.each([
    ['2026-08-31', 'no-policy-in-force'], ['2026-09-01', 'delegated'], ['2026-12-31', 'delegated'], ['2027-01-01', 'no-policy-in-force'],
  ])('on %s, where another decides for the payer from September to December: %s', (date, expected) => {
    const facet = parsePolicy(FACET) as Policy;
    const delegated: Policy = { ...facet, id: 'delegated', covers: { ...facet.covers, delegate: { name: 'Example Reviews', from: '2026-09-01', to: '2026-12-31' } } };
    const policy = selectPolicy([delegated], ohio, 'rfa', date);
    expect(isRejection(policy) ? policy.code : policy.id).toBe(expected);
  });
  it.each([
    ['between two, the one that comes', '2026-06-01', 'after@2026-09-01'], ['before both, the first', '2025-01-01', 'before@2026-01-01'], ['after both, the last', '2027-06-01', 'after@2026-09-01'],
  ])('names the nearest file: %s', (_, date, nearest) => {
    const facet = parsePolicy(FACET) as Policy;
    const of = (id: string, effectiveFrom: string, effectiveTo: string): Policy => ({ ...facet, id, version: effectiveFrom, effectiveFrom, effectiveTo });
    const policies = [of('after', '2026-09-01', '2026-12-31'), of('before', '2026-01-01', '2026-03-31')];
    expect((selectPolicy(policies, ohio, 'rfa', date) as Rejection).details).toEqual({ nearest });
    expect((selectPolicy([...policies].reverse(), ohio, 'rfa', date) as Rejection).details).toEqual({ nearest });
  });
  it('names the nearest file when none is in force', () => {
    const rejection = selectPolicy(SHIPPED_POLICIES, ohio, 'rfa', '2020-01-01') as Rejection;
    expect(rejection.details).toEqual({ nearest: 'medicare-facet-cgs@2021-04-25' });
  });
  it('another state, line or payer has no policy here', () => {
    expect(found('2026-09-01', { ...ohio, state: 'FL' })).toBe('medicare-facet-first-coast@2021-04-25');
    expect(found('2026-09-01', { payer: 'medicare', line: 'original-medicare' } as never)).toBe('no-policy-for-payer');
    expect(found('2026-09-01', { ...ohio, line: 'medicare-advantage' })).toBe('no-policy-for-payer');
    expect(found('2026-09-01', { ...ohio, payer: 'nobody' })).toBe('no-policy-for-payer');
    expect(found('2026-09-01', { ...ohio, state: 'AZ' }, 'scs')).toBe('medicare-scs-noridian-jf@2019-12-01');
  });
  it('two policies in force on one day are ambiguous, never chosen between', () => {
    const facet = SHIPPED_POLICIES.find((policy) => policy.version === '2026-07-23') as Policy;
    const rejection = selectPolicy([facet, { ...facet, id: 'another' }], ohio, 'rfa', '2026-09-01');
    expect(rejection).toMatchObject({ code: 'ambiguous-policy', details: { candidates: ['medicare-facet-cgs@2026-07-23', 'another@2026-07-23'] } });
  });
});

it('takes a policy that ends on the day it starts, and a review on the day after the reading', () => {
  expect(isRejection(parsePolicy(changed((f) => { f.effectiveTo = f.effectiveFrom; f.readOn = '2026-11-23'; f.reviewBy = '2026-11-24'; })))).toBe(false);
});

describe('a faulty policy file is refused with its pointer', () => {
  const FAULTS: readonly (readonly [string, unknown, string, string])[] = [
    ['not an object', [], '', 'not-an-object'],
    ['null', null, '', 'not-an-object'],
    ['a later schema', changed((f) => { f.schema = 2; }), '/schema', 'unknown-schema'],
    ['an unknown field', changed((f) => { f.threshold = 80; }), '/threshold', 'unknown-field'],
    ['a family that does not exist', changed((f) => { f.family = 'medicare-knees'; }), '/family', 'unknown-family'],
    ['a name of every object as family', changed((f) => { f.family = 'constructor'; }), '/family', 'unknown-family'],
    ['no id', changed((f) => { delete f.id; }), '/id', 'not-a-text'],
    ['an impossible date', changed((f) => { f.effectiveFrom = '2026-02-30'; }), '/effectiveFrom', 'not-a-date'],
    ['an end before the start', changed((f) => { f.effectiveTo = '2026-01-01'; }), '/effectiveTo', 'ends-before-it-starts'],
    ['a review that is due when the file is read', changed((f) => { f.readOn = '2026-11-23'; f.reviewBy = '2026-11-23'; }), '/reviewBy', 'review-before-reading'],
    ['an unknown pathway', changed((f) => { f.pathway = 'surgery'; }), '/pathway', 'unknown-word'],
    ['an unknown confidence', changed((f) => { f.confidence = 'sure'; }), '/confidence', 'unknown-word'],
    ['an uncited criterion', changed((f) => { delete criterion(f, ['general', 0]).source; }), '/steps/general/criteria/0/source', 'uncited'],
    ['an unknown source', changed((f) => { criterion(f, ['general', 0]).source = 'hearsay'; }), '/steps/general/criteria/0/source', 'uncited'],
    ['an unknown kind', changed((f) => { criterion(f, ['general', 0]).kind = 'mood'; }), '/steps/general/criteria/0/kind', 'unknown-word'],
    ['a prototype name as kind', changed((f) => { criterion(f, ['general', 0]).kind = 'constructor'; }), '/steps/general/criteria/0/kind', 'unknown-word'],
    ['a negative count', changed((f) => { criterion(f, ['general', 0]).required.monthsMin = -3; }), '/steps/general/criteria/0/required/monthsMin', 'not-a-count'],
    ['a figure as text', changed((f) => { criterion(f, ['general', 0]).required.monthsMin = '3'; }), '/steps/general/criteria/0/required/monthsMin', 'not-a-count'],
    ['a fraction where per cent is meant', changed((f) => { criterion(f, ['two-positive-blocks', 2]).required.reliefPercentMin = 0.8; }), '/steps/two-positive-blocks/criteria/2/required/reliefPercentMin', 'not-a-percentage'],
    ['a requirement of another kind', changed((f) => { criterion(f, ['general', 0]).required.levelsMax = 2; }), '/steps/general/criteria/0/required/levelsMax', 'unknown-field'],
    ['a missing requirement', changed((f) => { criterion(f, ['general', 0]).required = {}; }), '/steps/general/criteria/0/required/monthsMin', 'not-a-count'],
    ['a requirement of the other rule', changed((f) => { criterion(f, ['diagnostic', 1]).required.blocksMin = 2; }), '/steps/diagnostic/criteria/1/required/blocksMin', 'unknown-field'],
    ['one reading of a contested criterion', changed((f) => { criterion(f, ['general', 0]).contested = [{ reading: 'one', source: 'lcd' }]; }), '/steps/general/criteria/0/contested', 'one-reading'],
    ['a cycle', changed((f) => { group(f, 'general').extends = ['rfa']; }), '/steps/general/extends', 'cycle'],
    ['a step that extends nothing known', changed((f) => { group(f, 'rfa').extends = ['generic']; }), '/steps/rfa/extends', 'unknown-step'],
    ['a criterion that two groups take over', changed((f) => { f.steps['other'] = { extends: ['general'], criteria: [] }; group(f, 'rfa').extends = ['general', 'other']; }), '/steps/rfa', 'duplicate-id'],
    ['the same criterion twice', changed((f) => { group(f, 'general').criteria.push(criterion(f, ['general', 0])); }), '/steps/general', 'duplicate-id'],
    ['a group taken over twice', changed((f) => { group(f, 'rfa').extends = ['general', 'general']; }), '/steps/rfa/extends', 'not-words'],
    ['no step', changed((f) => { f.steps = {}; }), '/steps', 'no-step'],
    ['a negative window', changed((f) => { f.parameters.agentWindowMinutes.lidocaine = -1; }), '/parameters/agentWindowMinutes/lidocaine', 'not-a-figure'],
  ];
  it.each(FAULTS)('%s', (_name, file, pointer, code) => {
    const rejection = parsePolicy(withFamily(file));
    expect(isRejection(rejection)).toBe(true);
    const fault = (rejection as Rejection).faults?.find((one) => one.pointer.startsWith(pointer) && one.code === code);
    expect(fault).toBeDefined();
    expect(fault?.message).toMatch(/must|is not|remove|give|extend|names|belongs|takes|holds/);
  });
  it('two versions in force on one day are refused as a whole', () => {
    const rejection = parsePolicies([...POLICY_FILES, { name: 'again.json', content: changed((f) => { f.effectiveFrom = '2026-08-01'; }) }]);
    expect(rejection).toMatchObject({ code: 'overlapping-policies', details: { file: 'again.json' } });
  });
});
