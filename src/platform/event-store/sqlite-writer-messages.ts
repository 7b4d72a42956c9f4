/** What goes between the thread that asks and the thread that writes: data only, many at a time. */
import type { Row, Statement } from '../database/sql';
import type { SqliteFile } from '../database/sqlite';
import { codeOf, StoreRefusal, StoreUnavailable } from '../database/store-errors';
import type { CommitResult } from './event-store';
import type { PreparedCommit } from './prepared-commit';

export type Work =
  | { readonly commit: PreparedCommit }
  | { readonly statement: Statement }
  | { readonly statements: readonly Statement[] };

/** One turn's work, in order; numbered from `first` on. */
export interface WorkMessage {
  readonly first: number;
  readonly work: readonly Work[];
}

export type ToWriter = WorkMessage | 'drain' | 'close';

export type Done = CommitResult | readonly Row[] | undefined;
export type Answer = { readonly n: number; readonly done: Done } | { readonly n: number; readonly failed: Failure };
export type FromWriter = readonly Answer[] | 'ready' | 'drained' | { readonly notStarted: Failure };

export interface Failure {
  readonly kind: 'refusal' | 'unavailable' | 'error';
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
}

export interface WriterData {
  readonly file: SqliteFile;
}

export function toFailure(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  const code = codeOf(error);
  const kind = error instanceof StoreRefusal ? 'refusal' : error instanceof StoreUnavailable ? 'unavailable' : 'error';
  return { kind, message, ...(stack !== undefined && { stack }), ...(code !== undefined && { code }) };
}

/** As it would have been thrown here: whoever catches it asks for its class and its code. */
export function toError({ kind, message, stack, code }: Failure): Error {
  if (kind === 'refusal') return new StoreRefusal(message);
  if (kind === 'unavailable') return new StoreUnavailable(message, code === undefined ? undefined : { code });
  return Object.assign(new Error(message), { stack }, code === undefined ? {} : { code });
}
