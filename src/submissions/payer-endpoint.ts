/** Where and as whom the service sends requests to one payer. */
import type { KeyObject } from 'node:crypto';

export const PAYER_ENDPOINTS = Symbol('PayerEndpoints');
export const ALGORITHMS = ['RS384', 'ES384'] as const;

export interface PayerEndpoint {
  /** Who decides: the id of a payer, or of a delegate, in the practice's directory. */
  readonly payer: string;
  /** Left out: every practice of this service. */
  readonly practice?: string;
  /** Of its FHIR interface, without a slash at the end. The channel in the directory says the same, or nothing is sent. */
  readonly baseAddress: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly scope: string;
  readonly algorithm: (typeof ALGORITHMS)[number];
  readonly keyId: string;
  /** In memory only: it is in no log, answer or message. */
  readonly key: KeyObject;
  readonly timeoutMs: number;
  readonly attemptsMax: number;
}

export type PayerEndpoints = readonly PayerEndpoint[];

/** One that names the practice comes before one for all. */
export function endpointOf(endpoints: PayerEndpoints, practice: string, payer: string): PayerEndpoint | undefined {
  const fitting = endpoints.filter((each) => each.payer === payer && (each.practice === undefined || each.practice === practice));
  return fitting.find((each) => each.practice === practice) ?? fitting[0];
}

export function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
