/** Reads the case files: the examples, and the case tables of the shipped policies. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One case file (`docs/case-format.md`), as it was parsed; what it holds is checked where it is answered. */
export interface CaseFile {
  /** `medicare-facet/facet-pain-83-days.json`. */
  readonly file: string;
  readonly document: CaseDocument;
}

export interface CaseDocument {
  readonly id: string;
  readonly title: string;
  readonly coverage: { readonly payer: string };
  readonly facts: readonly unknown[];
  readonly imported?: readonly { readonly fact: string; readonly attested?: boolean }[];
  readonly question: { readonly kind: string; readonly dateOfService: string; readonly asOf?: string };
  readonly expect: Readonly<Record<string, unknown>>;
  readonly rests?: string;
}

/** The project's own cases of steps, one folder per table: each names the line it rests on. */
export function ownCases(): readonly CaseFile[] {
  return folders().filter((name) => name !== 'examples' && !isOfPlans(name) && !OF_CODING.includes(name) && name !== OF_NEED).flatMap(casesIn);
}

/** Those of days to come. */
export function planCases(): readonly CaseFile[] {
  return folders().filter(isOfPlans).flatMap(casesIn);
}

/** Those of service lines and of claims. */
const OF_CODING: readonly string[] = ['coding', 'claims'];
const OF_NEED = 'prior-authorization';

/** Those of prior authorization: whether it applies, and whether an approval holds. */
export function needCases(): readonly CaseFile[] {
  return casesIn(OF_NEED);
}

export function codingCases(): readonly CaseFile[] {
  return OF_CODING.flatMap(casesIn);
}

function folders(): readonly string[] {
  return readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

function isOfPlans(folder: string): boolean {
  return folder.startsWith('plan-');
}

export function exampleCases(): readonly CaseFile[] {
  return casesIn('examples');
}

/** Whether a policy answers it: questions about a step. */
export function isAnswered({ document }: CaseFile): boolean {
  return document.question.kind === 'step';
}

function casesIn(folder: string): readonly CaseFile[] {
  const path = join(__dirname, folder);
  return readdirSync(path).filter((name) => name.endsWith('.json')).sort()
    .map((name) => ({ file: `${folder}/${name}`, document: JSON.parse(readFileSync(join(path, name), 'utf8')) as CaseDocument }));
}
