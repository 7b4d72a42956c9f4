/** What changes from one policy to another, criterion by criterion, in words. */
import type { Criterion, Policy, Step } from '../../../machines/criteria/types';
import { requirementInWords } from '../../../machines/criteria/requirement-in-words';
import { canonicalJson } from '../../platform/json/canonical-json';

export const DIFFERENCES = ['parameters', 'requirement', 'certainty'] as const;

/** `certainty`: what only became more or less certain. */
export interface Difference {
  readonly about: (typeof DIFFERENCES)[number];
  /** The steps it concerns; none where it concerns the whole policy. */
  readonly steps: readonly Step[];
  readonly text: string;
}

/** None when both ask the same; what only became more or less certain comes last. */
export function differencesOf(a: Policy, b: Policy): readonly Difference[] {
  const steps = [...new Set([...Object.keys(a.steps), ...Object.keys(b.steps)])] as Step[];
  const found = new Map<string, { readonly said: Said; readonly at: Step[] }>();
  for (const step of steps) {
    for (const said of ofStep(a.steps[step], b.steps[step])) {
      const known = found.get(said.text);
      if (known === undefined) found.set(said.text, { said, at: [step] });
      else known.at.push(step);
    }
  }
  const ofSteps = [...found.values()].map(({ said, at }) => ({ ...said, steps: at }));
  return [...ofParameters(a, b), ...ofSteps.filter(({ about }) => about !== 'certainty'), ...ofSteps.filter(({ about }) => about === 'certainty')];
}

/** One line per difference, with the steps it concerns. */
export function differenceInWords({ steps, text }: Difference): string {
  return steps.length === 0 ? text : `${steps.join(', ')}: ${text}`;
}

type Said = Pick<Difference, 'about' | 'text'>;

function ofStep(a: readonly Criterion[] | undefined, b: readonly Criterion[] | undefined): readonly Said[] {
  if (a === undefined) return [requirement(`the step is added, with ${(b ?? []).length} criteria`)];
  if (b === undefined) return [requirement(`the step is removed, with ${a.length} criteria`)];
  const said: Said[] = [];
  for (const was of a) {
    const is = b.find(({ id }) => id === was.id);
    if (is === undefined) said.push(requirement(`no longer asked: ${requirementInWords(was.kind, was.required)} (${was.id})`));
    else if (was.kind !== is.kind || !same(was.required, is.required)) said.push(requirement(`${was.id}: from "${requirementInWords(was.kind, was.required)}" to "${requirementInWords(is.kind, is.required)}"${figures(was, is)}`));
    else if (!same(scopeOf(was), scopeOf(is))) said.push(requirement(`${was.id}: asked of other patients or places than before`));
    else if (asksForClinician(was) !== asksForClinician(is)) said.push(requirement(`${was.id}: ${asksForClinician(is) ? 'asks for a clinician now: what was imported counts once one has attested it' : 'no longer asks for a clinician'}`));
    else if (was.confidence !== is.confidence) said.push({ about: 'certainty', text: `${was.id}: confidence from ${was.confidence} to ${is.confidence}` });
  }
  for (const is of b) if (!a.some(({ id }) => id === is.id)) said.push(requirement(`newly asked: ${requirementInWords(is.kind, is.required)} (${is.id})`));
  return said;
}

function requirement(text: string): Said {
  return { about: 'requirement', text };
}

function figures(was: Criterion, is: Criterion): string {
  const [before, after] = [was.required as Readonly<Record<string, unknown>>, is.required as Readonly<Record<string, unknown>>];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !same(before[name], after[name]))
    .map((name) => `${name} ${JSON.stringify(before[name]) ?? 'left out'} -> ${JSON.stringify(after[name]) ?? 'left out'}`);
  return changed.length === 0 ? '' : ` [${changed.join(', ')}]`;
}

function ofParameters(a: Policy, b: Policy): readonly Difference[] {
  return same(a.parameters, b.parameters) ? [] : [{ about: 'parameters', steps: [], text: `parameters: from ${JSON.stringify(a.parameters)} to ${JSON.stringify(b.parameters)}` }];
}

function scopeOf({ onlyForIndications, notForIndications, onlyInSettings }: Criterion): unknown {
  return [onlyForIndications ?? null, notForIndications ?? null, onlyInSettings ?? null];
}

function asksForClinician({ asksForClinician: asks }: Criterion): boolean {
  return asks === true;
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
