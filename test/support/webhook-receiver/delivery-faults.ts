import type { Delivered } from './behaviours';

/** Manners after which the service may take an event for delivered. */
const TAKEN: readonly string[] = ['well', 'cut', 'twice', 'endless'];

export interface Told {
  readonly id: string;
  readonly position: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * What went wrong with deliveries, in words; nothing when all is well. Lost: in the feed, and never taken. Invented: not in the feed, or another content than there. Out of order: came before
 * an earlier one of its patient was taken. A repeat of what was taken already is none.
 */
export function deliveryFaults(delivered: readonly Delivered[], feed: readonly Told[]): readonly string[] {
  const faults: string[] = [];
  const known = new Map(feed.map((event) => [event.id, JSON.stringify(event)]));
  const taken = new Set<string>();
  const ofPatient = new Map<unknown, readonly Told[]>();
  for (const event of feed) ofPatient.set(event.data['patientId'], [...(ofPatient.get(event.data['patientId']) ?? []), event]);
  for (const { id, patientId, position, body, manner, verifiedBy } of delivered) {
    if (known.get(id) !== JSON.stringify(body)) faults.push(`invented: ${id}`);
    if (verifiedBy.length === 0) faults.push(`unsigned: ${id}`);
    const missing = taken.has(id) ? undefined : (ofPatient.get(patientId) ?? []).find((earlier) => Number(earlier.position) < position && !taken.has(earlier.id));
    if (missing !== undefined) faults.push(`out of order: ${id} before ${missing.id}`);
    if (TAKEN.includes(manner)) taken.add(id);
  }
  for (const { id } of feed) if (!taken.has(id)) faults.push(`lost: ${id}`);
  return faults;
}
