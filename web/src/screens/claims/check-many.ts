/** The answers as they are read: one line a claim, and a last one that tells that the answer is whole. */
import { readLines } from '../../parts/read-lines';
import type { ClaimCheck } from './claim-state';

export interface Answered {
  readonly line: number;
  /** `problem`: it could not be checked. */
  readonly result: ClaimCheck['result'] | 'problem';
  readonly dateOfService?: string;
  readonly findings: ClaimCheck['findings'];
  readonly problem?: string;
}

interface Told {
  readonly line?: number;
  readonly check?: ClaimCheck;
  readonly problem?: { readonly detail?: string; readonly title: string; readonly pointer?: string };
  readonly claims?: number;
}

const SHOWN_EVERY_MS = 200;

/** `onMore` is called with what has come so far, a few times a second. An answer without its last line is not whole, and fails. */
export async function checkMany(lines: string, signal: AbortSignal, onMore: (rows: readonly Answered[]) => void): Promise<void> {
  const rows: Answered[] = [];
  let isWhole = false;
  let shownAt = 0;
  await readLines<Told>('/v1/claims/check', { method: 'POST', body: lines, signal, headers: { 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' } }, (told) => {
    isWhole = isWhole || told.claims !== undefined;
    rows.push(...rowOf(told));
    if (performance.now() - shownAt < SHOWN_EVERY_MS) return;
    shownAt = performance.now();
    onMore([...rows]);
  });
  onMore([...rows]);
  if (!isWhole) throw new Error('The answer broke off: check them again.');
}

function rowOf({ line, check, problem }: Told): readonly Answered[] {
  if (line === undefined) return [];
  if (check !== undefined) return [{ line, result: check.result, dateOfService: check.dateOfService, findings: check.findings }];
  return [{ line, result: 'problem', findings: [], problem: [problem?.detail ?? problem?.title ?? '', problem?.pointer === undefined ? '' : `(${problem.pointer})`].join(' ').trim() }];
}
