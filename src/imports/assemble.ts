/** The statements of one patient of a source -> facts, each named so that it is known again. Pure. */
import { canonicalJson } from '../platform/json/canonical-json';
import type { ImportedStatement } from '../../machines/patient';
import type { Placed } from './statement';

export type Own = Omit<Placed, 'patient'>;

export interface Assembled {
  readonly statement: ImportedStatement;
  /** What it was made of: the first says the fact, where one does. */
  readonly parts: readonly Own[];
}

export interface Misfit {
  readonly part: Own;
  readonly code: 'rows-disagree' | 'moment-missing' | 'before-the-procedure' | 'no-series';
}

export interface Assembly {
  readonly facts: readonly Assembled[];
  readonly coverages: readonly Own[];
  readonly misfits: readonly Misfit[];
}

/** `idOf` makes the id of a fact from what names it at the source. */
export function assemble(statements: readonly Own[], source: string, idOf: (name: string) => string): Assembly {
  const misfits: Misfit[] = [];
  const facts: Assembled[] = [];
  for (const [id, parts] of grouped(statements)) facts.push(...(id === undefined ? parts.map((part) => unnamed(part, source, idOf)) : named(id, parts, source, idOf, misfits)));
  return { facts, coverages: statements.filter(({ statement }) => statement.kind === 'coverage'), misfits };
}

/** In the order in which each was first spoken of. */
function grouped(statements: readonly Own[]): ReadonlyMap<string | undefined, readonly Own[]> {
  const groups = new Map<string | undefined, Own[]>();
  for (const own of statements) {
    const { statement } = own;
    if (statement.kind !== 'fact' && statement.kind !== 'adds') continue;
    const group = groups.get(statement.id);
    if (group === undefined) groups.set(statement.id, [own]);
    else group.push(own);
  }
  return groups;
}

/** The source gives it no id: its content names it, so that the same content is the same statement. */
function unnamed(part: Own, source: string, idOf: (name: string) => string): Assembled {
  const content = part.statement.kind === 'fact' ? part.statement.fact : {};
  const known = part.statement.kind === 'fact' ? part.statement.factId : undefined;
  return { statement: { factId: known ?? idOf(`content\n${canonicalJson(content)}`), fact: { ...(content as object), source } }, parts: [part] };
}

function named(id: string, parts: readonly Own[], source: string, idOf: (name: string) => string, misfits: Misfit[]): readonly Assembled[] {
  const factId = idOf(`id\n${id}`);
  const [said, ...repeated] = parts.filter(({ statement }) => statement.kind === 'fact');
  for (const other of repeated) if (canonicalJson(factIn(other)) !== canonicalJson(factIn(said as Own))) misfits.push({ part: other, code: 'rows-disagree' });
  const additions = parts.filter(({ statement }) => statement.kind === 'adds').flatMap((part) => {
    const entry = additionOf(part, said);
    if ('code' in entry) misfits.push({ part, code: entry.code });
    return 'code' in entry ? [] : [{ part, entry: entry.entry }];
  });
  if (said === undefined) return additions.map(({ part, entry }) => ({ statement: { factId, observation: entry }, parts: [part] }));
  const fact = factIn(said) as Readonly<Record<string, unknown>>;
  const joins = ({ statement }: Own): boolean => statement.kind === 'adds' && (statement.to === 'days') === (fact['type'] === 'scs-trial');
  for (const { part } of additions) if (!joins(part)) misfits.push({ part, code: 'no-series' });
  // Exactly the same entry twice is kept once.
  const taken = [...new Map(additions.filter(({ part }) => joins(part)).map((addition) => [canonicalJson(addition.entry), addition])).values()];
  return [{ statement: { factId, fact: { ...withSeries(fact, taken.map(({ entry }) => entry)), source } }, parts: [said, ...taken.map(({ part }) => part)] }];
}

function factIn({ statement }: Own): unknown {
  return statement.kind === 'fact' ? statement.fact : undefined;
}

function withSeries(fact: Readonly<Record<string, unknown>>, entries: readonly unknown[]): object {
  if (entries.length === 0) return fact;
  if (fact['type'] === 'scs-trial') return { ...fact, days: [...((fact['days'] as readonly unknown[] | undefined) ?? []), ...entries] };
  const relief = (fact['relief'] ?? {}) as { readonly observations?: readonly unknown[] };
  return { ...fact, relief: { ...relief, observations: [...(relief.observations ?? []), ...entries] } };
}

const MINUTE_MS = 60_000;

/** A score with a time of its own gets its minutes from the procedure's. */
function additionOf({ statement }: Own, procedure: Own | undefined): { readonly entry: unknown } | { readonly code: Misfit['code'] } {
  if (statement.kind !== 'adds') return { entry: undefined };
  const entry = statement.entry as Readonly<Record<string, unknown>>;
  if (statement.to === 'days' || entry['minutes'] !== undefined) return { entry };
  const since = procedure?.statement.kind === 'fact' ? procedure.statement.moment : undefined;
  if (statement.moment === undefined || since === undefined) return { code: 'moment-missing' };
  // Instants as `readInstant` writes them.
  const minutes = Math.round((Date.parse(statement.moment) - Date.parse(since)) / MINUTE_MS);
  return minutes < 0 ? { code: 'before-the-procedure' } : { entry: { ...entry, minutes } };
}
