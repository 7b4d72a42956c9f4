/**
 * The chart: all current facts of a patient, by type, each list in order of (day, id). Pure and immutable:
 * every change answers a new chart, so a folded state can be shared. Corrected and retracted versions live in the log.
 */
import { toDay, type DayNumber, type PlainDate } from '../kernel/calendar';
import type { ActorId, FactId } from '../kernel/ids';
import type { Fact, FactOf, FactType } from './fact';

/** Of a fact that another system stated: which, and the clinician who vouches for it here; nobody does yet where that is left out. */
export interface Imported {
  readonly source: string;
  readonly attested?: Attestation;
}

export interface Attestation {
  readonly by: ActorId;
  readonly on: PlainDate;
}

export interface ChartFact<T extends FactType = FactType> {
  readonly id: FactId;
  /** `occurredOn` as a day number. */
  readonly day: DayNumber;
  readonly fact: FactOf<T>;
  /** Left out: documented here. */
  readonly imported?: Imported;
}

export type Chart = { readonly [T in FactType]?: readonly ChartFact<T>[] };

export const EMPTY_CHART: Chart = {};

const NOTHING: readonly never[] = [];

/** Facts of a type that had happened by `asOf` (inclusive), oldest first. */
export function visible<T extends FactType>(chart: Chart, type: T, asOf: DayNumber): readonly ChartFact<T>[] {
  const facts = chart[type] as readonly ChartFact<T>[] | undefined;
  if (facts === undefined) return NOTHING;
  let end = facts.length;
  while (end > 0 && (facts[end - 1] as ChartFact<T>).day > asOf) end--;
  return end === facts.length ? facts : facts.slice(0, end);
}

/** What a fact of a case file is called that has no id of its own. */
export function caseFactId(fact: Fact, index: number): FactId {
  return fact.id ?? `${fact.type}-${index + 1}`;
}

/** The chart of facts that come without ids (a case file): ids are `<type>-<n>` in the order given. `imported`: those of them that another system stated. */
export function chartOf(facts: readonly Fact[], imported: Readonly<Record<FactId, Imported>> = {}): Chart {
  const chart: Record<string, ChartFact[]> = {};
  facts.forEach((fact, index) => {
    const list = (chart[fact.type] ??= []);
    const id = caseFactId(fact, index);
    list.push(entryOf(id, fact, Object.hasOwn(imported, id) ? imported[id] : undefined));
  });
  for (const list of Object.values(chart)) list.sort(inOrder);
  return chart as Chart;
}

export function addFact(chart: Chart, id: FactId, fact: Fact, imported?: Imported): Chart {
  const added = entryOf(id, fact, imported);
  const list = (chart[fact.type] ?? NOTHING) as readonly ChartFact[];
  let at = list.length;
  while (at > 0 && inOrder(list[at - 1] as ChartFact, added) > 0) at--;
  const changed = list.slice();
  changed.splice(at, 0, added);
  return { ...chart, [fact.type]: changed };
}

export function removeFact(chart: Chart, id: FactId): Chart {
  const found = findFact(chart, id);
  if (found === undefined) return chart;
  const list = chart[found.fact.type] as readonly ChartFact[];
  return { ...chart, [found.fact.type]: list.filter((entry) => entry.id !== id) };
}

/** The same id with another content; the type may change with a correction. `imported`: as it was, unless said otherwise. */
export function replaceFact(chart: Chart, id: FactId, fact: Fact, imported: Imported | undefined = findFact(chart, id)?.imported): Chart {
  return addFact(removeFact(chart, id), id, fact, imported);
}

/** What another system states and no clinician has attested here. */
export function isUnattested({ imported }: Pick<ChartFact, 'imported'>): boolean {
  return imported !== undefined && imported.attested === undefined;
}

/** What is documented here, or attested; the chart itself where that is everything. */
export function attestedPart(chart: Chart): Chart {
  const lists = Object.entries(chart) as (readonly [FactType, readonly ChartFact[]])[];
  if (!lists.some(([, list]) => list.some(isUnattested))) return chart;
  return Object.fromEntries(lists.map(([type, list]) => [type, list.filter((entry) => !isUnattested(entry))])) as Chart;
}

export function findFact(chart: Chart, id: FactId): ChartFact | undefined {
  for (const list of Object.values(chart) as (readonly ChartFact[])[]) {
    const found = list.find((entry) => entry.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function allFacts(chart: Chart): readonly ChartFact[] {
  return (Object.values(chart) as (readonly ChartFact[])[]).flat().sort(inOrder);
}

function entryOf(id: FactId, fact: Fact, imported: Imported | undefined): ChartFact {
  const entry = { id, day: toDay(fact.occurredOn), fact };
  return imported === undefined ? entry : { ...entry, imported };
}

function inOrder(a: ChartFact, b: ChartFact): number {
  return a.day - b.day || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
