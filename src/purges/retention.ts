/** How long a record is kept after its last event. */
import type { Instant } from '../../machines/kernel/ids';
import type { RetentionPeriod } from '../platform/database/purges';
import shipped from './retention.json';

export interface Retention {
  readonly years: number;
  /** Where the practice has set none: what the figure rests on. */
  readonly source: string | null;
  readonly set: RetentionPeriod | undefined;
}

/** The practice's own, or the default: the longest of the federal periods that we know of, and no statement of what its law asks. */
export function retentionOf(set: RetentionPeriod | undefined): Retention {
  return set === undefined ? { years: shipped.years, source: shipped.source, set } : { years: set.years, source: null, set };
}

/** The same instant so many years later; of 29 February, where there is none, the day after. */
export function keptUntil(lastRecordedAt: Instant, years: number): Instant {
  const until = new Date(lastRecordedAt);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until.toISOString();
}
