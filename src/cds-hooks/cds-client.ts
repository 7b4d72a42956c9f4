/** An EHR that may ask, of one practice: who it says it is, and how that is proven. */
import type { JWTVerifyGetKey } from 'jose';
import type { PracticeId } from '../../machines/kernel/ids';

export const CDS_CLIENTS = Symbol('CdsClients');

/** Asymmetric only: nobody but the EHR can have signed. */
export const TOKEN_ALGORITHMS = ['ES384', 'RS384', 'ES256', 'RS256'] as const;
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number];

export interface CdsClient {
  /** The actor of the audit. */
  readonly id: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
  readonly practice: PracticeId;
  readonly algorithms: readonly TokenAlgorithm[];
  readonly keys: JWTVerifyGetKey;
  /** The source of imports whose links say who its patients are here. */
  readonly source?: string;
  /** The system of the identifier that is the practice's chart number; the kind MR when left out. */
  readonly chartNumberSystem?: string;
}

export interface CdsClients {
  /** The service's own address as the EHR calls it, without a slash at the end: what `aud` is compared with. Never the Host of a request, which anybody can write. */
  readonly baseAddress: string;
  readonly answerMsMax: number;
  readonly clients: readonly CdsClient[];
}

export const NO_CDS_CLIENTS: CdsClients = { baseAddress: '', answerMsMax: 1_000, clients: [] };
