/**
 * What an evaluator is handed: the question, the chart, the policy's rules of reading, and small helpers that answer in
 * findings. Pure. One `Evaluation` lives for one assessment.
 */
import { isJunctionPair, regionOfLevel, type Level, type SpinalRegion, type Target } from '../kernel/anatomy';
import type { DayNumber } from '../kernel/calendar';
import type { Outcome } from '../kernel/outcome';
import { attestedPart, visible, type Chart, type ChartFact } from '../evidence/chart';
import type { FactType } from '../evidence/fact';
import type { RequiredOf } from './required';
import type { Criterion, Finding, Found, Kind, Mark, PolicyParameters, StepQuestion } from './types';

/** The figures several block kinds of one step share, read from that step's own criteria. */
export interface BlockRule {
  readonly blocksMin: number;
  /** Undefined: the policy asks for documented relief without a figure. */
  readonly reliefPercentMin: number | undefined;
  readonly interval?: RequiredOf['block-interval'];
  /** What else is asked of the blocks themselves: of more than are needed, those count that have it. */
  readonly guidance?: readonly string[];
  readonly mlPerTargetMax?: number;
  readonly weeksAfterInjection?: number;
}

/** What success of a stimulation trial means in this policy. */
export type TrialRule = RequiredOf['trial-relief'] | undefined;

export type CareRule = Pick<RequiredOf['conservative-care'], 'responses' | 'excludedModalities'> | undefined;

export class Evaluation {
  readonly chart: Chart;
  readonly question: StepQuestion;
  readonly parameters: PolicyParameters;
  readonly blockRule: BlockRule | undefined;
  readonly trialRule: TrialRule;
  /** What the step's policy counts as care that did not help. */
  readonly careRule: CareRule;
  /** Results that several kinds of one assessment share; each kind family owns its key. */
  readonly memo: { blocks?: unknown; diagnosticDays?: unknown } = {};
  private attestedOnly: Evaluation | undefined;

  constructor(chart: Chart, question: StepQuestion, parameters: PolicyParameters, blockRule: BlockRule | undefined, trialRule: TrialRule, careRule: CareRule) {
    this.chart = chart;
    this.question = question;
    this.parameters = parameters;
    this.blockRule = blockRule;
    this.trialRule = trialRule;
    this.careRule = careRule;
  }

  /** The same question of what is documented here or attested; this one where that is the whole chart. */
  get attested(): Evaluation {
    if (this.attestedOnly !== undefined) return this.attestedOnly;
    const chart = attestedPart(this.chart);
    return (this.attestedOnly = chart === this.chart ? this : new Evaluation(chart, this.question, this.parameters, this.blockRule, this.trialRule, this.careRule));
  }

  /** Facts visible at the question's `asOf`, oldest first. */
  facts<T extends FactType>(type: T): readonly ChartFact<T>[] {
    return visible(this.chart, type, this.question.asOf);
  }

  /** The facet region asked about: named, or that of the first target; the junction pair where the policy counts it (C14). */
  get spinalRegion(): SpinalRegion | undefined {
    const { region, targets } = this.question;
    if (region === 'lumbosacral' || region === 'cervical-thoracic') return region;
    if (this.parameters.junctionIsLumbosacral && isJunctionPair(targets.map((target) => target.level))) return 'lumbosacral';
    const first = targets[0];
    return first === undefined ? undefined : regionOfLevel(first.level);
  }

  /** The region of a level in a session of these levels: T12-L1 goes with L1-L2 where the policy counts the junction so (C14). */
  regionWithin(level: Level, levels: readonly Level[]): SpinalRegion {
    if (level === 'T12-L1' && this.parameters.junctionIsLumbosacral && isJunctionPair(levels)) return 'lumbosacral';
    return regionOfLevel(level);
  }

  get dateOfService(): DayNumber {
    return this.question.dateOfService;
  }

  /** True when every target is on one side, so that a finding about the side concerns the whole session. */
  get isOneSided(): boolean {
    const { targets } = this.question;
    for (let i = 1; i < targets.length; i++) if (targets[i]?.side !== targets[0]?.side) return false;
    return true;
  }
}

/** The facts of the latest day among those that say something; several of one day are all answered. */
export function latest<T extends FactType>(facts: readonly ChartFact<T>[], says: (fact: ChartFact<T>) => boolean): readonly ChartFact<T>[] {
  let day: DayNumber | undefined;
  const found: ChartFact<T>[] = [];
  for (let i = facts.length - 1; i >= 0; i--) {
    const fact = facts[i] as ChartFact<T>;
    if (day !== undefined && fact.day !== day) break;
    if (!says(fact)) continue;
    day = fact.day;
    found.push(fact);
  }
  return found;
}

export interface FindingParts {
  readonly outcome: Outcome;
  readonly found?: Found;
  readonly evidence?: readonly string[];
  readonly missing?: readonly string[];
  readonly target?: Target;
  readonly marks?: readonly Mark[];
}

const NONE: readonly never[] = [];
const NOTHING_FOUND: Found = {};
const staticMarks = new WeakMap<Criterion, readonly Mark[]>();

/** A finding with the criterion's own id, requirement, citation and marks. */
export function finding(criterion: Criterion, parts: FindingParts): Finding {
  const marks = marksOf(criterion);
  return {
    criterion: criterion.id,
    kind: criterion.kind,
    outcome: parts.outcome,
    target: parts.target,
    required: criterion.required,
    found: parts.found ?? NOTHING_FOUND,
    evidence: parts.evidence ?? NONE,
    missing: parts.missing ?? NONE,
    marks: parts.marks === undefined || parts.marks.length === 0 ? marks : [...marks, ...parts.marks],
    source: criterion.source,
  };
}

function marksOf(criterion: Criterion): readonly Mark[] {
  let marks = staticMarks.get(criterion);
  if (marks === undefined) {
    const found: Mark[] = [];
    if (criterion.contested !== undefined) found.push('contested');
    if (criterion.confidence === 'unconfirmed') found.push('unconfirmed');
    if (criterion.noFigureInSource === true) found.push('no-figure-in-source');
    staticMarks.set(criterion, (marks = found));
  }
  return marks;
}

export function idsOf(facts: readonly { readonly id: string }[]): readonly string[] {
  const ids: string[] = [];
  for (const fact of facts) ids.push(fact.id);
  return ids;
}

/** A field of a fact or of the question: `block.agent`, `question.setting`. */
export type Datum = `${FactType}.${string}` | `question.${keyof StepQuestion & string}`;

/** An evaluator: no finding (`undefined` or none) when the criterion does not concern the question. */
export interface CriterionKind<K extends Kind> {
  readonly kind: K;
  /** How a policy file writes `required`: field -> what it must be; lint refuses anything else. */
  readonly shape: Shape<RequiredOf[K]>;
  /** What of the record and of the question a finding may depend on, proved by changing every datum of every case (`test/trust`). */
  readonly reads: readonly Datum[];
  evaluate(criterion: Criterion<RequiredOf[K]>, on: Evaluation): Finding | readonly Finding[] | undefined;
}

/** `figure`: a number above zero; `figures`, `word-lists`: by word; a list: one of these words. */
export type PlainFieldShape = 'count' | 'figure' | 'percent' | 'boolean' | 'words' | 'figures' | 'word-lists' | readonly string[];
/** A field that a policy may leave out says so. */
export type FieldShape = PlainFieldShape | { readonly optional: PlainFieldShape };
type KeysOfUnion<T> = T extends unknown ? keyof T : never;
/** One entry per field of the requirement; of a union, per field of any member. */
export type Shape<R> = { readonly [F in KeysOfUnion<R> & string]-?: FieldShape };
