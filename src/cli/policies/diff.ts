/** What changes from one policy to another, criterion by criterion, in words. */
import type { Criterion, Policy, Step } from '../../../machines/criteria/types';
import { requirementInWords } from '../../../machines/criteria/requirement-in-words';
import { canonicalJson } from '../../platform/json/canonical-json';

/** One line per difference, with the steps it concerns; none when both ask the same. What only became more or less certain comes last. */
export function differencesOf(a: Policy, b: Policy): readonly string[] {
  const steps = [...new Set([...Object.keys(a.steps), ...Object.keys(b.steps)])] as Step[];
  const found = new Map<string, Step[]>();
  for (const step of steps) for (const line of ofStep(a.steps[step], b.steps[step])) found.set(line, [...(found.get(line) ?? []), step]);
  const lines = [...found].map(([line, at]) => ({ line: `${at.join(', ')}: ${line}`, isCertainty: line.includes(CERTAINTY) }));
  return [...ofParameters(a, b), ...lines.filter(({ isCertainty }) => !isCertainty).map(({ line }) => line), ...lines.filter(({ isCertainty }) => isCertainty).map(({ line }) => line)];
}

const CERTAINTY = ': confidence from ';

function ofStep(a: readonly Criterion[] | undefined, b: readonly Criterion[] | undefined): readonly string[] {
  if (a === undefined) return [`the step is added, with ${(b ?? []).length} criteria`];
  if (b === undefined) return [`the step is removed, with ${a.length} criteria`];
  const lines: string[] = [];
  for (const was of a) {
    const is = b.find(({ id }) => id === was.id);
    if (is === undefined) lines.push(`no longer asked: ${requirementInWords(was.kind, was.required)} (${was.id})`);
    else if (was.kind !== is.kind || !same(was.required, is.required)) lines.push(`${was.id}: from "${requirementInWords(was.kind, was.required)}" to "${requirementInWords(is.kind, is.required)}"${figures(was, is)}`);
    else if (!same(scopeOf(was), scopeOf(is))) lines.push(`${was.id}: asked of other patients or places than before`);
    else if (was.confidence !== is.confidence) lines.push(`${was.id}${CERTAINTY}${was.confidence} to ${is.confidence}`);
  }
  for (const is of b) if (!a.some(({ id }) => id === is.id)) lines.push(`newly asked: ${requirementInWords(is.kind, is.required)} (${is.id})`);
  return lines;
}

function figures(was: Criterion, is: Criterion): string {
  const [before, after] = [was.required as Readonly<Record<string, unknown>>, is.required as Readonly<Record<string, unknown>>];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !same(before[name], after[name]))
    .map((name) => `${name} ${JSON.stringify(before[name]) ?? 'left out'} -> ${JSON.stringify(after[name]) ?? 'left out'}`);
  return changed.length === 0 ? '' : ` [${changed.join(', ')}]`;
}

function ofParameters(a: Policy, b: Policy): readonly string[] {
  return same(a.parameters, b.parameters) ? [] : [`parameters: from ${JSON.stringify(a.parameters)} to ${JSON.stringify(b.parameters)}`];
}

function scopeOf({ onlyForIndications, notForIndications, onlyInSettings }: Criterion): unknown {
  return [onlyForIndications ?? null, notForIndications ?? null, onlyInSettings ?? null];
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
