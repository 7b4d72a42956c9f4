/** Facts into the chart; a procedure among them places the open episodes anew. Pure. */
import { addFact, findFact, removeFact, replaceFact, type Imported } from '../evidence/chart';
import type { Fact, FactType, Observation, TrialDay } from '../evidence/fact';
import type { FactId } from '../kernel/ids';
import type { PatientEvent } from './events';
import { roomOf } from './pathways';
import type { PatientState } from './patient';
import { placeEpisode } from './position';

/** Version of a fact that was retracted or moved away. */
export const GONE = -1;

export function documentFact(patient: PatientState, { factId, fact, imported, importedThere }: Extract<PatientEvent, { type: 'FactDocumented' }>): PatientState {
  const from = imported === undefined ? {} : { imported: { ...patient.imported, [factId]: imported } };
  const chart = addFact(patient.chart, factId, fact, imported === undefined ? importedThere : { source: imported.source });
  return place({ ...patient, chart, factVersions: { ...patient.factVersions, [factId]: 1 }, ...from }, [fact.type]);
}

export function correctFact(patient: PatientState, { factId, fact, replaces }: Extract<PatientEvent, { type: 'FactCorrected' }>): PatientState {
  const before = findFact(patient.chart, factId);
  // Whoever attested it stood for other words.
  const chart = replaceFact(patient.chart, factId, fact, unattested(before?.imported));
  return place({ ...patient, chart, factVersions: { ...patient.factVersions, [factId]: replaces + 1 } }, [fact.type, before?.fact.type ?? fact.type]);
}

export function dropFact(patient: PatientState, factId: FactId): PatientState {
  const before = findFact(patient.chart, factId);
  if (before === undefined) return patient;
  const { [factId]: from, ...imported } = patient.imported ?? {};
  return place({ ...patient, chart: removeFact(patient.chart, factId), factVersions: { ...patient.factVersions, [factId]: GONE }, ...(from !== undefined && { imported }) }, [before.fact.type]);
}

export function attestFacts(patient: PatientState, { factIds, by, on }: Extract<PatientEvent, { type: 'FactsAttested' }>): PatientState {
  let { chart } = patient;
  for (const factId of factIds) {
    const entry = findFact(chart, factId);
    if (entry?.imported !== undefined) chart = replaceFact(chart, factId, entry.fact, { ...entry.imported, attested: { by, on } });
  }
  return { ...patient, chart };
}

function unattested(imported: Imported | undefined): Imported | undefined {
  return imported === undefined ? undefined : { source: imported.source };
}

export function addObservation(patient: PatientState, { factId, observation, imported: isImported }: Extract<PatientEvent, { type: 'ObservationAdded' }>): PatientState {
  const entry = findFact(patient.chart, factId);
  if (entry === undefined) return patient;
  const { fact } = entry;
  const imported = isImported === undefined ? entry.imported : unattested(entry.imported);
  if (fact.type === 'scs-trial') {
    const days = [...(fact.days ?? []), observation as TrialDay].sort(inDayOrder);
    return { ...patient, chart: replaceFact(patient.chart, factId, { ...fact, days }, imported) };
  }
  if (!hasSeries(fact)) return patient;
  const observations = [...(fact.relief?.observations ?? []), observation as Observation].sort(inTimeOrder);
  return { ...patient, chart: replaceFact(patient.chart, factId, { ...fact, relief: { ...fact.relief, observations } }, imported) };
}

export type FactWithSeries = Extract<Fact, { type: 'block' | 'epidural' }>;

/** Facts whose relief is a series of observations after the procedure. */
export function hasSeries(fact: Fact): fact is FactWithSeries {
  return fact.type === 'block' || fact.type === 'epidural';
}

/** By minute, then side: a late entry takes its place, whatever the order of arrival. */
function inTimeOrder(a: Observation, b: Observation): number {
  return a.minutes - b.minutes || Number((a.side ?? '') > (b.side ?? '')) - Number((a.side ?? '') < (b.side ?? ''));
}

/** By day, then content: entries that contradict each other stand side by side, whatever the order of arrival. */
function inDayOrder(a: TrialDay, b: TrialDay): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  const [left, right] = [textOf(a), textOf(b)];
  return Number(left > right) - Number(left < right);
}

function textOf(day: TrialDay): string {
  return JSON.stringify(Object.entries(day).sort(([a], [b]) => Number(a > b) - Number(a < b)));
}

function place(patient: PatientState, types: readonly FactType[]): PatientState {
  if (!patient.episodes.some(({ pathway }) => types.some((type) => roomOf(pathway).procedureTypes.includes(type)))) return patient;
  return { ...patient, episodes: patient.episodes.map((episode) => placeEpisode(patient, episode)) };
}
