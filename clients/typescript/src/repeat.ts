/** Asks again while the service says that it is not available (503), or says nothing. A write goes out under its one key each time, so that it is recorded once. */
export interface Repeats {
  /** With the first: 1 never asks again. 5 when left out. */
  readonly attempts?: number;
  /** However long `Retry-After` says. 30,000 when left out. */
  readonly waitMsMax?: number;
}

const ATTEMPTS = 5;
const WAIT_MS_MAX = 30_000;
/** Doubled each time, where the service does not say how long. */
const FIRST_WAIT_MS = 500;

export type Fetch = (request: Request) => Promise<Response>;

export function repeating(fetchOnce: Fetch, { attempts = ATTEMPTS, waitMsMax = WAIT_MS_MAX }: Repeats = {}): Fetch {
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt >= attempts;
      const answered = await fetchOnce(isLast ? request : request.clone()).catch((error: unknown) => {
        if (isLast || request.signal.aborted) throw error;
        return undefined;
      });
      if (answered !== undefined && (answered.status !== 503 || isLast)) return answered;
      await answered?.body?.cancel();
      const asked = retryAfterMs(answered?.headers.get('retry-after') ?? null, Date.now());
      await wait(Math.min(asked ?? FIRST_WAIT_MS * 2 ** (attempt - 1), waitMsMax), request.signal);
    }
  };
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
