import { standingOf } from '../../machines/patient';
import type { Recorded } from '../platform/patient-log/patient-write';
import { standingsJson, type FindingsWanted } from './standing.view';

/** Every open episode as it stands after a write, as JSON. */
export function standingsOf({ patient, asOf, policies }: Recorded, findings: FindingsWanted): string {
  return standingsJson(standingOf(patient, { asOf, policies }), findings, policies);
}
