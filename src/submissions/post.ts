/** One POST to somebody else's server: its whole answer, or why there is none. Follows no redirect and reads a bounded answer. */

/** Why an attempt failed, as a code of `failures.ts`. */
export interface Failure {
  readonly code: string;
  /** Another attempt would fail the same way: a person has to do something first. */
  readonly isFinal: boolean;
  readonly httpStatus?: number;
  /** The payer says when to come back. */
  readonly retryAfterMs?: number;
}

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
  /** What to make of it where it is no success. */
  readonly failure: Failure;
}

const ANSWER_BYTES_MAX = 20_000_000;
const RETRY_AFTER_SECONDS_MAX = 86_400;

export async function post(address: string, headers: Readonly<Record<string, string>>, body: string | Buffer, signal: AbortSignal): Promise<Reply | Failure> {
  let response: Response;
  try {
    response = await fetch(address, { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body), redirect: 'manual', signal });
  } catch {
    return { code: signal.aborted ? 'no-answer' : 'not-reached', isFinal: false };
  }
  const { status } = response;
  try {
    const bytes = await bytesOf(response);
    if (bytes === undefined) return { code: 'answer-too-large', isFinal: false, httpStatus: status };
    return { status, body: bytes, failure: failureOf(status, response.headers.get('retry-after')) };
  } catch {
    return { code: signal.aborted ? 'no-answer' : 'answer-cut', isFinal: false, httpStatus: status };
  }
}

async function bytesOf({ body }: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > ANSWER_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function failureOf(httpStatus: number, retryAfter: string | null): Failure {
  const wait = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? { retryAfterMs: Math.min(Number(retryAfter), RETRY_AFTER_SECONDS_MAX) * 1000 } : {};
  if (httpStatus >= 500) return { code: 'payer-unavailable', isFinal: false, httpStatus, ...wait };
  if (httpStatus === 408 || httpStatus === 425 || httpStatus === 429) return { code: 'payer-busy', isFinal: false, httpStatus, ...wait };
  if (httpStatus === 401 || httpStatus === 403) return { code: 'access-refused', isFinal: true, httpStatus };
  if (httpStatus === 413) return { code: 'too-large-for-payer', isFinal: true, httpStatus };
  if (httpStatus === 404 || httpStatus === 405 || httpStatus === 410 || (httpStatus >= 300 && httpStatus < 400)) return { code: 'address-wrong', isFinal: true, httpStatus };
  return { code: 'request-refused', isFinal: true, httpStatus };
}

export function isFailure(value: object): value is Failure {
  return 'isFinal' in value;
}

/** Undefined of what is no JSON. */
export function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
