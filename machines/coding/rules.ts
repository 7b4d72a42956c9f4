/** What differs by payer, and the lists and figures of the coding rules: dated, cited data (`coding-rules.json`) and its questions. Pure. */
import type { Confidence, Coverage, Source } from '../criteria/types';
import type { ClaimType } from './types';
import drugClasses from './drug-classes.json';
import rules from './coding-rules.json';

export interface Payers {
  readonly payer?: string;
  readonly line?: string;
}

export interface Cited {
  readonly source: string;
  readonly section?: string;
  readonly confidence: Confidence;
}

/** How both sides of one level are written. */
export type BilateralWay = 'modifier-50' | 'right-and-left-lines' | 'twice';

export interface BilateralRule extends Payers, Cited {
  readonly claimType?: ClaimType;
  readonly places?: readonly string[];
  readonly role?: 'primary' | 'add-on';
  readonly way: BilateralWay;
}

export type TestSort = 'presumptive' | 'definitive';

export interface FrequencyRule extends Payers, Cited {
  readonly tier?: string;
  readonly tests: readonly TestSort[];
  /** Days with a test of the sort in the window, the asked one included. */
  readonly max: number;
  /** From which number on a person decides. */
  readonly reviewFrom?: number;
  readonly days?: number;
  readonly months?: number;
  /** In place of days or months: from the latest test of this sort on. What one test is the source does not say, so that above the number a person decides. */
  readonly since?: TestSort;
}

export interface Rules {
  readonly schema: number;
  readonly sources: Readonly<Record<string, Source>>;
  readonly rules: Readonly<Record<string, Cited>>;
  /** The first that fits. */
  readonly bilateral: readonly BilateralRule[];
  readonly diagnosticModifier: Payers & { readonly modifier: string; readonly initialSessions: number };
  readonly thirdLevelNotCovered: readonly Payers[];
  readonly nonThermalNotCovered: readonly Payers[];
  readonly guidanceRequired: readonly Payers[];
  readonly guidancePayable: readonly (Payers & { readonly code: string; readonly besides: readonly string[] })[];
  readonly junction: { readonly policies: readonly string[]; readonly region: 'lumbosacral'; readonly first: string; readonly second: string };
  readonly advanceNotice: readonly (Payers & { readonly modifier: string })[];
  readonly thermal: { readonly techniques: readonly string[]; readonly fromC: number; readonly withoutCode: readonly string[] };
  readonly diagnoses: { readonly [F in 'facet' | 'stimulation']: Payers & { readonly accepted: readonly string[] } };
  readonly drugTests: {
    readonly presumptive: Readonly<Record<string, string>>;
    readonly definitive: readonly string[];
    readonly simpleDefinitive: Readonly<Record<string, string>>;
    readonly validity: readonly string[];
    readonly questionableReasons: readonly string[];
    readonly frequency: readonly FrequencyRule[];
  };
}

export const RULES = rules as Rules;

/** Every rule that names a payer. */
export const PAYER_RULES: readonly Payers[] = [
  ...RULES.bilateral, RULES.diagnosticModifier, ...RULES.thirdLevelNotCovered, ...RULES.nonThermalNotCovered, ...RULES.guidanceRequired, ...RULES.guidancePayable, ...RULES.advanceNotice,
  ...Object.values(RULES.diagnoses), ...RULES.drugTests.frequency,
].filter(({ payer }) => payer !== undefined);

const SOURCES = new WeakMap<Cited, Source>();

/** The source of a rule, with where in it. */
export function sourceOf(cited: Cited): Source {
  let source = SOURCES.get(cited);
  if (source === undefined) SOURCES.set(cited, source = { ...RULES.sources[cited.source] as Source, ...(cited.section !== undefined && { section: cited.section }) });
  return source;
}

/** Does a rule that names a payer, or a payer and a line, speak of this coverage. */
export function isOf({ payer, line }: Payers, coverage: Coverage): boolean {
  return (payer === undefined || payer === coverage.payer) && (line === undefined || line === coverage.line);
}

export function bilateralRule(coverage: Coverage, claimType: ClaimType, place: string | undefined, role: 'primary' | 'add-on'): BilateralRule | undefined {
  return RULES.bilateral.find((rule) => isOf(rule, coverage) && (rule.claimType ?? claimType) === claimType && (rule.role ?? role) === role
    && (rule.places === undefined || (place !== undefined && rule.places.includes(place))));
}

/** Codes of a list may be written from their start: `G90.5` stands for G90.50 and G90.52. */
export function acceptedOf(accepted: readonly string[], diagnoses: readonly string[]): readonly string[] {
  return diagnoses.filter((diagnosis) => accepted.some((start) => diagnosis.startsWith(start)));
}

const CLASS_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(drugClasses.classes).flatMap(([name, drugs]) => [name, ...drugs].map((drug): [string, string] => [drug, name])),
);

/** The class of a drug or of a class's own name, in whatever case it is written; undefined where no class holds it. */
export function drugClassOf(name: string): string | undefined {
  return CLASS_OF.get(name.trim().toLowerCase());
}
