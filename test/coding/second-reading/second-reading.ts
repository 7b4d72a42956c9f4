/**
 * A second, independent reading of "From facts to service lines" (facts to lines; without `advance-notice` and modifier GA),
 * written from the documents alone, to be compared by test with the first.
 */
import { ablations } from './ablations';
import { claimType, diagnoses, globalPeriod, placeOfService, unitLimit } from './common-rules';
import { SERVICE_TYPES } from './constants';
import { Draft, Input, isHeld, placesOf, Reading, Session, startReading } from './draft';
import { drugTests } from './drug-tests';
import { epidurals } from './epidurals';
import { facetInjections } from './facet-injections';
import { FactJson, unique } from './facts';
import { guidanceLine } from './guidance';
import { stimulation } from './stimulation';

export type { FactJson } from './facts';
export type { Input } from './draft';

export interface Line { code: string; modifiers: string[]; units: number; diagnoses: string[]; placeOfService: string; facts: string[] }

export interface Output {
  lines: Line[];
  held: string[];
  notBilled: string[];
  sessions: Session[];
  unmet: string[];
  unknown: string[];
  review: string[];
}

export function secondReading(input: Input): Output {
  // "Facts that occurred on `dateOfService` become lines; earlier ones are the record that decides on them. Facts after the date are not seen."
  const { dateOfService } = input.question;
  const day = input.facts.filter((fact) => fact.occurredOn === dateOfService && SERVICE_TYPES.includes(fact.type));
  const record = input.facts.filter((fact) => fact.occurredOn < dateOfService || (fact.occurredOn === dateOfService && !SERVICE_TYPES.includes(fact.type)));
  const reading = startReading(input, day, record);
  facetInjections(reading);
  ablations(reading);
  epidurals(reading);
  stimulation(reading);
  drugTests(reading);
  guidanceLine(reading);
  placeOfService(reading);
  const pointers = diagnoses(reading);
  unitLimit(reading);
  globalPeriod(reading);
  claimType(reading);
  return output(reading, pointers);
}

function output(reading: Reading, pointers: ReadonlyMap<Draft, string[]>): Output {
  const notBilled = reading.drafts.filter((line) => line.notBilled);
  const held = reading.drafts.filter((line) => !line.notBilled && isHeld(reading, line));
  const ready = reading.drafts.filter((line) => !line.notBilled && !isHeld(reading, line));
  return {
    lines: ready.map((line) => toLine(reading, line, pointers.get(line) ?? [])),
    held: unique(held.map(joined)),
    notBilled: unique(notBilled.map(joined)),
    sessions: [...reading.sessions].sort((a, b) => (`${a.region} ${a.purpose}` < `${b.region} ${b.purpose}` ? -1 : 1)),
    unmet: [...reading.told.unmet].sort(),
    unknown: [...reading.told.unknown].sort(),
    review: [...reading.told.review].sort(),
  };
}

function joined(line: Draft): string {
  return line.codes.join(' or ');
}

function toLine(reading: Reading, line: Draft, diagnosisCodes: readonly string[]): Line {
  return {
    code: joined(line),
    modifiers: unique(line.modifiers),
    units: line.units,
    diagnoses: [...diagnosisCodes],
    placeOfService: placesOf(reading.question, line.basis)[0] ?? '',
    facts: unique(line.facts.map((fact: FactJson) => fact.id)),
  };
}
