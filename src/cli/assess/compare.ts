/** Compares an answer with a case's `expect`, key by key: what it leaves out is not compared; sets have no order. */
import type { PolicyRef } from '../../../machines/criteria/types';
import type { CaseAnswer } from './answer-case';

const SETS = ['unmet', 'unknown', 'review', 'marks', 'why', 'assumes', 'blockedBy', 'payerReasons'];

/** One line per difference; none when the answer is as expected. */
export function differences(expect: Readonly<Record<string, unknown>>, answer: CaseAnswer): readonly string[] {
  const lines: string[] = [];
  for (const [key, expected] of Object.entries(expect)) {
    if (key === 'calendar') lines.push(...calendarDifferences(expected, answer));
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
  if (key === 'error') return answer.error?.code;
  if (key === 'marks') return (answer.findings ?? []).filter((finding) => finding.marks.includes('discordant')).map((finding) => `${finding.kind} discordant`);
  return answer[key as keyof CaseAnswer];
}

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
  const shown = (value: unknown): string => JSON.stringify(isSet && Array.isArray(value) ? [...new Set(value as string[])].sort() : value) ?? 'nothing';
  if (shown(expected) !== shown(actual)) lines.push(`${key}: expected ${shown(expected)}, got ${shown(actual)}`);
}
