/** Soonest first; of one day by what it is about, the same on every machine. Pure. */
import type { Deadline } from './deadline';

export function soonestFirst(a: Deadline, b: Deadline): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf({ on, authorizationId, recordsRequestId, facilityId, kind }: Deadline): string {
  return [on, authorizationId ?? recordsRequestId ?? facilityId ?? '', kind].join(' ');
}
