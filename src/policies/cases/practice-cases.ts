/**
 * A practice's own cases, beside its policies: `npm run -s policies -- test` answers them, and here they are shown with what they expect.
 * One that cannot be read is left out; the command says what is wrong with it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainDate } from '../../../machines/kernel/calendar';
import { isRejection } from '../../../machines/kernel/rejection';
import type { Coverage, Kind, Policy, Step } from '../../../machines/criteria/types';
import { selectPolicy } from '../../../machines/policies/select';
import { parseStrictJson } from '../../platform/json/strict-json';
import { pathwayOf, type PolicyCase } from './policy-case';

export interface PracticeCase extends PolicyCase {
  readonly file: string;
  readonly coverage: Coverage;
}

/** Provides `readonly PracticeCase[]`: what the practice's folder of cases held when the program started. */
export const OWN_CASES = Symbol('OwnCases');
export type OwnCases = readonly PracticeCase[];

export function openPracticeCases(policies: string): OwnCases {
  const directory = join(policies, 'cases');
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name) => name.endsWith('.json')).sort().flatMap((file) => {
    const json = parseStrictJson(readFileSync(join(directory, file)));
    const read = isRejection(json) ? undefined : caseIn(json.value);
    return read === undefined ? [] : [{ file, ...read }];
  });
}

/** Those that this policy answers: their coverage, pathway and day are its own, and it has the step. */
export function practiceCasesOf(cases: OwnCases, policy: Policy): OwnCases {
  return cases.filter(({ coverage, step, dateOfService }) => policy.steps[step] !== undefined && !isRejection(selectPolicy([policy], coverage, pathwayOf(step), dateOfService, step)));
}

type Fields = Readonly<Record<string, unknown>>;

/** Of a step only: plans, service lines and claims are answered by more than one policy. */
function caseIn(value: unknown): Omit<PracticeCase, 'file'> | undefined {
  const { title, coverage, question, expect } = fieldsOf(value);
  const { kind = 'step', step, dateOfService } = fieldsOf(question);
  const { payer, line, state } = fieldsOf(coverage);
  const { result, unmet, unknown, review, error } = fieldsOf(expect);
  const said = result ?? error;
  if (kind !== 'step' || typeof title !== 'string' || typeof step !== 'string' || !isPlainDate(dateOfService) || typeof payer !== 'string' || typeof said !== 'string') return undefined;
  return {
    title, step: step as Step, dateOfService, result: said, coverage: { payer, ...(typeof line === 'string' && { line: line as NonNullable<Coverage['line']> }), ...(typeof state === 'string' && { state }) },
    ...kindsIn({ unmet, unknown, review }),
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : {};
}

function kindsIn(named: Fields): Pick<PolicyCase, 'unmet' | 'unknown' | 'review'> {
  return Object.fromEntries(Object.entries(named).flatMap(([name, kinds]) => (Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => typeof kind === 'string') ? [[name, kinds as readonly Kind[]]] : [])));
}
