/**
 * Expected failure as a value: what was refused, and enough to say what to do next. Never thrown.
 * `code` is stable and kebab-case; `pointer` is a JSON pointer into the input; `details` carries no health data.
 */
export interface Rejection {
  readonly rejected: true;
  readonly code: string;
  readonly message: string;
  readonly pointer?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Several faults of one input, each with its own pointer. */
  readonly faults?: readonly Fault[];
}

export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export function reject(code: string, message: string, rest: Partial<Omit<Rejection, 'rejected' | 'code' | 'message'>> = {}): Rejection {
  return { rejected: true, code, message, ...rest };
}

export function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && (value as { rejected?: unknown }).rejected === true;
}
