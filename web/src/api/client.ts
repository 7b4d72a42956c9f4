/** The API of this service, typed by its own OpenAPI document. A refusal is thrown as a `Problem`. */
import createClient from 'openapi-fetch';
import { BACKGROUND_HEADER, isOnItsOwn } from './activity';
import { noteReach } from './reach';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** What the service said no with: a sentence that says what to do next, a stable code, and where in the input. */
export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly pointer?: string, readonly errors: readonly { readonly pointer: string; readonly message: string }[] = [], readonly details: Readonly<Record<string, unknown>> = {}) {
    super(message);
  }
}

/** Kept in memory only: a page that is loaded again asks for the session again. */
let csrfToken: string | undefined;
export function rememberToken(token: string | undefined): void {
  csrfToken = token;
}

const listeners = new Set<() => void>();
/** Called when the service says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Of the parameters that the document asks for: the client puts the session's own in its place. */
export const TOKEN = { 'x-csrf-token': '' } as const;

export const api = createClient<paths, 'application/json'>({ baseUrl: '', credentials: 'same-origin' });
api.use({
  onRequest({ request }) {
    if (isOnItsOwn()) request.headers.set(BACKGROUND_HEADER, '1');
    if (request.method === 'GET') return request;
    if (csrfToken !== undefined) request.headers.set('x-csrf-token', csrfToken);
    if (!request.headers.has('idempotency-key')) request.headers.set('idempotency-key', crypto.randomUUID());
    return request;
  },
});

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer, or the problem thrown. Where the service cannot be reached: code `not-reached`. */
export async function ask<T>(call: Promise<Answered<T>>): Promise<T> {
  return (await askWhole(call)).data;
}

/** The same with the headers: a write needs the `ETag` of what the person saw. */
export async function askWhole<T>(call: Promise<Answered<T>>): Promise<{ readonly data: T; readonly etag: string | undefined }> {
  const answered = await call.catch((error: unknown) => {
    noteReach(false);
    throw new Problem(0, 'not-reached', 'The service cannot be reached. What you entered is still here: try again when the connection is back.', undefined, [], { cause: String(error) });
  });
  noteReach(true);
  const { data, error, response } = answered;
  if (response.ok) return { data: data as T, etag: response.headers.get('etag') ?? undefined };
  throw problemOf(response.status, error);
}

/** For files and streams, which the typed client does not read. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (isOnItsOwn()) headers.set(BACKGROUND_HEADER, '1');
  if (init.method !== undefined && init.method !== 'GET') {
    if (csrfToken !== undefined) headers.set('x-csrf-token', csrfToken);
    if (!headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID());
  }
  const response = await fetch(path, { ...init, headers, credentials: 'same-origin' }).catch((error: unknown) => {
    noteReach(false);
    throw new Problem(0, 'not-reached', 'The service cannot be reached. What you entered is still here: try again when the connection is back.', undefined, [], { cause: String(error) });
  });
  noteReach(true);
  if (response.ok) return response;
  throw problemOf(response.status, await response.json().catch(() => undefined));
}

function problemOf(status: number, body: unknown): Problem {
  const { code = 'unknown', detail, title, pointer, errors, details } = (typeof body === 'object' && body !== null ? body : {}) as { code?: string; detail?: string; title?: string; pointer?: string; errors?: Problem['errors']; details?: Problem['details'] };
  const isSignedOut = status === 401 && SIGNED_OUT.has(code);
  if (isSignedOut) for (const listener of listeners) listener();
  return new Problem(status, code, detail ?? title ?? `The service answered ${status}.`, pointer, errors, details);
}

const SIGNED_OUT: ReadonlySet<string> = new Set(['not-signed-in', 'key-missing', 'session-ended']);
