import { standingOf } from '../../machines/patient';
import type { Recorded } from '../platform/patient-log/patient-log';
import { standingView, type FindingsWanted } from './standing.view';

/** Every open episode as it stands after a write. */
export function standingsOf({ patient, asOf, policies }: Recorded, findings: FindingsWanted) {
  return standingOf(patient, { asOf, policies }).map((standing) => standingView(standing, findings));
}
