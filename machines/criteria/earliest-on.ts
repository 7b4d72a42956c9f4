/**
 * What time alone will do for an assessment. Pure. A finding that time meets carries the first such date itself
 * (`found.earliestOn`, or `found.allowedFrom` where a gap must pass first); nothing else is foreseen.
 */
import type { PlainDate } from '../kernel/calendar';
import type { Finding } from './types';

export interface Wait {
  /** From this date every finding that waits for time is met; null when none does. */
  readonly earliestOn: PlainDate | null;
  /** Nothing else stands against the step: on `earliestOn` it is met if the record stays as it is. */
  readonly waitsOnlyForTime: boolean;
}

/** Of a whole assessment, or of the log's slim form of one. */
export function waitOf(findings: readonly Pick<Finding, 'outcome' | 'found'>[]): Wait {
  let earliestOn: PlainDate | null = null;
  let waitsOnlyForTime = true;
  for (const { outcome, found } of findings) {
    if (outcome === 'met') continue;
    const date = found['earliestOn'] ?? found['allowedFrom'];
    if (typeof date !== 'string') waitsOnlyForTime = false;
    else if (earliestOn === null || date > earliestOn) earliestOn = date;
  }
  return { earliestOn, waitsOnlyForTime: waitsOnlyForTime && earliestOn !== null };
}
