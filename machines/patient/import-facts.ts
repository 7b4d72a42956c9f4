/**
 * What another system says of a patient, statement by statement: new, known, or refused, each as if a person had documented it. Pure.
 * Nothing that is on record is overwritten: what the source says differently now is for a person to correct.
 */
import type { Fact } from '../evidence/fact';
import { parseFact } from '../evidence/parse-fact';
import { findFact } from '../evidence/chart';
import { fold } from '../kernel/decider';
import type { FactId } from '../kernel/ids';
import { isRejection, type Fault } from '../kernel/rejection';
import { addObservation, isSameContent, twinOf } from './decide-facts';
import { refuseReference } from './document-references';
import type { Given, ImportedStatement, PatientEvent } from './events';
import { GONE, hasSeries } from './evolve-facts';
import { evolvePatient } from './evolve-patient';
import type { PatientState } from './patient';

/**
 * `on-record`: recorded by an earlier run. `same-content`: a fact with exactly this content is on record. `changed-at-source`: recorded before, and the
 * source says something else now. `gone-here`: recorded before, and retracted or moved since. `fact-missing`: joins a fact that is not there.
 */
export type ImportOutcome = 'new' | 'on-record' | 'same-content' | 'changed-at-source' | 'gone-here' | 'fact-missing' | 'refused';

type ImportedEvent = Extract<PatientEvent, { type: 'FactDocumented' | 'ObservationAdded' }>;

export interface ImportSorted {
  /** In the order of the statements. */
  readonly outcomes: readonly { readonly outcome: ImportOutcome; readonly faults: readonly Fault[] }[];
  readonly events: readonly ImportedEvent[];
  readonly changed: readonly FactId[];
  /** With the events. */
  readonly patient: PatientState;
}

export function sortImported(statements: readonly ImportedStatement[], from: { readonly source: string; readonly key: string }, patient: PatientState, given: Given): ImportSorted {
  let after = patient;
  const outcomes: { outcome: ImportOutcome; faults: readonly Fault[] }[] = [];
  const events: ImportedEvent[] = [];
  for (const statement of statements) {
    const { outcome, faults = [], event } = sortOne(statement, from, after, given);
    outcomes.push({ outcome, faults });
    if (event === undefined) continue;
    events.push(event);
    after = fold(evolvePatient, after, [event]);
  }
  return { outcomes, events, changed: [...new Set(events.map(({ factId }) => factId))], patient: after };
}

interface Sorted {
  readonly outcome: ImportOutcome;
  readonly faults?: readonly Fault[];
  readonly event?: ImportedEvent;
}

function sortOne(statement: ImportedStatement, from: { readonly source: string; readonly key: string }, patient: PatientState, given: Given): Sorted {
  const { factId } = statement;
  const version = Object.hasOwn(patient.factVersions, factId) ? patient.factVersions[factId] : undefined;
  if (version === GONE && !('revives' in statement)) return { outcome: 'gone-here' };
  const current = version === undefined ? undefined : findFact(patient.chart, factId)?.fact;
  if ('observation' in statement) return current === undefined ? { outcome: 'fact-missing' } : joined(statement, current, from, patient, given);
  const fact = parseFact(statement.fact, { birthDate: patient.birthDate, today: given.asOf });
  if (isRejection(fact)) return { outcome: 'refused', faults: fact.faults ?? [] };
  if (current !== undefined) return { outcome: saysTheSame(current, fact) ? 'on-record' : 'changed-at-source' };
  if (twinOf(patient, fact, from.source) !== undefined) return { outcome: 'same-content' };
  const unreferenced = refuseReference(patient, fact, '');
  if (unreferenced !== undefined) return { outcome: 'refused', faults: [{ pointer: unreferenced.pointer ?? '', code: unreferenced.code, message: unreferenced.message }] };
  return { outcome: 'new', event: { type: 'FactDocumented', factId, fact, imported: { source: from.source, key: from.key } } };
}

/** What was added here since is no difference of the source's. */
function saysTheSame(current: Fact, fact: Fact): boolean {
  return isSameContent(withoutSeries(current), withoutSeries(fact)) && seriesOf(fact).every((entry) => holds(current, entry));
}

/** Whoever entered it. */
function holds(current: Fact, entry: object): boolean {
  return seriesOf(current).some((each) => isSameContent({ ...each, enteredBy: undefined }, { ...entry, enteredBy: undefined }));
}

function seriesOf(fact: Fact): readonly object[] {
  if (fact.type === 'scs-trial') return fact.days ?? [];
  return hasSeries(fact) ? fact.relief?.observations ?? [] : [];
}

function withoutSeries(fact: Fact): object {
  if (fact.type === 'scs-trial') return { ...fact, days: undefined };
  if (!hasSeries(fact)) return fact;
  const { observations: _, ...relief } = fact.relief ?? {};
  return { ...fact, relief: Object.keys(relief).length === 0 ? undefined : relief };
}

function joined({ factId, observation }: Extract<ImportedStatement, { readonly observation: unknown }>, current: Fact, { source, key }: { readonly source: string; readonly key: string }, patient: PatientState, given: Given): Sorted {
  if (holds(current, observation as object)) return { outcome: 'on-record' };
  const event = addObservation({ factId, observation }, patient, given);
  if (!isRejection(event)) return { outcome: 'new', event: { ...event, imported: { source, key } } };
  if (event.code === 'duplicate-observation') return { outcome: 'changed-at-source' };
  return { outcome: 'refused', faults: event.faults ?? [{ pointer: event.pointer ?? '', code: event.code, message: event.message }] };
}
