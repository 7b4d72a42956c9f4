/** Facts into the chart; a procedure among them places the open episodes anew. Pure. */
import { addFact, findFact, removeFact, replaceFact } from '../evidence/chart';
import type { Fact, FactType, Observation, TrialDay } from '../evidence/fact';
import type { FactId } from '../kernel/ids';
import type { PatientEvent } from './events';
import { roomOf } from './pathways';
import type { PatientState } from './patient';
import { placeEpisode } from './position';

/** Version of a fact that was retracted or moved away. */
export const GONE = -1;

export function documentFact(patient: PatientState, { factId, fact, imported }: Extract<PatientEvent, { type: 'FactDocumented' }>): PatientState {
  const from = imported === undefined ? {} : { imported: { ...patient.imported, [factId]: imported } };
  return place({ ...patient, chart: addFact(patient.chart, factId, fact), factVersions: { ...patient.factVersions, [factId]: 1 }, ...from }, [fact.type]);
}

export function correctFact(patient: PatientState, { factId, fact, replaces }: Extract<PatientEvent, { type: 'FactCorrected' }>): PatientState {
  const before = findFact(patient.chart, factId);
  const chart = replaceFact(patient.chart, factId, fact);
  return place({ ...patient, chart, factVersions: { ...patient.factVersions, [factId]: replaces + 1 } }, [fact.type, before?.fact.type ?? fact.type]);
}

export function dropFact(patient: PatientState, factId: FactId): PatientState {
  const before = findFact(patient.chart, factId);
  if (before === undefined) return patient;
  const { [factId]: from, ...imported } = patient.imported ?? {};
  return place({ ...patient, chart: removeFact(patient.chart, factId), factVersions: { ...patient.factVersions, [factId]: GONE }, ...(from !== undefined && { imported }) }, [before.fact.type]);
}

export function addObservation(patient: PatientState, { factId, observation }: Extract<PatientEvent, { type: 'ObservationAdded' }>): PatientState {
  const fact = findFact(patient.chart, factId)?.fact;
  if (fact === undefined) return patient;
  if (fact.type === 'scs-trial') {
    const days = [...(fact.days ?? []), observation as TrialDay].sort(inDayOrder);
    return { ...patient, chart: replaceFact(patient.chart, factId, { ...fact, days }) };
  }
  if (!hasSeries(fact)) return patient;
  const observations = [...(fact.relief?.observations ?? []), observation as Observation].sort(inTimeOrder);
  return { ...patient, chart: replaceFact(patient.chart, factId, { ...fact, relief: { ...fact.relief, observations } }) };
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
