/** What a payer's answer leaves to its request: codes and units of lines that it names by number alone. Pure. */
import { isOfRequest, type DeterminationContent, type DeterminedItem, type RequestedLine } from '../../../machines/authorization';

/**
 * The number of a line is the same in the request and in every answer to it. Where the answer has more lines than the request, or names
 * another procedure for one, it counts otherwise, and nothing is added.
 */
export function withRequest(determination: DeterminationContent, lines: readonly RequestedLine[]): DeterminationContent {
  const { items } = determination;
  if (items === undefined || !items.every((item) => isOfRequest(item, lines))) return determination;
  return { ...determination, items: items.map((item) => completed(item, lines[item.line - 1])) };
}

/** Approved as a whole is approved with the units that were asked for. */
function completed(item: DeterminedItem, requested: RequestedLine | undefined): DeterminedItem {
  if (requested === undefined) return item;
  const { code = requested.code, outcome, unitsApproved } = item;
  const units = unitsApproved ?? (outcome === 'approved' ? requested.units : undefined);
  return { ...item, code, ...(units !== undefined && { unitsApproved: units }) };
}
