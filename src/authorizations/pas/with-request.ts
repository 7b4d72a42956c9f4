/** What a payer's answer leaves to its request: codes and units of lines that it names by number alone. Pure. */
import type { DeterminationContent, DeterminedItem } from '../../../machines/authorization';

export interface RequestedLine {
  readonly code: string;
  readonly units: number;
}

const PROCEDURE_CODE = /^[0-9A-Z]{5}$/;

/**
 * The number of a line is the same in the request and in every answer to it. Where the answer has more lines than the request, or names
 * another procedure for one, it counts otherwise, and nothing is added.
 */
export function withRequest(determination: DeterminationContent, lines: readonly RequestedLine[]): DeterminationContent {
  const { items } = determination;
  if (items === undefined || !items.every((item) => isOf(item, lines[item.line - 1]))) return determination;
  return { ...determination, items: items.map((item) => completed(item, lines[item.line - 1])) };
}

function isOf({ code, outcome }: DeterminedItem, requested: RequestedLine | undefined): boolean {
  return requested !== undefined && (outcome === 'modified' || code === undefined || code === requested.code || !PROCEDURE_CODE.test(code));
}

/** Approved as a whole is approved with the units that were asked for. */
function completed(item: DeterminedItem, requested: RequestedLine | undefined): DeterminedItem {
  if (requested === undefined) return item;
  const { code = requested.code, outcome, unitsApproved } = item;
  const units = unitsApproved ?? (outcome === 'approved' ? requested.units : undefined);
  return { ...item, code, ...(units !== undefined && { unitsApproved: units }) };
}
