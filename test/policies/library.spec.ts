/** The library as a whole: no sourced row without its file, nothing that two files answer, and the pages made from it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { ambiguityOf, combinePolicies } from '../../machines/policies/combine';
import { SHIPPED_POLICIES, WRITTEN_POLICY_FILES } from '../../machines/policies/shipped';
import type { Policy } from '../../machines/criteria/types';
import { differenceInWords, differencesOf, explainPolicy } from '../../src/policies';
import { policySchema } from '../../src/cli/policies/policy-schema';
import { GENERATED } from '../../src/cli/policies';

interface Row { readonly row: string; readonly document: string; readonly payer: string; readonly pathway: string; readonly states?: readonly string[]; readonly lastDay?: string }

const ROWS = JSON.parse(readFileSync(join(__dirname, 'required-rows.json'), 'utf8')) as readonly Row[];
const linesOf = (a: Policy, b: Policy): readonly string[] => differencesOf(a, b).map(differenceInWords);
const named = (id: string, version?: string): Policy => SHIPPED_POLICIES.findLast((policy) => policy.id === id && (version === undefined || policy.version === version)) as Policy;

describe('the library', () => {
  it.each(ROWS.map((row) => [row.row, row] as const))('%s has its file', (_name, { document, payer, pathway, states = [undefined], lastDay }) => {
    for (const state of states) {
      const found = SHIPPED_POLICIES.filter((policy) => policy.document === document && policy.covers.payer === payer && policy.pathway === pathway && (state === undefined || policy.covers.states?.includes(state) === true));
      expect([state, found.length > 0]).toEqual([state, true]);
      expect(found.some(({ effectiveTo }) => effectiveTo === lastDay)).toBe(true);
    }
  });

  it('answers no step twice for one coverage and day', () => expect(ambiguityOf(SHIPPED_POLICIES)).toBeUndefined());

  it('has a Medicare facet policy for every state, once, on any day of the last years', () => {
    for (const date of ['2021-04-25', '2024-01-01', '2026-04-15', '2026-04-16', '2026-11-26']) {
      const states = SHIPPED_POLICIES.filter((policy) => policy.pathway === 'rfa' && policy.covers.payer === 'medicare' && policy.effectiveFrom <= date && (policy.effectiveTo === undefined || date <= policy.effectiveTo))
        .flatMap(({ covers }) => covers.states ?? []);
      expect([date, states.length, new Set(states).size]).toEqual([date, 56, 56]);
    }
  });

  it('says of every file when it was compared with its sources, and when that is due again', () => {
    for (const { id, readOn, reviewBy } of SHIPPED_POLICIES) expect([id, readOn !== undefined && reviewBy !== undefined && readOn < reviewBy]).toEqual([id, true]);
  });

  it.each(Object.keys(GENERATED))('%s is current: run "npm run policies -- docs" when this fails', (file) => expect(readFileSync(join(__dirname, '../..', file), 'utf8')).toBe((GENERATED[file] as () => string)()));
});

describe('a practice\'s own policies beside them', () => {
  const nd = named('bcbs-nd-facet');
  it('are refused where a shipped one answers too', () => expect(combinePolicies(SHIPPED_POLICIES, [{ ...nd, id: 'ours' }])).toMatchObject({ code: 'ambiguous-policies', details: { policies: ['bcbs-nd-facet@2026-01-01', 'ours@2026-01-01'] } }));
  it('may stand in the place of a shipped one, by name', () => {
    const combined = combinePolicies(SHIPPED_POLICIES, [{ ...nd, id: 'ours', replaces: 'bcbs-nd-facet@2026-01-01' }]) as readonly Policy[];
    expect([combined.length, combined.filter(({ covers }) => covers.payer === 'bcbs-nd').map(({ id }) => id)]).toEqual([SHIPPED_POLICIES.length, ['ours']]);
  });
  it('are refused where they name one that does not exist', () => expect(combinePolicies(SHIPPED_POLICIES, [{ ...nd, id: 'ours', replaces: 'bcbs-nd-facet@2020-01-01' }])).toMatchObject({ code: 'unknown-replaced-policy' }));
  it('stand beside them for another line, state, day or step', () => {
    for (const other of [{ ...nd, id: 'ours', covers: { payer: 'somebody' } }, { ...nd, id: 'ours', effectiveTo: '2025-12-31', effectiveFrom: '2025-01-01' }, { ...nd, id: 'ours', steps: { 'mbb-therapeutic': nd.steps.mbb1 ?? [] } }]) {
      expect(Array.isArray(combinePolicies(SHIPPED_POLICIES, [other]))).toBe(true);
    }
  });
});

describe('a criterion that asks for a clinician', () => {
  const marked = named('cigna-scs-evicore');
  const unmarked: Policy = { ...marked, steps: Object.fromEntries(Object.entries(marked.steps).map(([step, criteria]) => [step, criteria.map(({ asksForClinician: _, ...criterion }) => criterion)])) };
  it('stands only where a source names one', () => {
    const asking = SHIPPED_POLICIES.flatMap(({ id, steps }) => Object.values(steps).flat().filter(({ asksForClinician }) => asksForClinician === true).map((criterion) => `${id} ${criterion.id}`));
    expect([...new Set(asking)].sort()).toEqual(['cigna-scs-evicore behavioral-attestation', 'medicare-scs-cgs evaluated-by-a-named-profession']);
  });
  it('is explained, and is a difference', () => {
    const said = 'asks for a clinician: what was imported counts once one has attested it';
    expect([explainPolicy(marked).includes(said), explainPolicy(unmarked).includes(said)]).toEqual([true, false]);
    expect(linesOf(unmarked, marked)).toEqual(['trial, implant: behavioral-attestation: asks for a clinician now: what was imported counts once one has attested it']);
    expect(linesOf(marked, unmarked)).toEqual(['trial, implant: behavioral-attestation: no longer asks for a clinician']);
    expect(linesOf(marked, { ...marked })).toEqual([]);
  });
});

describe('the schema for editors', () => {
  const validate = new Ajv2020({ strict: false }).compile(policySchema());
  it.each(Object.entries(WRITTEN_POLICY_FILES))('takes %s', (_name, content) => expect([validate(content), validate.errors]).toEqual([true, null]));
  const nd = WRITTEN_POLICY_FILES['bcbs-nd/facet@2026-01-01.json'] as { steps: { mbb2: { criteria: Record<string, unknown>[] } } };
  const changed = (change: (criterion: Record<string, unknown>, file: Record<string, unknown>) => void): unknown => {
    const file = structuredClone(nd);
    change(file.steps.mbb2.criteria[2] as Record<string, unknown>, file as never);
    return file;
  };
  it.each<[string, unknown]>([
    ['an unknown kind', changed((criterion) => { criterion.kind = 'mood'; })], ['a fraction', changed((criterion) => { criterion.required = { reliefPercentMin: 0.5 }; })],
    ['a field of another kind', changed((criterion) => { criterion.required = { daysMin: 3 }; })], ['no source', changed((criterion) => { delete criterion.source; })],
    ['an unknown field', changed((_criterion, file) => { file.threshold = 50; })], ['a later schema', changed((_criterion, file) => { file.schema = 2; })],
    ['a date in words', changed((_criterion, file) => { file.effectiveFrom = 'January'; })], ['an unknown family', changed((_criterion, file) => { file.family = 'medicare-knees'; })],
  ])('refuses %s', (_name, file) => expect(validate(file)).toBe(false));
});

describe('a policy in words', () => {
  it('tells every criterion with figure, source and certainty', () => {
    const text = explainPolicy(named('uhc-facet-blocks'), 'mbb2');
    expect(text).toContain('At most 0.5 mL of anaesthetic at each level of the block');
    expect(text).toContain('2026T0004WW');
    expect(explainPolicy(named('medicare-facet-cgs'))).toContain('contested: "a baseline functional scale is not needed" (CGS FAQ)');
  });
  it('tells what changed, and what only became more certain', () => {
    const lines = linesOf(named('medicare-facet-noridian-jf', '2021-04-25'), named('medicare-facet-noridian-jf', '2026-04-16'));
    expect(lines[0]).toBe('repeat-rfa: half-relief-6-months: from "At least 50 % relief for at least 6 months after the prior ablation, or improved function" to "At least 50 % relief for at least 6 months after the prior ablation, or function better by at least 50 %" [functionWithoutFigure true -> false, functionPercentMin left out -> 50]');
    expect(lines.slice(1).every((line) => line.endsWith('confidence from unconfirmed to secondary'))).toBe(true);
    expect(linesOf(named('aetna-facet'), named('aetna-facet'))).toEqual([]);
    expect(linesOf(named('uhc-facet-ablation', '2026-02-01'), named('uhc-facet-ablation', '2026-07-01'))).toEqual([expect.stringMatching(/^rfa: newly asked: Place of service/)]);
  });
});
