/**
 * One day's coding under way: who pays, the codes in force, the facts of the day, and what the rules have found so far.
 * Families of services add their candidate lines; `choose-codes.ts` asks what concerns every line and sorts them.
 */
import type { SpinalRegion } from '../kernel/anatomy';
import type { Outcome } from '../kernel/outcome';
import { toDay, type DayNumber } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import { visible, type Chart, type ChartFact } from '../evidence/chart';
import type { Fact, FactType } from '../evidence/fact';
import type { Coverage, Found, Policy } from '../criteria/types';
import type { Code, CodeFile } from './codes';
import { RULES, sourceOf, type Cited } from './rules';
import type { CodingFinding, CodingQuestion, CodingRule, InjectionSession } from './types';

/** A fact of the chart, of one or several types. */
export interface Documented<F extends Fact = Fact> {
  readonly id: FactId;
  readonly day: DayNumber;
  readonly fact: F;
}

/** A line before it is known whether it is ready. */
export interface Candidate {
  readonly codes: readonly string[];
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly facts: readonly Documented[];
  /** Facts of all lines that are counted together, where there are more: what is open in one of them holds every line. */
  readonly together?: readonly Documented[];
  /** Of facets and epidurals: whose pain history supports it. */
  readonly regions?: readonly SpinalRegion[];
  /** Rules that hold it. */
  readonly heldBy: readonly CodingRule[];
  /** Rules that make it no line of its own. */
  readonly notBilledBy?: readonly CodingRule[];
}

interface Told {
  readonly codes?: readonly string[];
  readonly found?: Found;
  readonly facts?: readonly { readonly id: FactId }[];
  readonly missing?: readonly string[];
  readonly cited?: Cited;
}

export class Coding {
  readonly day: DayNumber;
  readonly candidates: Candidate[] = [];
  readonly sessions: InjectionSession[] = [];
  private readonly gathered: Gathered[] = [];
  private readonly today = new Map<FactType, readonly unknown[]>();

  constructor(readonly coverage: Coverage, readonly policies: readonly Policy[], readonly file: CodeFile, readonly question: CodingQuestion, readonly chart: Chart) {
    this.day = toDay(question.dateOfService);
  }

  get findings(): readonly CodingFinding[] {
    return this.gathered;
  }

  codeOf(code: string): Code | undefined {
    return this.file.codes[code];
  }

  /** Facts of the day itself. */
  onTheDay<T extends FactType>(type: T): readonly ChartFact<T>[] {
    const known = this.today.get(type) as readonly ChartFact<T>[] | undefined;
    if (known !== undefined) return known;
    const facts = this.seen(type);
    const today = facts.length === 0 ? facts : facts.filter(({ day }) => day === this.day);
    this.today.set(type, today);
    return today;
  }

  before<T extends FactType>(type: T): readonly ChartFact<T>[] {
    const facts = this.seen(type);
    return facts.length === 0 ? facts : facts.filter(({ day }) => day < this.day);
  }

  seen<T extends FactType>(type: T): readonly ChartFact<T>[] {
    return visible(this.chart, type, this.day);
  }

  /** One finding a rule and outcome: what several services share is told once. Answers the outcome. */
  tell(kind: CodingRule, outcome: Outcome, told: Told = {}): Outcome {
    let known = this.toldBefore(kind, outcome);
    if (known === undefined) {
      const cited = told.cited ?? RULES.rules[kind] as Cited;
      this.gathered.push(known = { kind, outcome, codes: [], found: {}, evidence: [], missing: [], marks: cited.confidence === 'unconfirmed' ? UNCONFIRMED : NOTHING, source: sourceOf(cited) });
    }
    const { codes, facts, missing } = told;
    if (codes !== undefined) for (const code of codes) if (!known.codes.includes(code)) known.codes.push(code);
    if (facts !== undefined) for (const { id } of facts) if (!known.evidence.includes(id)) known.evidence.push(id);
    if (missing !== undefined) for (const code of missing) if (!known.missing.includes(code)) known.missing.push(code);
    const { found } = told;
    if (found !== undefined) {
      for (const name of Object.keys(found)) {
        const [before, value] = [known.found[name], found[name] as Found[string]];
        known.found[name] = before === undefined || before === value ? value : together(before, value);
      }
    }
    return outcome;
  }

  private toldBefore(kind: CodingRule, outcome: Outcome): Gathered | undefined {
    for (const one of this.gathered) if (one.kind === kind && one.outcome === outcome) return one;
    return undefined;
  }

  /** Tells every outcome that is not met, or that all are; answers the rule where it holds. */
  holds(kind: CodingRule, outcomes: readonly Outcome[], told: Told = {}): readonly CodingRule[] {
    const open = outcomes.filter((outcome, at) => outcome !== 'met' && outcomes.indexOf(outcome) === at);
    if (open.length === 0) this.tell(kind, 'met', { ...told, missing: NOTHING });
    for (const outcome of open) this.tell(kind, outcome, told);
    return open.length === 0 ? NOTHING : [kind];
  }

  /** Takes back the candidate of a code, to add to it. */
  take(code: string): Candidate | undefined {
    const at = this.candidates.findIndex(({ codes }) => codes[0] === code);
    return at < 0 ? undefined : this.candidates.splice(at, 1)[0];
  }

  add(...candidates: readonly Candidate[]): void {
    this.candidates.push(...candidates);
  }
}

/** What several lines found under one name, each value once. */
function together(first: Found[string], second: Found[string]): Found[string] {
  if (Array.isArray(first) && Array.isArray(second) && second.every((value) => first.includes(value))) return first;
  const values = [...new Set([first, second].flat())];
  return values.length === 1 && !Array.isArray(first) ? values[0] as Found[string] : values.filter((value) => value !== null) as (string | number)[];
}

/** A finding while it is told. */
interface Gathered extends CodingFinding {
  readonly codes: string[];
  readonly found: Record<string, Found[string]>;
  readonly evidence: FactId[];
  readonly missing: string[];
}

const NOTHING: readonly never[] = [];
const UNCONFIRMED: CodingFinding['marks'] = ['unconfirmed'];
