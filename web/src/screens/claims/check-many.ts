/** The answers as they are read: one line a claim, and a last one that tells that the answer is whole. */
import { request } from '../../api/client';
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

/** True when all of them were answered. `onMore` is called with what has come, a piece at a time. */
export async function checkMany(lines: string, signal: AbortSignal, onMore: (rows: readonly Answered[]) => void): Promise<boolean> {
  const answer = await request('/v1/claims/check', { method: 'POST', body: lines, signal, headers: { 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' } });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let isWhole = false;
  for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
    const parts = (rest + read.value).split('\n');
    rest = parts.pop() ?? '';
    const told = parts.filter((part) => part !== '').map((part) => JSON.parse(part) as Told);
    isWhole = isWhole || told.some(({ claims }) => claims !== undefined);
    const rows = told.flatMap(rowOf);
    if (rows.length > 0) onMore(rows);
  }
  return isWhole;
}

function rowOf({ line, check, problem }: Told): readonly Answered[] {
  if (line === undefined) return [];
  if (check !== undefined) return [{ line, result: check.result, dateOfService: check.dateOfService, findings: check.findings }];
  return [{ line, result: 'problem', findings: [], problem: [problem?.detail ?? problem?.title ?? '', problem?.pointer === undefined ? '' : `(${problem.pointer})`].join(' ').trim() }];
}
