/** What the lines of an answer come to together, and what they owe to the lines that were requested. Pure. */
import { reject, type Rejection } from '../kernel/rejection';
import type { Decision, DeterminationContent, DeterminedItem, ItemOutcome } from './determination';

export interface RequestedLine {
  readonly code: string;
  readonly units: number;
}

export const DECISION_OF: Readonly<Record<ItemOutcome, Decision>> = {
  approved: 'affirmed', partial: 'partially-affirmed', modified: 'modified', denied: 'denied', pended: 'pended', 'not-required': 'not-required', cancelled: 'cancelled', review: 'review',
};

/** What lines come to together. Nothing is final while a line waits, and nothing is told of the whole that a line leaves open. */
export function foldOutcomes(outcomes: readonly ItemOutcome[]): ItemOutcome {
  const has = (...words: readonly ItemOutcome[]): boolean => outcomes.some((one) => words.includes(one));
  if (outcomes.length === 0 || has('review')) return 'review';
  if (has('pended')) return 'pended';
  if (has('modified')) return 'modified';
  if (!has('approved', 'partial', 'not-required')) return has('denied') ? 'denied' : 'cancelled';
  if (has('partial', 'denied', 'cancelled')) return 'partial';
  return has('approved') ? 'approved' : 'not-required';
}

const TOLD_BY_LINES: readonly Decision[] = ['affirmed', 'partially-affirmed', 'denied', 'not-required'];

/** Code `lines-contradict`. An answer that was read from the payer's own message is judged where it is read. */
export function refuseContradiction({ decision, items = [], channel }: DeterminationContent): Rejection | undefined {
  if (channel === 'parsed' || items.length === 0 || !TOLD_BY_LINES.includes(decision)) return undefined;
  const lines = DECISION_OF[foldOutcomes(items.map(({ outcome }) => outcome))];
  if (lines === decision) return undefined;
  const alone = decision === 'partially-affirmed' ? ' In part needs lines that were approved and lines that were not: name both.' : '';
  return reject('lines-contradict', `The lines come to ${lines}, and the decision says ${decision}: record it as ${lines}, or correct the lines.${alone}`, { pointer: '/decision', details: { decision, lines } });
}

/** Code `lines-not-requested`. Where the lines of the request are not known, none is refused. */
export function refuseUnrequested({ items = [] }: Pick<DeterminationContent, 'items'>, requested: readonly RequestedLine[]): Rejection | undefined {
  const strange = items.findIndex((item) => requested.length > 0 && !isOfRequest(item, requested));
  if (strange < 0) return undefined;
  return reject('lines-not-requested', `The request has ${requested.map(({ code }, index) => `line ${index + 1} of ${code}`).join(', ')}: record the decision of these lines; what was approved in place of a line is modified, with modifiedCode.`, {
    pointer: `/items/${strange}/line`, details: { requested: requested.map(({ code, units }, index) => ({ line: index + 1, code, units })) },
  });
}

/** A payer may name a kind of service in place of a procedure. */
export function namesProcedure(code: string | undefined): boolean {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code);
}

/** A line of the request, and of its code where a procedure is named; a modified line may name another. */
export function isOfRequest({ line, code, outcome }: DeterminedItem, requested: readonly RequestedLine[]): boolean {
  const asked = requested[line - 1];
  return asked !== undefined && (outcome === 'modified' || code === undefined || code === asked.code || !namesProcedure(code));
}
