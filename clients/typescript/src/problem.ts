/** What the service said no with (RFC 9457). Program against `code`: codes are stable, sentences are not. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    /** 0 where no answer came. */
    readonly status: number,
    readonly code: string,
    /** What to do next. */
    detail: string,
    /** Where in what was sent. */
    readonly pointer?: string,
    /** One for each field at fault. */
    readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[] = [],
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** `if (isProblem(error, 'version-moved')) ...`; with no code, any of them. */
export function isProblem(error: unknown, ...codes: readonly string[]): error is Problem {
  return error instanceof Problem && (codes.length === 0 || codes.includes(error.code));
}

/** No answer came, however often it was asked for. Whether a write was recorded is unknown: repeat it under the same key. */
export function notReached(cause: unknown): Problem {
  return new Problem(0, 'not-reached', 'The service cannot be reached. Repeat a write with the same Idempotency-Key until it is answered.', undefined, [], {}, { cause });
}

/** A status that is as its ETag says is no answer with data. */
export const UNCHANGED = 'unchanged';

export function problemOf(status: number, body: unknown): Problem {
  if (status === 304) return new Problem(304, UNCHANGED, 'Unchanged since the ETag that was sent.');
  const said = (typeof body === 'object' && body !== null ? body : {}) as { code?: string; detail?: string; title?: string; pointer?: string; errors?: Problem['errors']; details?: Problem['details'] };
  return new Problem(status, said.code ?? 'unknown', said.detail ?? said.title ?? `The service answered ${status}.`, said.pointer, said.errors, said.details);
}
