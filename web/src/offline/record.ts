/** A patient's record as far as entering results needs it. */
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
