import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { openPracticeCases, practiceCasesOf } from './practice-cases';

const CASE = { id: 'one', title: 'a block too early', coverage: { payer: 'medicare', line: 'original-medicare', state: 'KY' }, facts: [], question: { kind: 'step', step: 'mbb2', dateOfService: '2026-09-01' }, expect: { result: 'not-eligible', unmet: ['block-interval'], unknown: [] } };

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-cases-'));
  mkdirSync(join(folder, 'cases'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'cases', name), text);
  return folder;
}

it('of a practice are read with what they expect, and what is no case of a step is left out', () => {
  const cases = openPracticeCases(folderWith({ 'b.json': JSON.stringify(CASE), 'a.json': JSON.stringify({ ...CASE, question: { ...CASE.question, kind: 'plan' } }), 'broken.json': '{', 'empty.json': '[]', 'notes.txt': 'x' }));
  expect(cases).toEqual([{ file: 'b.json', title: 'a block too early', step: 'mbb2', dateOfService: '2026-09-01', result: 'not-eligible', unmet: ['block-interval'], coverage: CASE.coverage }]);
  expect(openPracticeCases(mkdtempSync(join(tmpdir(), 'pathgate-cases-')))).toEqual([]);
});

it('stand beside each policy of their coverage, day and step, and no other', () => {
  const cases = openPracticeCases(folderWith({ 'a.json': JSON.stringify(CASE) }));
  const named = SHIPPED_POLICIES.filter((policy) => practiceCasesOf(cases, policy).length > 0);
  expect(named.length).toBeGreaterThan(0);
  for (const { pathway, covers, effectiveFrom, effectiveTo = '9999-12-31' } of named) expect([pathway, covers.payer, effectiveFrom <= '2026-09-01', effectiveTo >= '2026-09-01']).toEqual(['rfa', 'medicare', true, true]);
});
