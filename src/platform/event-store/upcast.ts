/**
 * Old events in today's shape, at read: stored bytes are never rewritten. One entry per `type@schemaVersion` that is no longer
 * written; each lifts the data by one version, and the loop carries it to the newest.
 */
export type Upcasters = Readonly<Record<string, (data: unknown) => unknown>>;

/** Empty: every event type is still at its first schema version. */
export const UPCASTERS: Upcasters = {};

export interface Upcast {
  readonly schemaVersion: number;
  readonly data: unknown;
}

export function upcast(type: string, schemaVersion: number, data: unknown, upcasters: Upcasters = UPCASTERS): Upcast {
  let current: Upcast = { schemaVersion, data };
  for (let lift = upcasters[`${type}@${schemaVersion}`]; lift !== undefined; lift = upcasters[`${type}@${current.schemaVersion}`]) {
    current = { schemaVersion: current.schemaVersion + 1, data: lift(current.data) };
  }
  return current;
}
