/** Compares an answer with a case's `expect`, key by key: what it leaves out is not compared; sets have no order. */
import type { ClaimFinding } from '../../../machines/coding';
import type { Finding, PolicyRef } from '../../../machines/criteria/types';
import type { CaseAnswer } from './answer-case';

const SETS = ['unmet', 'unknown', 'review', 'marks', 'why', 'assumes', 'blockedBy', 'payerReasons', 'held', 'notBilled', 'block', 'warn', 'sessions'];

/** One line per difference; none when the answer is as expected. */
export function differences(expect: Readonly<Record<string, unknown>>, answer: CaseAnswer): readonly string[] {
  const lines: string[] = [];
  for (const [key, expected] of Object.entries(expect)) {
    if (key === 'calendar') lines.push(...calendarDifferences(expected, answer));
    else if (key === 'lines') lines.push(...serviceLineDifferences(expected, answer));
    else if (key === 'targets') lines.push(...targetDifferences(expected, answer));
    else if (key === 'policy') {
      for (const [name, value] of Object.entries(expected as object)) compare(lines, `policy ${name}`, value, answer.policy?.[name as keyof PolicyRef]);
    }
    else compare(lines, key, expected, actualOf(key, answer));
  }
  return lines;
}

function actualOf(key: string, answer: CaseAnswer): unknown {
  if (key === 'document' || key === 'revision') return answer.policy?.[key];
  if (key === 'held' || key === 'notBilled') return answer[key]?.map(({ codes }) => [...codes].sort().join(' or '));
  if (key === 'block' || key === 'warn') {
    return ((answer.findings ?? []) as readonly ClaimFinding[]).filter(({ severity }) => severity === key).map(({ kind, pointer }) => `${kind} ${pointer}`);
  }
  if (key === 'error') return answer.error?.code;
  if (key === 'marks') return ((answer.findings ?? []) as readonly Finding[]).filter((finding) => finding.marks.includes('discordant')).map((finding) => `${finding.kind} discordant`);
  return answer[key as keyof CaseAnswer];
}

/** As a set, each line by the keys that are named; modifiers and facts have no order. */
function serviceLineDifferences(expected: unknown, { lines: answered = [] }: CaseAnswer): readonly string[] {
  const wanted = (Array.isArray(expected) ? expected : []) as readonly Readonly<Record<string, unknown>>[];
  const shown = (line: Readonly<Record<string, unknown>>, keys: readonly string[]): string =>
    JSON.stringify(keys.map((key) => [key, UNORDERED.includes(key) && Array.isArray(line[key]) ? [...line[key] as string[]].sort() : line[key]]));
  const left = [...answered] as unknown as Readonly<Record<string, unknown>>[];
  const missing = wanted.filter((want) => {
    const keys = Object.keys(want).sort();
    const at = left.findIndex((line) => shown(line, keys) === shown(want, keys));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((line) => `lines: expected ${JSON.stringify(line)}, which is not answered`), ...left.map((line) => `lines: answered ${JSON.stringify(line)}, which is not expected`)];
}

const UNORDERED = ['modifiers', 'facts'];

function targetDifferences(expected: unknown, answer: CaseAnswer): readonly string[] {
  const lines: string[] = [];
  const targets = (answer.targets ?? []) as readonly unknown[] as readonly Readonly<Record<string, unknown>>[];
  const wanted = (Array.isArray(expected) ? expected : []) as readonly Readonly<Record<string, unknown>>[];
  if (wanted.length !== targets.length) lines.push(`targets: expected ${wanted.length}, got ${targets.length}`);
  for (const want of wanted) {
    const name = `targets ${String(want.level)} ${String(want.side)}`;
    const got = targets.find((target) => target.level === want.level && target.side === want.side);
    if (got === undefined) lines.push(`${name}: not answered`);
    else for (const [key, value] of Object.entries(want)) compare(lines, `${name} ${key}`, value, got[key]);
  }
  return lines;
}

/** Row by row, of each the keys that are named. */
function calendarDifferences(expected: unknown, { calendar = [] }: CaseAnswer): readonly string[] {
  const lines: string[] = [];
  const wanted = (Array.isArray(expected) ? expected : []) as readonly Readonly<Record<string, unknown>>[];
  if (wanted.length !== calendar.length) lines.push(`calendar: expected ${wanted.length} steps, got ${calendar.length}`);
  for (const [index, want] of wanted.entries()) {
    for (const [key, value] of Object.entries(want)) compare(lines, `calendar ${index} ${key}`, value, (calendar[index] as Readonly<Record<string, unknown>> | undefined)?.[key]);
  }
  return lines;
}

function compare(lines: string[], key: string, expected: unknown, actual: unknown): void {
  const isSet = SETS.some((set) => key.endsWith(set));
  const shown = (value: unknown): string => JSON.stringify(isSet && Array.isArray(value) ? [...new Set(value.map((one: unknown) => (typeof one === 'string' ? one : sortedKeys(one))))].sort() : value) ?? 'nothing';
  if (shown(expected) !== shown(actual)) lines.push(`${key}: expected ${shown(expected)}, got ${shown(actual)}`);
}

function sortedKeys(value: unknown): string {
  return JSON.stringify(Object.entries(value as object).sort());
}
