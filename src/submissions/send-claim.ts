/** One attempt to send a request: a token, the request, and once more with a new token where the payer does not take the first. */
import { FHIR_TYPE } from '../platform/http/media-types';
import type { AccessTokens } from './access-tokens';
import type { PayerEndpoint } from './payer-endpoint';
import { isFailure, jsonIn, post, type Failure } from './post';

export interface Sent {
  readonly httpStatus: number;
  readonly body: Buffer;
  readonly message: unknown;
}

const UNAUTHORIZED = 401;
const ANSWERING = ['Bundle', 'ClaimResponse', 'Parameters'];
/** The request itself is at fault, and the payer says how. */
const FAULTED: readonly number[] = [400, 409, 412, 422];

/** `ending` cuts the attempt short when the service ends. */
export async function sendClaim(endpoint: PayerEndpoint, tokens: AccessTokens, bundle: Buffer, ending: AbortSignal): Promise<Sent | Failure> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(endpoint.timeoutMs)]);
  const first = await attempt(endpoint, tokens, bundle, signal);
  return isFailure(first) && first.httpStatus === UNAUTHORIZED && first.code === 'access-refused' ? attempt(endpoint, tokens, bundle, signal) : first;
}

async function attempt(endpoint: PayerEndpoint, tokens: AccessTokens, bundle: Buffer, signal: AbortSignal): Promise<Sent | Failure> {
  const token = await tokens.tokenFor(endpoint, signal);
  if (isFailure(token)) return token;
  const reply = await post(`${endpoint.baseAddress}/Claim/$submit`, { 'content-type': FHIR_TYPE, accept: FHIR_TYPE, authorization: `Bearer ${token.value}` }, bundle, signal);
  if (isFailure(reply)) return reply;
  const { status: httpStatus, body, failure } = reply;
  if (httpStatus === UNAUTHORIZED) {
    tokens.drop(endpoint, token);
    return failure;
  }
  const message = jsonIn(body);
  const type = (message as { readonly resourceType?: unknown } | null | undefined)?.resourceType;
  if (httpStatus < 300) return ANSWERING.includes(String(type)) || type === 'OperationOutcome' ? { httpStatus, body, message } : { code: 'answer-unreadable', isFinal: false, httpStatus };
  if (FAULTED.includes(httpStatus) && type === 'OperationOutcome') return { httpStatus, body, message };
  return failure;
}
