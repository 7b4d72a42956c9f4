/** What a family of services hands over: drafted lines, and what the rules told while drafting. */
import { JUNCTION_STATES, READINGS } from './constants';
import { FactJson, unique } from './facts';

export interface Question { dateOfService: string; claimType: 'professional' | 'facility'; placeOfService?: string }

export interface Input {
  coverage: { payer: string; line?: string; state?: string };
  facts: readonly FactJson[];
  question: Question;
}

export type Outcome = 'unmet' | 'unknown' | 'review';

export interface Draft {
  /** One code, or those that the line may become. */
  codes: string[];
  modifiers: string[];
  units: number;
  /** What the line counts for in `unit-limit`. */
  limitUnits: number;
  /** The facts that the line cites. */
  facts: FactJson[];
  /** The facts whose questions stop the line. */
  basis: FactJson[];
  /** Whose diagnoses it points to: regions, any pain history, or none at all. */
  diagnosisOf: readonly string[] | 'any' | 'none';
  family: 'facet' | 'epidural' | 'stimulation' | 'drug-test' | 'guidance';
  /** "Not asked of programming and drug tests." */
  procedure: boolean;
  held: boolean;
  notBilled: boolean;
}

export interface Session { region: string; purpose: string; ordinal: number }

export interface Reading {
  payer: string;
  medicare: boolean;
  /** The payer reads T12-L1 with L1-L2 as one region. */
  junctionIsOneRegion: boolean;
  question: Question;
  day: readonly FactJson[];
  record: readonly FactJson[];
  seen: readonly FactJson[];
  drafts: Draft[];
  sessions: Session[];
  told: Record<Outcome, Set<string>>;
  heldFacts: Set<string>;
}

export function startReading(input: Input, day: readonly FactJson[], record: readonly FactJson[]): Reading {
  const medicare = input.coverage.payer === 'medicare';
  return {
    payer: input.coverage.payer,
    medicare,
    junctionIsOneRegion: medicare && JUNCTION_STATES.includes(input.coverage.state ?? ''),
    question: input.question,
    day,
    record,
    seen: [...record, ...day],
    drafts: [],
    sessions: [],
    told: { unmet: new Set(), unknown: new Set(), review: new Set() },
    heldFacts: new Set(),
  };
}

export function tell(reading: Reading, rule: string, outcome: Outcome): void {
  reading.told[outcome].add(rule);
}

/** The rule has a question about this fact: the lines that rest on it wait. */
export function holdFact(reading: Reading, fact: FactJson): void {
  reading.heldFacts.add(fact.id);
}

export function draft(family: Draft['family'], codes: readonly string[], facts: readonly FactJson[], more: Partial<Draft> = {}): Draft {
  return {
    codes: unique(codes), modifiers: [], units: 1, limitUnits: 1, facts: [...facts], basis: [...facts], diagnosisOf: 'none', family,
    procedure: true, held: false, notBilled: false,
    ...more,
  };
}

export function isHeld(reading: Reading, line: Draft): boolean {
  const asked = READINGS.holds === 'group' ? line.basis : line.facts;
  return line.held || asked.some((fact) => reading.heldFacts.has(fact.id));
}

export function ofType(facts: readonly FactJson[], ...types: string[]): FactJson[] {
  return facts.filter((fact) => types.includes(fact.type));
}

/**
 * "`placeOfService` is what the claim says; left out, it is where the facts say the service was performed." More than one answer where the
 * facts disagree.
 */
export function placesOf(question: Question, facts: readonly FactJson[]): string[] {
  if (question.placeOfService !== undefined) return [question.placeOfService];
  return unique(facts.flatMap((fact) => (fact.setting === undefined ? [] : [fact.setting])));
}
