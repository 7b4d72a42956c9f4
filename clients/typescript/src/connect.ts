/** A client of one practice: the key says which. */
import createClient from 'openapi-fetch';
import { notReached, problemOf } from './problem';
import { repeating, type Fetch, type Repeats } from './repeat';
import type { paths } from './schema';
import type { Answer, Call, ItemOf, Method, PagedPath, QueryOf } from './types';

export interface Connection extends Repeats {
  /** `https://pathgate.example.org`, without `/v1`. */
  readonly address: string;
  /** `pgk_...`; with its role it belongs to one practice. */
  readonly key: string;
  /** Left out: the global one. */
  readonly fetch?: Fetch;
  /** Told of each answer of something that will go away, for your program's log. */
  readonly onDeprecated?: (notice: DeprecationNotice) => void;
}

export interface DeprecationNotice {
  readonly method: string;
  /** As the API document writes it: no id is in it. */
  readonly path: string;
  /** `@` and seconds since 1970 (RFC 9745). */
  readonly deprecation: string;
  /** The day from which it may be gone (RFC 8594). */
  readonly sunset: string | undefined;
}

export interface PageQuestion<Path extends PagedPath> {
  readonly query?: QueryOf<Path>;
  readonly signal?: AbortSignal;
}

export interface Pathgate {
  readonly get: Call<'get'>;
  /** Writes go out under an `Idempotency-Key` of their own, or under `params.header['Idempotency-Key']`: give one that you keep, and a write can be repeated after your program was restarted. */
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly delete: Call<'delete'>;
  /** Every item of a list, page after page, asked for as they are read. */
  each<Path extends PagedPath>(path: Path, question?: PageQuestion<Path>): AsyncIterableIterator<ItemOf<Path>>;
}

const KEY = 'idempotency-key';

interface Answered {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** A file goes as it is. */
function bodySerializer(body: unknown): unknown {
  return typeof body === 'string' || ArrayBuffer.isView(body) || body instanceof Blob ? body : JSON.stringify(body);
}

export function connect({ address, key, fetch: fetchOnce = (request) => fetch(request), onDeprecated, ...repeats }: Connection): Pathgate {
  const client = createClient<paths>({ baseUrl: address, fetch: repeating(fetchOnce, repeats), bodySerializer });
  client.use({
    onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${key}`);
      if (request.method !== 'GET' && !request.headers.has(KEY)) request.headers.set(KEY, crypto.randomUUID());
      return request;
    },
    onResponse({ request: { method }, schemaPath: path, response: { headers } }) {
      const deprecation = headers.get('deprecation');
      if (deprecation !== null) onDeprecated?.({ method, path, deprecation, sunset: headers.get('sunset') ?? undefined });
    },
  });

  const call = async (method: Method, path: string, init: object | undefined): Promise<Answer<unknown>> => {
    const send = client.request as unknown as (method: Method, path: string, init?: object) => Promise<Answered>;
    const { data, error, response } = await send(method, path, init).catch((cause: unknown) => {
      // Stopped by the caller: that is no fault of the service.
      if ((init as { readonly signal?: AbortSignal } | undefined)?.signal?.aborted === true) throw cause;
      throw notReached(cause);
    });
    if (!response.ok) throw problemOf(response.status, error);
    const { headers, status } = response;
    return { data, status, headers, etag: headers.get('etag') ?? undefined, isReplayed: headers.get('idempotent-replayed') === 'true' };
  };
  const caller = <M extends Method>(method: M): Call<M> => ((path: string, init?: object) => call(method, path, init)) as unknown as Call<M>;

  async function* each(path: string, { query, signal }: { readonly query?: object; readonly signal?: AbortSignal } = {}): AsyncIterableIterator<unknown> {
    let cursor: string | null = null;
    do {
      const { data } = await call('get', path, { signal, params: { query: { ...query, ...(cursor !== null && { cursor }) } } });
      const page: Page = data as Page;
      yield* page.items;
      cursor = page.next;
    } while (cursor !== null);
  }

  return { get: caller('get'), post: caller('post'), put: caller('put'), delete: caller('delete'), each: each as Pathgate['each'] };
}
