/** A patient's record as far as entering results needs it, and whose day it is today. */
import type { Schemas } from '../api/client';

export interface PatientRecord {
  readonly patient: Schemas['Patient'];
  readonly facts: Schemas['FactList'];
  readonly status: Schemas['Status'];
}

export interface KeptRecord extends PatientRecord {
  /** Milliseconds since 1970; left out: as the service has it now. */
  readonly keptAt?: number;
}

/** One step of one patient. */
export interface TodayItem extends Pick<Schemas['WorklistItem'], 'patientId' | 'episodeId' | 'version' | 'name' | 'pathway' | 'nextStep' | 'targets'> {
  /** It stood there earlier in the day, and was done, moved or cancelled since. */
  readonly isOff: boolean;
}

export interface TodayList {
  /** The practice's day. */
  readonly on: string;
  readonly items: readonly TodayItem[];
  /** Milliseconds since 1970, of the last answer. */
  readonly toldAt: number;
}
