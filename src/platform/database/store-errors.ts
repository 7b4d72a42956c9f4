/** The store will not start: what is wrong and what to do about it. Printed as it is; never holds data of the record. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal';
}

/**
 * The store cannot write now (disk full, locked too long, connection lost, closing). Nothing was acknowledged; whether the write
 * happened is unknown to the caller, and repeating it under the same idempotency key is safe. Answered as 503.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** The engine's own code where there is one (`SQLITE_FULL`, `57P01`), else `UNAVAILABLE`. */
  readonly code: string;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.code = codeOf(cause) ?? 'UNAVAILABLE';
  }
}

export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
