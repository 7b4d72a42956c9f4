/**
 * What every case is answered, explanation included: criterion, target, outcome, what was found, evidence, what is missing, marks and
 * sentence of each finding, as one digest a case. A changed explanation is a changed answer: it is looked at, and then locked anew.
 *   node -r ./scripts/typescript.cjs test/cases/answers.ts     writes answers.lock.json
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import { narrate } from '../../machines/criteria/narrate';
import type { Finding } from '../../machines/criteria/types';
import { answerCase, type CaseAnswer } from '../../src/cli/assess/answer-case';
import { codingCases, exampleCases, needCases, ownCases, planCases, type CaseFile } from './load-cases';

const OF_CODING = ['held', 'documentation'];
const LOCK = join(__dirname, 'answers.lock.json');
const DIGEST_LETTERS = 12;

export function lockedAnswers(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(LOCK, 'utf8')) as Readonly<Record<string, string>>;
}

/** By file. */
export function currentAnswers(): Readonly<Record<string, string>> {
  return Object.fromEntries([...exampleCases(), ...ownCases(), ...planCases(), ...codingCases(), ...needCases()].map((file) => [file.file, digestOf(told(file))]));
}

function told({ document }: CaseFile): unknown {
  const answer = answerCase(document);
  return isRejection(answer) ? answer.code : withoutWordsOfPolicy(answer);
}

/** What a policy file says of itself is locked there; of service lines and claims everything is told. */
function withoutWordsOfPolicy({ findings, ...answer }: CaseAnswer): unknown {
  if (OF_CODING.some((key) => key in answer)) return { ...answer, findings };

  return { ...answer, findings: (findings as readonly Finding[] | undefined)?.map((finding) => ({ ...finding, required: undefined, source: undefined, text: narrate(finding) })) };
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, DIGEST_LETTERS);
}

if (require.main === module) writeFileSync(LOCK, `${JSON.stringify(currentAnswers(), null, 0).replaceAll('","', '",\n"')}\n`);
