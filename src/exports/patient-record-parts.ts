/** What is read of a patient's log and audit for a copy of everything: facts with what became of them, the log without what staff noted about their work, and who looked. Pure. */
import { findFact } from '../../machines/evidence/chart';
import type { Fact } from '../../machines/evidence/fact';
import { isNote, type PatientEvent, type PatientState } from '../../machines/patient';
import type { AuditRow } from '../platform/database/audit-trail';
import type { StoredEvent } from '../platform/event-store/event-store';
import { eventInWords } from '../status';

export type Names = ReadonlyMap<string, string>;

const OF_FACTS = { FactDocumented: 'documented', ObservationAdded: 'observation-added', FactCorrected: 'corrected', FactsAttested: 'attested', FactRetracted: 'retracted', FactMoved: 'moved' } as const;

/** What people recorded, without the notes about needs, which are no part of the record. */
export function recordedIn(events: readonly StoredEvent[]): readonly (StoredEvent & { readonly data: PatientEvent })[] {
  return (events as readonly (StoredEvent & { readonly data: PatientEvent })[]).filter(({ data }) => !isNote(data));
}

export function logView(events: readonly StoredEvent[], names: Names) {
  return recordedIn(events).map(({ version, type, data, occurredOn, recordedAt, actorId }) => ({
    version, type, text: eventInWords(data), ...(occurredOn !== undefined && { occurredOn }), recordedAt, actor: actorId, actorName: names.get(actorId) ?? null, data,
  }));
}

export interface FactHistory {
  readonly factId: string;
  /** Null where it was retracted or moved away. */
  readonly fact: Fact | null;
  readonly version: number;
  readonly changes: readonly { readonly change: (typeof OF_FACTS)[keyof typeof OF_FACTS]; readonly recordedAt: string; readonly actor: string; readonly actorName: string | null; readonly text: string; readonly data: object }[];
}

/** Every fact there ever was, in the order in which they were first documented. */
export function factHistories(patient: PatientState, events: readonly StoredEvent[], names: Names): readonly FactHistory[] {
  const byFact = new Map<string, FactHistory['changes'][number][]>();
  for (const { data, recordedAt, actorId } of recordedIn(events)) {
    const { type } = data;
    if (!Object.hasOwn(OF_FACTS, type)) continue;
    const { factIds, ...rest } = factsIn(data);
    const change = { change: OF_FACTS[type as keyof typeof OF_FACTS], recordedAt, actor: actorId, actorName: names.get(actorId) ?? null, text: eventInWords(data), data: rest };
    for (const factId of factIds) byFact.set(factId, [...byFact.get(factId) ?? [], change]);
  }
  return [...byFact].map(([factId, changes]) => ({ factId, fact: findFact(patient.chart, factId)?.fact ?? null, version: patient.factVersions[factId] ?? 0, changes }));
}

/** What an event says beside whose it is; of one fact, or of several that were attested together. */
function factsIn(event: PatientEvent): { readonly factIds: readonly string[] } {
  const { type: _, ...said } = event;
  if (!('factId' in said)) return 'factIds' in said ? said : { ...said, factIds: [] };
  const { factId, ...rest } = said;
  return { ...rest, factIds: [factId] };
}

/** A row of the audit as the patient may see it: what it says of other patients is theirs, so of a list its name alone. */
export function accessView(patientId: string, { recordedAt, actorId, role, action, resource, outcome }: AuditRow, names: Names) {
  const own = `patient/${patientId}`;
  const isOwn = resource === own || resource.startsWith(`${own}@`) || resource.startsWith(`${own}/`);
  return { recordedAt, actor: actorId, actorName: names.get(actorId) ?? null, role, action, what: isOwn ? resource : resource.split('/', 1)[0] ?? '', outcome };
}
