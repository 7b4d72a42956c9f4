/**
 * What a payer's answer leaves to its request: codes and units of lines that it names by number alone; and whether it answers the lines
 * that were requested, neither more nor fewer. Pure.
 */
import { APPROVING_DECISIONS, isOfRequest, type Decision, type DeterminationContent, type DeterminedItem, type ItemOutcome, type RequestedLine } from '../../../machines/authorization';
import type { Deviation } from './lenient';

interface Read {
  readonly determination: DeterminationContent;
  readonly deviations: readonly Deviation[];
}

/** The number of a line is the same in the request and in every answer to it. Where the answer counts otherwise nothing is added, and what it approves is for a person. */
export function withRequest<A extends Read>(answer: A, lines: readonly RequestedLine[]): A {
  const { determination } = answer;
  const { items } = determination;
  if (items === undefined || lines.length === 0) return answer;
  const differs = differences(items, lines);
  const isOther = answer.deviations.some(({ code }) => code === 'line-not-asked');
  const isSame = items.every((item) => isOfRequest(item, lines));
  const decision = differs.length > 0 || isOther ? withoutMore(determination.decision, items, lines) : determination.decision;
  return {
    ...answer, deviations: [...answer.deviations, ...differs],
    determination: { ...determination, decision, items: isSame ? items.map((item) => completed(item, lines[item.line - 1])) : items },
  };
}

function differences(items: readonly DeterminedItem[], lines: readonly RequestedLine[]): readonly Deviation[] {
  const strange = items.flatMap((item): readonly Deviation[] => {
    if (item.line > lines.length) return [{ pointer: '/item', code: 'line-not-requested', message: `line ${item.line} is answered, and the request has ${lines.length}` }];
    return isOfRequest(item, lines) ? [] : [{ pointer: '/item', code: 'code-differs', message: `line ${item.line} is answered for another procedure than the one requested` }];
  });
  const missing = lines.flatMap((_, index): readonly Deviation[] => (items.some(({ line }) => line === index + 1) ? [] : [{ pointer: '/item', code: 'line-not-answered', message: `line ${index + 1} of the request is not answered` }]));
  return [...strange, ...missing];
}

/** Of the lines that were requested, some approved and the others denied is in part, whatever stands beside them; any other approval a person reads. */
function withoutMore(decision: Decision, items: readonly DeterminedItem[], lines: readonly RequestedLine[]): Decision {
  if (!APPROVING_DECISIONS.includes(decision)) return decision;
  const told = lines.map((_, index) => items.find((item) => item.line === index + 1 && isOfRequest(item, lines))?.outcome);
  const has = (outcomes: readonly ItemOutcome[]): boolean => told.some((one) => one !== undefined && outcomes.includes(one));
  return told.every((one) => one !== undefined && DECIDED.includes(one)) && has(['approved', 'partial']) && has(['denied', 'partial']) ? 'partially-affirmed' : 'review';
}

const DECIDED: readonly ItemOutcome[] = ['approved', 'partial', 'denied'];

/** Approved as a whole is approved with the units that were asked for. */
function completed(item: DeterminedItem, requested: RequestedLine | undefined): DeterminedItem {
  if (requested === undefined) return item;
  const { code = requested.code, outcome, unitsApproved } = item;
  const units = unitsApproved ?? (outcome === 'approved' ? requested.units : undefined);
  return { ...item, code, ...(units !== undefined && { unitsApproved: units }) };
}
