/** Facts: documented, observed further, corrected, retracted, moved. Never refused for being clinically insufficient. Pure. */
import { unreachable } from '../kernel/assert';
import { toDay } from '../kernel/calendar';
import type { ActorId, FactId } from '../kernel/ids';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { findFact, type ChartFact } from '../evidence/chart';
import type { Fact, Observation, ScsTrial, TrialDay } from '../evidence/fact';
import { parseFact, parseObservation, parseTrialDay } from '../evidence/parse-fact';
import { refuseReference, withoutForeignReference } from './document-references';
import type { Given, PatientCommand, PatientEvent } from './events';
import { GONE, hasSeries, type FactWithSeries } from './evolve-facts';
import type { PatientState } from './patient';

export type FactCommand = Extract<PatientCommand, { type: 'DocumentFact' | 'ReceiveMovedFact' | 'AddObservation' | 'CorrectFact' | 'RetractFact' | 'MoveFact' }>;

export function decideFact(command: FactCommand, patient: PatientState, given: Given): PatientEvent | Rejection {
  switch (command.type) {
    case 'DocumentFact':
    case 'ReceiveMovedFact': {
      const { factId } = command;
      const { fact, leftBehind } = command.type === 'ReceiveMovedFact' ? withoutForeignReference(command.fact, patient) : { fact: command.fact, leftBehind: undefined };
      const version = versionOf(patient, factId);
      // A fact that was moved away may come back; an id is never used for anything else.
      if (version !== undefined && !(version === GONE && command.type === 'ReceiveMovedFact')) {
        return reject('fact-exists', 'A fact with this id is on record already: correct it, or document under a new id.', { details: { factId } });
      }
      const refused = refuseContent(fact, patient, given, undefined);
      if (refused !== undefined) return refused;
      return { type: 'FactDocumented', factId, fact, ...(command.type === 'ReceiveMovedFact' && { movedFrom: command.fromPatientId, ...(command.imported !== undefined && { importedThere: command.imported }) }), ...(leftBehind !== undefined && { documentLeftBehind: leftBehind }) };
    }
    case 'AddObservation':
      return addObservation(command, patient, given);
    case 'CorrectFact': {
      const { factId, fact, replaces, reason } = command;
      const current = currentFact(patient, factId);
      if (isRejection(current)) return current;
      const version = versionOf(patient, factId);
      if (version !== replaces) {
        return reject('fact-version-moved', 'The fact was corrected meanwhile: read it again and correct what it says now.', { pointer: '/replaces', details: { factId, version } });
      }
      const refused = refuseReason(reason) ?? refuseContent(fact, patient, given, factId);
      if (refused !== undefined) return refused;
      return { type: 'FactCorrected', factId, fact, replaces, reason };
    }
    case 'RetractFact': {
      const current = currentFact(patient, command.factId);
      if (isRejection(current)) return current;
      return refuseReason(command.reason) ?? { type: 'FactRetracted', factId: command.factId, reason: command.reason };
    }
    case 'MoveFact': {
      const { factId, toPatientId, reason } = command;
      const current = currentFact(patient, factId);
      if (isRejection(current)) return current;
      if (toPatientId === patient.id) return reject('same-patient', 'The fact is on this patient already: name the patient it belongs to.', { pointer: '/toPatientId' });
      return refuseReason(reason) ?? { type: 'FactMoved', factId, toPatientId, reason, ...(current.fact.documentId !== undefined && { documentKept: current.fact.documentId }) };
    }
    default:
      return unreachable(command);
  }
}

export function addObservation({ factId, observation: input, diaryId }: Omit<Extract<FactCommand, { type: 'AddObservation' }>, 'type'>, patient: PatientState, given: Given): Extract<PatientEvent, { type: 'ObservationAdded' }> | Rejection {
  const current = currentFact(patient, factId);
  if (isRejection(current)) return current;
  const said = observationOf(input, current, patient, given);
  if (isRejection(said)) return said;
  const observation = diaryId === undefined ? enteredBy(given.actor, said) : said;
  return { type: 'ObservationAdded', factId, observation, ...(diaryId !== undefined && { diaryId }) };
}

/** A later score of a procedure, or a later day of a trial's diary. */
function observationOf(input: unknown, { id: factId, fact }: ChartFact, patient: PatientState, given: Given): Observation | TrialDay | Rejection {
  if (fact.type === 'scs-trial') return trialDayOf(input, factId, fact, patient, given);
  if (hasSeries(fact)) return scoreOf(input, factId, fact, given);
  return reject('fact-without-series', `A fact of type ${fact.type} has no series of observations: correct the fact instead.`, { details: { factId, type: fact.type } });
}

function scoreOf(input: unknown, factId: FactId, procedure: FactWithSeries, given: Given): Observation | Rejection {
  const observation = parseObservation(input, procedure, '/observation', { today: given.asOf });
  if (isRejection(observation)) return observation;
  const { minutes, side } = observation;
  if (procedure.relief?.observations?.some((entry) => entry.minutes === minutes && entry.side === side) !== true) return observation;
  return reject('duplicate-observation', 'There is an observation of this minute and side: correct the fact if it is wrong.', { pointer: '/observation/minutes', details: { factId, minutes } });
}

/** A second entry of one day that says something else is kept: what contradicts is for people to see, not for the record to refuse. */
function trialDayOf(input: unknown, factId: FactId, trial: ScsTrial, patient: PatientState, given: Given): TrialDay | Rejection {
  const day = parseTrialDay(input, trial, '/observation', { birthDate: patient.birthDate, today: given.asOf });
  if (isRejection(day)) return day;
  if (trial.days?.some((entry) => sameValue({ ...entry, enteredBy: undefined }, { ...day, enteredBy: undefined })) !== true) return day;
  return reject('duplicate-observation', 'The diary has exactly this entry already: it is kept once.', { pointer: '/observation/on', details: { factId, on: day.on } });
}

/** What a patient said is written down by somebody, unless it came through the patient's own diary. */
function enteredBy<T extends Observation | TrialDay>(actor: ActorId, { enteredBy: _, ...said }: T): T {
  return (said.source === 'patient' || said.source === 'phone' ? { ...said, enteredBy: actor } : said) as T;
}

export function refuseReason(reason: string): Rejection | undefined {
  return reason.trim() === '' ? reject('reason-required', 'Say why, in a word or two.', { pointer: '/reason' }) : undefined;
}

export function currentFact(patient: PatientState, factId: FactId): ChartFact | Rejection {
  const found = findFact(patient.chart, factId);
  if (found !== undefined) return found;
  return versionOf(patient, factId) !== undefined
    ? reject('fact-gone', 'The fact was retracted or moved to another patient: document it anew if it is true of this one.', { details: { factId } })
    : reject('unknown-fact', 'This patient has no fact of that id: check the id.', { details: { factId } });
}

function versionOf(patient: PatientState, factId: FactId): number | undefined {
  return Object.hasOwn(patient.factVersions, factId) ? patient.factVersions[factId] : undefined;
}

/** Dates against this patient's life and today; documents of this patient; and the same content once only (`except`: the fact being corrected may not match another). */
function refuseContent(fact: Fact, patient: PatientState, given: Given, except: FactId | undefined): Rejection | undefined {
  const parsed = parseFact(fact, { birthDate: patient.birthDate, today: given.asOf });
  if (isRejection(parsed)) return parsed;
  const unreferenced = refuseReference(patient, fact, '/fact');
  if (unreferenced !== undefined) return unreferenced;
  const twin = twinOf(patient, fact);
  if (twin === undefined) return undefined;
  return reject('possible-duplicate', twin.id === except
    ? 'The correction says what the fact says already: nothing to correct.'
    : 'A fact with exactly this content is on record: it is kept once. If it happened twice, say what differs.', { details: { factId: twin.id } });
}

/** A fact of exactly this content; `source`: whichever of several sources it names. */
export function twinOf(patient: PatientState, fact: Fact, source?: string): ChartFact | undefined {
  const day = toDay(fact.occurredOn);
  const list = (patient.chart[fact.type] ?? []) as readonly ChartFact[];
  return list.find((entry) => entry.day === day && isSameContent(source === undefined ? entry.fact : { ...entry.fact, source, author: fact.author }, fact));
}

/** Deep equality of plain data, whatever the order of keys; a fact's own `id` is not content. */
export function isSameContent(a: object, b: object): boolean {
  return sameFields(a, b, 'id');
}

/** An absent field and an undefined one are alike. Looped, not built: every fact of the day is compared at each write. */
function sameFields(a: object, b: object, apart?: string): boolean {
  for (const key in a) if (key !== apart && !sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
  for (const key in b) if (key !== apart && (b as Record<string, unknown>)[key] !== undefined && (a as Record<string, unknown>)[key] === undefined) return false;
  return true;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  return sameFields(a, b);
}
