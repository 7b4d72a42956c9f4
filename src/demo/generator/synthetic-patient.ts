/**
 * What the generator makes: a patient's story as commands in clinical order, each with the day on which it is recorded.
 * Data only. `step-command.ts` turns a step into the command that the patient's decider takes.
 */
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { Region } from '../../../machines/kernel/anatomy';
import type { AuthorizationId, EpisodeId, PatientId } from '../../../machines/kernel/ids';
import type { Kind, Result, Step } from '../../../machines/criteria/types';
import type { PatientCommand, Pathway } from '../../../machines/patient/events';

type WithoutAuthorizationId<C> = C extends { readonly authorizationId: AuthorizationId } ? Omit<C, 'authorizationId'> : never;

/** An act on an authorization that the record drafted by itself: named by episode and step, its id is not known in advance. */
export type AuthorizationAct = WithoutAuthorizationId<Exclude<PatientCommand, { readonly type: 'DraftAuthorization' }>>;

export type SyntheticStep =
  | { readonly on: PlainDate; readonly command: PatientCommand }
  | { readonly on: PlainDate; readonly episodeId: EpisodeId; readonly step: Step; readonly act: AuthorizationAct };

export type Registration = Extract<PatientCommand, { readonly type: 'RegisterPatient' }>;

export interface SyntheticPatient {
  readonly patientId: PatientId;
  readonly registration: Registration;
  /** Registration first; days never go back and all lie before today. */
  readonly steps: readonly SyntheticStep[];
}

/** Where the open episode must stand, on every day the story is told. */
export interface ExpectedStanding {
  readonly pathway: Pathway;
  readonly region: Region;
  readonly position: string;
  readonly nextStep: Step;
  readonly result: Result;
  readonly unmet: readonly Kind[];
  readonly unknown: readonly Kind[];
  readonly review: readonly Kind[];
  /** A step further ahead whose result is the lesson. */
  readonly later?: { readonly step: Step; readonly result: Result; readonly unmet: readonly Kind[] };
}

export interface DemoPatient extends SyntheticPatient {
  /** A short word for the position: `ready-for-block-1`. */
  readonly key: string;
  /** What there is to learn from this patient, one line. */
  readonly lesson: string;
  readonly expected: ExpectedStanding;
}
