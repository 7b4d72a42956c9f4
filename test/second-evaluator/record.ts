/** What the evaluator reads: a policy's resolved content, a question, the facts in order of their date, and the four outcomes. */
import type { Fact, FactOf, FactType } from '../../machines/evidence/fact';
import { dayOf } from './dates';

export type Verdict = 'met' | 'unmet' | 'unknown' | 'review';

export interface Asked { readonly id: string; readonly kind: string; readonly required: Readonly<Record<string, never>>; readonly onlyForIndications?: readonly string[]; readonly notForIndications?: readonly string[]; readonly onlyInSettings?: readonly string[]; readonly asksForClinician?: boolean }
export interface Content {
  readonly parameters: { readonly agentWindowMinutes: Readonly<Record<string, number>>; readonly reliefFromMinutes: number; readonly junctionIsLumbosacral: boolean };
  readonly steps: Readonly<Record<string, { readonly extends?: readonly string[]; readonly criteria: readonly Asked[] } | undefined>>;
}
export interface Joint { readonly level: string; readonly side: string }
export interface Question {
  readonly step: string;
  readonly dateOfService: string;
  readonly asOf?: string;
  readonly region?: string;
  readonly targets: readonly Joint[];
  readonly technique?: string;
  readonly guidance?: string;
  /** Of an epidural. */
  readonly approach?: string;
  readonly contrast?: boolean;
  readonly setting?: string;
  readonly exception?: { readonly kind: string; readonly reason: string };
}

export interface History {
  readonly question: Question;
  readonly facts: readonly Fact[];
  /** Those of the facts that were imported and that nobody has attested. */
  readonly unattested?: readonly Fact[];
}

/**
 * Where the engine reads otherwise than a source says, by name (`known-faults.ts`): the evaluator can read as the engine
 * does, so that everything else is still compared.
 */
export type Fault = 'region-of-first-target';

/** One question before one record: everything a kind may look at. */
export interface Desk {
  readonly content: Content;
  readonly question: Question;
  /** Day numbers. */
  readonly service: number;
  readonly criteria: readonly Asked[];
  readonly facts: readonly Fact[];
  readonly faults: ReadonlySet<Fault>;
  /** The blocks the step rests on, once worked out. */
  readonly chosen: Map<Joint, readonly FactOf<'block'>[]>;
}

export const NO_FAULTS: ReadonlySet<Fault> = new Set();

/** A step's criteria, its own and those of the groups it extends, each once. */
export function criteriaOf(content: Content, group: string): readonly Asked[] {
  const found = content.steps[group];
  if (!found) return [];
  const all = [...(found.extends ?? []).flatMap((name) => criteriaOf(content, name)), ...found.criteria];
  return all.filter((criterion, at) => all.findIndex(({ id }) => id === criterion.id) === at);
}

export function deskOf(content: Content, question: Question, facts: readonly Fact[], faults: ReadonlySet<Fault> = NO_FAULTS): Desk {
  const asOf = dayOf(question.asOf ?? question.dateOfService);
  const visible = facts.filter((fact) => dayOf(fact.occurredOn) <= asOf);
  const sorted = visible.map((fact, at) => ({ fact, at })).sort((a, b) => dayOf(a.fact.occurredOn) - dayOf(b.fact.occurredOn) || a.at - b.at);
  return { content, question, service: dayOf(question.dateOfService), criteria: criteriaOf(content, question.step), facts: sorted.map(({ fact }) => fact), faults, chosen: new Map() };
}

export function of<T extends FactType>(desk: Desk, type: T): readonly FactOf<T>[] {
  return desk.facts.filter((fact): fact is FactOf<T> => fact.type === type);
}

/** The facts of the last day on which one says what is asked; two of one day are both answered, the worse counts. */
export function ofLastDay<F extends { readonly occurredOn: string }>(facts: readonly F[], says: (fact: F) => boolean): readonly F[] {
  const saying = facts.filter(says);
  return saying.filter(({ occurredOn }) => occurredOn === saying.at(-1)?.occurredOn);
}

/** What the facts of the last day that state the field say. */
export function lastStated<F extends { readonly occurredOn: string }, K extends keyof F>(facts: readonly F[], field: K): readonly NonNullable<F[K]>[] {
  return ofLastDay(facts, (fact) => fact[field] !== undefined).map((fact) => fact[field] as NonNullable<F[K]>);
}

/** Everything is asked for: one unmet is unmet, then unknown, then review. */
export function every(verdicts: readonly Verdict[]): Verdict {
  return (['unmet', 'unknown', 'review'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'met';
}

/** One suffices. */
export function some(verdicts: readonly Verdict[]): Verdict {
  return (['met', 'review', 'unknown'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'unmet';
}

/** A statement that must say yes (or no): not recorded is unknown, the contrary is unmet. */
export function says(stated: readonly boolean[], wanted: boolean): Verdict {
  if (stated.length === 0) return 'unknown';
  return stated.every((one) => one === wanted) ? 'met' : 'unmet';
}
