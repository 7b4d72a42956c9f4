/** The cases of a practice beside its policies: each is answered under them and compared with what it expects. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection } from '../../../machines/kernel/rejection';
import type { Policy } from '../../../machines/criteria/types';
import { parseStrictJson } from '../../platform/json/strict-json';
import { answerCase } from '../assess/answer-case';
import { differences } from '../assess/compare';

export interface Tested {
  readonly passed: number;
  /** One line per case that is malformed or disagrees. */
  readonly complaints: readonly string[];
  /** Of the policies, those by which no case is answered. */
  readonly untested: readonly string[];
}

export function testCases(directory: string, policies: readonly Policy[], own: readonly Policy[]): Tested {
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.json')).sort() : [];
  const complaints: string[] = [];
  const answered = new Set<string>();
  let passed = 0;
  for (const name of names) {
    const json = parseStrictJson(readFileSync(join(directory, name)));
    const answer = isRejection(json) ? json : answerCase(json.value, policies);
    if (isRejection(answer)) {
      complaints.push(...(answer.faults ?? [{ pointer: '', message: answer.message }]).map(({ pointer, message }) => `${name}: ${pointer} ${message}`));
      continue;
    }
    const expect = ((json as { value: { expect?: Readonly<Record<string, unknown>> } }).value.expect) ?? {};
    if (Object.keys(expect).length === 0) complaints.push(`${name}: expects nothing; say result and document at least`);
    const found = differences(expect, answer);
    complaints.push(...found.map((line) => `${name}: ${line}`));
    if (found.length === 0) passed++;
    if (answer.policy !== undefined) answered.add(`${answer.policy.id}@${answer.policy.version}`);
  }
  return { passed, complaints, untested: own.map(({ id, version }) => `${id}@${version}`).filter((name) => !answered.has(name)) };
}
