/** What a payer's server may do with a request: what it decides, and how it answers. */
export const DECISIONS = ['approve', 'partially-approve', 'modify', 'deny', 'pend', 'reject', 'defer'] as const;
export const MANNERS = ['well', 'outcome', 'refused', 'unavailable', 'busy', 'unauthorized', 'slow', 'garbled', 'cut', 'twice', 'moved', 'page', 'deaf'] as const;

export interface Behaviour {
  /** Left out: approve. A request that is known already is answered as it was decided, whatever this says. */
  readonly decision?: (typeof DECISIONS)[number];
  /**
   * Left out: well. `outcome`: 422 with an OperationOutcome; `refused`: 400 without one; `unavailable` 503, `busy` 429 with Retry-After, `unauthorized` 401;
   * `slow`: after `delayMs`, if the caller waits so long; `garbled`: half of the JSON as if it were all; `cut`: the connection ends in the middle of the answer; `twice`: two answers on one connection;
   * `moved`: a redirect; `page`: 200 with a page for people; `deaf`: the connection ends before an answer.
   */
  readonly manner?: (typeof MANNERS)[number];
  readonly delayMs?: number;
}

export interface Received {
  /** Of the bundle. */
  readonly identifier: string;
  readonly sha256: string;
  readonly manner: string;
}

export interface ReceiverState {
  readonly received: readonly Received[];
  /** Bundle identifiers it decided: each once. */
  readonly decided: readonly string[];
  readonly tokensIssued: number;
  readonly tokensRefused: readonly string[];
}
