/**
 * Access to a payer's FHIR interface: OAuth 2.0 client credentials, the client proven by a signed assertion (private_key_jwt). A token is
 * kept until shortly before it ends. Neither token nor assertion is written anywhere.
 */
import { SignJWT } from 'jose';
import type { Clock } from '../platform/clock/clock';
import { jsonIn, post, type Failure, isFailure } from './post';
import type { PayerEndpoint } from './payer-endpoint';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_SECONDS = 240;
/** So long before its end a token is not used any more. */
const MARGIN_SECONDS = 30;
/** Of a token that does not say how long it lives. */
const SECONDS_WHEN_UNSAID = 60;
const CLIENT_ERROR = 400;

export interface AccessToken {
  readonly value: string;
  readonly endsAtMs: number;
}

export class AccessTokens {
  private readonly kept = new Map<PayerEndpoint, AccessToken>();

  /** `newId` names each assertion, which is used once. */
  constructor(private readonly clock: Clock, private readonly newId: () => string) {}

  async tokenFor(endpoint: PayerEndpoint, signal: AbortSignal): Promise<AccessToken | Failure> {
    const kept = this.kept.get(endpoint);
    if (kept !== undefined && kept.endsAtMs > this.nowMs()) return kept;
    const fetched = await this.fetch(endpoint, signal);
    if (!isFailure(fetched)) this.kept.set(endpoint, fetched);
    return fetched;
  }

  /** The payer did not take it: the next one is asked for anew. */
  drop(endpoint: PayerEndpoint, token: AccessToken): void {
    if (this.kept.get(endpoint) === token) this.kept.delete(endpoint);
  }

  private async fetch(endpoint: PayerEndpoint, signal: AbortSignal): Promise<AccessToken | Failure> {
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope: endpoint.scope, client_assertion_type: ASSERTION_TYPE, client_assertion: await this.assertion(endpoint) });
    const reply = await post(endpoint.tokenEndpoint, { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, form.toString(), signal);
    if (isFailure(reply)) return reply;
    if (reply.status >= 300) return reply.status === CLIENT_ERROR || reply.status === 401 || reply.status === 403 ? { code: 'token-refused', isFinal: true, httpStatus: reply.status } : reply.failure;
    const answer = jsonIn(reply.body) as { readonly access_token?: unknown; readonly expires_in?: unknown } | undefined;
    if (typeof answer?.access_token !== 'string' || !/^[\x21-\x7e]+$/.test(answer.access_token)) return { code: 'token-unreadable', isFinal: false, httpStatus: reply.status };
    const seconds = typeof answer.expires_in === 'number' && answer.expires_in > 0 ? answer.expires_in : SECONDS_WHEN_UNSAID;
    return { value: answer.access_token, endsAtMs: this.nowMs() + (seconds - MARGIN_SECONDS) * 1000 };
  }

  private assertion({ clientId, tokenEndpoint, algorithm, keyId, key }: PayerEndpoint): Promise<string> {
    const now = Math.floor(this.nowMs() / 1000);
    return new SignJWT({}).setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT' }).setIssuer(clientId).setSubject(clientId).setAudience(tokenEndpoint)
      .setJti(this.newId()).setIssuedAt(now).setExpirationTime(now + ASSERTION_SECONDS).sign(key);
  }

  private nowMs(): number {
    return Date.parse(this.clock.now());
  }
}
