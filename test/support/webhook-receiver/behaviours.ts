import type { Wire } from './secure';

/** What a receiver of webhooks may do with a delivery. */
export const MANNERS = ['well', 'fails', 'refuses', 'busy', 'moved', 'gone', 'hangs', 'deaf', 'cut', 'twice', 'endless'] as const;

export interface Behaviour {
  /** Of this patient's events only; left out: of all. */
  readonly patientId?: string;
  /** So many times; left out: for ever. */
  readonly times?: number;
  /**
   * `fails` 503, `refuses` 400, `busy` 429 with Retry-After, `moved` a redirect, `gone` 410; `hangs`: no answer; `deaf`: the connection ends before an answer; `cut`: in the middle of a good
   * one; `twice`: two answers on one connection; `endless`: a good answer that does not end.
   */
  readonly manner: (typeof MANNERS)[number];
}

export interface Delivered {
  readonly id: string;
  readonly type: string;
  readonly patientId: string;
  readonly version: number;
  readonly position: number;
  readonly manner: string;
  /** Which of the secrets that it was told verify the signature, by the library of Standard Webhooks. */
  readonly verifiedBy: readonly number[];
  readonly signatures: number;
  readonly body: { readonly id: string; readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

export interface WebhookReceiverState {
  /** In the order in which they came, whatever was answered. */
  readonly delivered: readonly Delivered[];
  /** Requests to where a redirect leads. */
  readonly elsewhere: number;
  /** Of a receiver behind TLS: its authority's certificate as PEM, and what the wire has shown. */
  readonly secure?: { readonly authority: string } & Wire;
}
