/**
 * The one door through which `unknown` becomes a `Fact`: the API, the command line and imports all call it. Pure.
 * Shape, ranges and dates only; clinical sufficiency is never a reason to refuse.
 */
import type { Target } from '../kernel/anatomy';
import { toDay, type PlainDate } from '../kernel/calendar';
import { reject, type Rejection } from '../kernel/rejection';
import type { DocumentedException, Fact, Guidance, Observation, ReliefSeries, ScsTrial, TrialDay } from './fact';
import { checkDistinctTargets, checkRange, checkWorst } from './fact-rules';
import { EXCEPTION, FACT_SHAPES, FACT_TYPES, GUIDANCE, OBSERVATION, SERIES_ENTRIES_MAX, TARGETS, TRIAL_DAY } from './field-table';
import { Reading, type FactContext } from './read-shape';

export type { FactContext };

const MINUTES_PER_DAY = 1440;

/** A `Fact` with its keys in canonical order, or a rejection `invalid-fact` whose `faults` carry JSON pointers into the input. */
export function parseFact(input: unknown, context: FactContext = {}): Fact | Rejection {
  const reading = new Reading(context);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    reading.fault('', 'wrong-type', 'must be an object with a type and occurredOn');
    return refused('invalid-fact', reading);
  }
  const type: unknown = Object.hasOwn(input, 'type') ? (input as { readonly type: unknown }).type : undefined;
  const shape = typeof type === 'string' ? FACT_SHAPES.get(type) : undefined;
  if (shape === undefined) {
    reading.fault('/type', type === undefined ? 'required' : 'unknown-type', `must be one of: ${FACT_TYPES.join(', ')}`);
    return refused('invalid-fact', reading);
  }
  const fields = reading.readObject(shape, input, '', 'type');
  const observations = (fields?.relief as ReliefSeries | undefined)?.observations ?? [];
  observations.forEach((entry, index) => checkHasCome(reading, fields?.occurredOn, entry?.minutes, `/relief/observations/${index}/minutes`));
  return reading.faults.length > 0 ? refused('invalid-fact', reading) : ({ type, ...fields } as unknown as Fact);
}

/** Minutes after the procedure, counted in whole days because its hour is not known: that day must have come. */
function checkHasCome(reading: Reading, occurredOn: unknown, minutes: unknown, pointer: string): void {
  const { today } = reading.context;
  if (today === undefined || typeof occurredOn !== 'string' || typeof minutes !== 'number') return;
  if (toDay(occurredOn) + Math.floor(minutes / MINUTES_PER_DAY) <= toDay(today)) return;
  reading.fault(pointer, 'in-the-future', 'must not lie after today; record the score when it was asked');
}

/** The procedure a later observation joins. */
export interface ObservedProcedure {
  readonly occurredOn?: PlainDate;
  readonly relief?: ReliefSeries;
}

/** A later observation, against the series it joins: its scale, its number of entries, its day. Code `invalid-observation`. */
export function parseObservation(input: unknown, { occurredOn, relief: series = {} }: ObservedProcedure = {}, pointer = '', context: FactContext = {}): Observation | Rejection {
  const reading = new Reading(context);
  const observation = reading.readObject(OBSERVATION, input, pointer);
  if (observation !== undefined) checkRange(series.scale, observation.score, 'score', (field, code, message) => reading.fault(`${pointer}/${field}`, code, message));
  checkHasCome(reading, occurredOn, observation?.minutes, `${pointer}/minutes`);
  if ((series.observations?.length ?? 0) >= SERIES_ENTRIES_MAX) reading.fault(pointer, 'too-many', `joins a series that has ${SERIES_ENTRIES_MAX} observations already`);
  return reading.faults.length > 0 ? refused('invalid-observation', reading) : (observation as unknown as Observation);
}

/** A later day of a trial's diary, against the trial it joins: its scale, its number of days, the patient's life. Code `invalid-observation`. */
export function parseTrialDay(input: unknown, trial: Pick<ScsTrial, 'relief' | 'days'> = {}, pointer = '', context: FactContext = {}): TrialDay | Rejection {
  const reading = new Reading(context);
  const day = reading.readObject(TRIAL_DAY, input, pointer);
  for (const field of ['score', 'scoreStimulationOff']) {
    checkRange(trial.relief?.scale, day?.[field], field, (at, code, message) => reading.fault(`${pointer}/${at}`, code, message));
  }
  if (day !== undefined) checkWorst(day, trial.relief?.scale, '', (at, code, message) => reading.fault(`${pointer}/${at}`, code, message));
  if ((trial.days?.length ?? 0) >= SERIES_ENTRIES_MAX) reading.fault(pointer, 'too-many', `joins a diary that has ${SERIES_ENTRIES_MAX} days already`);
  return reading.faults.length > 0 ? refused('invalid-observation', reading) : (day as unknown as TrialDay);
}

/** Planned or asked targets: each a joint and one side; two sides are two targets. Code `invalid-targets`. */
export function parseTargets(input: unknown, pointer = ''): readonly Target[] | Rejection {
  const reading = new Reading({});
  const targets = reading.read(TARGETS, input, pointer);
  if (reading.faults.length === 0) checkDistinctTargets(targets as readonly Target[], `${pointer}/`, (at, code, message) => reading.fault(at, code, message));
  return reading.faults.length > 0 ? refused('invalid-targets', reading) : (targets as readonly Target[]);
}

/** A documented individual exception. Code `invalid-exception`. */
export function parseException(input: unknown, pointer = ''): DocumentedException | Rejection {
  const reading = new Reading({});
  const exception = reading.readObject(EXCEPTION, input, pointer);
  return reading.faults.length > 0 ? refused('invalid-exception', reading) : (exception as unknown as DocumentedException);
}

/** Image guidance; `ct` and `mri` are read in any case. Code `invalid-guidance`. */
export function parseGuidance(input: unknown, pointer = ''): Guidance | Rejection {
  const reading = new Reading({});
  const value = reading.read(GUIDANCE, input, pointer);
  return reading.faults.length > 0 ? refused('invalid-guidance', reading) : (value as Guidance);
}

function refused(code: string, reading: Reading): Rejection {
  const { faults } = reading;
  const message = faults.length === 1 ? '1 field needs correction' : `${faults.length} fields need correction`;
  return reject(code, `${message}; see the pointers, then send it again.`, { pointer: faults[0]?.pointer, faults });
}
