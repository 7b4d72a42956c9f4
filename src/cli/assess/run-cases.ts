/**
 * Runs a command that answers case files: one JSON line per case on standard output.
 * Exit 0: answered (with --check: as expected). 1: with --check, a difference. 2: a malformed case; the others are still answered.
 */
import { readFileSync } from 'node:fs';
import { isRejection } from '../../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { parseStrictJson } from '../../platform/json/strict-json';
import { answerParsed } from './answer-case';
import { differences } from './compare';
import { parseCase } from './parse-case';

const usageOf = (name: string): string => `usage: npm run -s ${name} -- [--check] CASE.json ...\n  answers each case file with one JSON line; --check compares with its "expect" and exits 1 on a difference\n`;

export function runCases(name: string, args: readonly string[]): void {
  // A reader that has seen enough (`| head`) closes the pipe; that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.exitCode = answerAll(name, args);
}

function answerAll(name: string, args: readonly string[]): number {
  const files = args.filter((arg) => arg !== '--check' && arg !== '--');
  const unknownOption = files.find((file) => file.startsWith('-'));
  if (files.length === 0 || unknownOption !== undefined) {
    process.stderr.write(unknownOption === undefined ? usageOf(name) : `unknown option ${unknownOption}\n${usageOf(name)}`);
    return 2;
  }
  const isCheck = args.includes('--check');
  let isMalformed = false;
  let isDifferent = false;
  for (const file of files) {
    const outcome = answerFile(file, isCheck);
    isMalformed ||= outcome === 'malformed';
    isDifferent ||= outcome === 'different';
  }
  return isMalformed ? 2 : isDifferent ? 1 : 0;
}

function answerFile(file: string, isCheck: boolean): 'answered' | 'malformed' | 'different' {
  const malformed = (pointer: string, reason: string): 'malformed' => {
    process.stderr.write(`${file}: ${pointer === '' ? '(whole file)' : pointer}: ${reason}\n`);
    return 'malformed';
  };
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return malformed('', `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); check the path`);
  }
  const json = parseStrictJson(bytes);
  if (isRejection(json)) return malformed(json.pointer ?? '', json.message);
  const parsed = parseCase(json.value);
  if (isRejection(parsed)) {
    for (const fault of parsed.faults ?? []) malformed(fault.pointer, fault.message);
    return 'malformed';
  }
  const answer = answerParsed(parsed, SHIPPED_POLICIES);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  if (!isCheck) return 'answered';
  const lines = parsed.expect === undefined ? ['the case has no "expect" to compare with'] : differences(parsed.expect, answer);
  for (const line of lines) process.stderr.write(`${file}: ${parsed.id}: ${line}\n`);
  return lines.length === 0 ? 'answered' : 'different';
}
