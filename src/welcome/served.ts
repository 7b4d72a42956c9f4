export const SERVED = Symbol('Served');

/** What this process serves. */
export interface Served {
  readonly demo: boolean;
}
