/**
 * Tells one patient's story: collects steps in clinical order, with dates counted back from today and ids from the seed.
 * Recording days fall on weekdays and before today, so that nothing in the log lies in the future of its clock.
 */
import { addMonths, toDay, toPlainDate, type DayNumber, type PlainDate } from '../../../machines/kernel/calendar';
import type { Region } from '../../../machines/kernel/anatomy';
import type { EpisodeId, FactId } from '../../../machines/kernel/ids';
import type { Fact, Observation } from '../../../machines/evidence/fact';
import type { Step } from '../../../machines/criteria/types';
import type { EpisodePlan, PatientCommand, Pathway } from '../../../machines/patient/events';
import { syntheticMedicareNumber, syntheticName } from './names';
import type { Random } from './random';
import type { AuthorizationAct, Registration, SyntheticPatient, SyntheticStep } from './synthetic-patient';

export interface Person {
  /** Two letters; the Medicare contractor follows from it. */
  readonly state: string;
  /** Chart number. */
  readonly mrn: string;
  readonly ageYears: number;
  /** Taken when given, invented otherwise. */
  readonly name?: { readonly family: string; readonly given: string };
}

export interface Story {
  readonly random: Random;
  readonly today: DayNumber;
  /** The last weekday at or before so many days ago. */
  workday(daysAgo: number): PlainDate;
  /** Exactly so many days ago. */
  day(daysAgo: number): PlainDate;
  /** So many calendar months and days ago, on a weekday. */
  monthsAgo(months: number, days?: number): PlainDate;
  openEpisode(on: PlainDate, pathway: Pathway, region: Region, plan: EpisodePlan): EpisodeId;
  document(on: PlainDate, fact: Fact): FactId;
  observe(on: PlainDate, factId: FactId, observation: Observation): void;
  act(on: PlainDate, episodeId: EpisodeId, step: Step, act: AuthorizationAct): void;
  tell(on: PlainDate, command: PatientCommand): void;
  finish(): SyntheticPatient;
}

export function startStory(random: Random, todayDate: PlainDate, registeredDaysAgo: number, person: Person): Story {
  const today = toDay(todayDate);
  const steps: SyntheticStep[] = [];
  const registration = register(random, today, person);
  const workday = (daysAgo: number): PlainDate => toPlainDate(backToWeekday(today - daysAgo));
  const tell = (on: PlainDate, command: PatientCommand): void => void steps.push({ on, command });
  tell(workday(registeredDaysAgo), registration);
  return {
    random,
    today,
    workday,
    day: (daysAgo) => toPlainDate(today - daysAgo),
    monthsAgo: (months, days = 0) => toPlainDate(backToWeekday(addMonths(today, -months) - days)),
    openEpisode: (on, pathway, region, plan) => {
      const episodeId = random.id();
      tell(on, { type: 'OpenEpisode', episodeId, pathway, region, plan });
      return episodeId;
    },
    document: (on, fact) => {
      const factId = random.id();
      tell(on, { type: 'DocumentFact', factId, fact });
      return factId;
    },
    observe: (on, factId, observation) => tell(on, { type: 'AddObservation', factId, observation }),
    act: (on, episodeId, step, act) => void steps.push({ on, episodeId, step, act }),
    tell,
    finish: () => ({ patientId: registration.patientId, registration, steps }),
  };
}

/** The day so many days after a date. */
export function daysAfter(date: PlainDate, days: number): PlainDate {
  return toPlainDate(toDay(date) + days);
}

function register(random: Random, today: DayNumber, person: Person): Registration {
  const memberId = syntheticMedicareNumber(random);
  const birthDate = toPlainDate(addMonths(today, -12 * person.ageYears) - random.whole(1, 360));
  return {
    type: 'RegisterPatient',
    patientId: random.id(),
    name: person.name ?? syntheticName(random),
    birthDate,
    identifiers: [{ kind: 'mrn', value: person.mrn }, { kind: 'member-id', value: memberId }],
    coverages: [{ payer: 'medicare', line: 'original-medicare', state: person.state, order: 1, memberId, from: toPlainDate(addMonths(toDay(birthDate), 12 * 65)) }],
  };
}

/** Saturday and Sunday go back to Friday; 1970-01-01 was a Thursday. */
function backToWeekday(day: DayNumber): DayNumber {
  const weekday = (day + 4) % 7;
  if (weekday === 6) return day - 1;
  return weekday === 0 ? day - 2 : day;
}
