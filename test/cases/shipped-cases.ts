/**
 * The project's cases of steps as the program shows them beside its policies: by the policy that answers each, its title, what was asked on
 * which day, and what must come out. The cases themselves do not ship.
 *   node -r ./scripts/typescript.cjs test/cases/shipped-cases.ts     writes src/policies/cases/shipped-cases.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import { answerCase } from '../../src/cli/assess/answer-case';
import type { PolicyCase } from '../../src/policies/cases/policy-case';
import { ownCases } from './load-cases';

const FILE = join(__dirname, '../../src/policies/cases/shipped-cases.json');

export function writtenCases(): string {
  return readFileSync(FILE, 'utf8');
}

/** One line a case, so that a change of one is a change of one line. */
export function currentCases(): string {
  const byPolicy = new Map<string, PolicyCase[]>();
  for (const { document } of ownCases()) {
    const answer = answerCase(document);
    // Without a policy that answers there is none to show it beside.
    if (document.question.kind !== 'step' || isRejection(answer) || answer.policy === undefined || answer.result === undefined) continue;
    const name = `${answer.policy.id}@${answer.policy.version}`;
    byPolicy.set(name, [...(byPolicy.get(name) ?? []), shown(document, answer)]);
  }
  const policies = [...byPolicy].sort(([a], [b]) => a.localeCompare(b)).map(([name, cases]) => `${JSON.stringify(name)}: [\n${cases.map((each) => JSON.stringify(each)).join(',\n')}\n]`);
  return `{\n${policies.join(',\n')}\n}\n`;
}

function shown({ title, question }: ReturnType<typeof ownCases>[number]['document'], answer: Exclude<ReturnType<typeof answerCase>, { readonly code: string }>): PolicyCase {
  const named = (['unmet', 'unknown', 'review'] as const).flatMap((outcome) => ((answer[outcome] ?? []).length === 0 ? [] : [[outcome, answer[outcome]]]));
  return { title, step: (question as unknown as PolicyCase).step, dateOfService: question.dateOfService, result: String(answer.result), ...Object.fromEntries(named) as Pick<PolicyCase, 'unmet'> };
}

if (require.main === module) writeFileSync(FILE, currentCases());
