/**
 * What a payer said about a request, as it is recorded: told by hand or read from its answer. Data only.
 * Codes and texts of the payer stand verbatim; what they mean to us is the `decision`.
 */
import type { Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { DocumentId } from '../kernel/ids';

/**
 * `modified`: approved otherwise than asked, and nothing is authorized until a clinician accepts. `rejected`: not looked at because of an
 * error in the request; no denial, so no appeal. `not-required`: the payer says that none is needed. `review`: only a person can say what it means.
 */
export const DECISIONS = ['affirmed', 'partially-affirmed', 'modified', 'denied', 'pended', 'rejected', 'not-required', 'cancelled', 'review'] as const;
export type Decision = (typeof DECISIONS)[number];

export const ITEM_OUTCOMES = ['approved', 'partial', 'modified', 'denied', 'pended', 'not-required', 'cancelled', 'review'] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** `by-hand`: somebody read a letter or heard it; `parsed`: read from the payer's own message. */
export const DECISION_CHANNELS = ['by-hand', 'parsed'] as const;
export type DecisionChannel = (typeof DECISION_CHANNELS)[number];

/** A code of the payer with its words, verbatim. */
export interface PayerCode {
  readonly system?: string;
  readonly code?: string;
  readonly text?: string;
}

/** One line of the request, by its number there. */
export interface DeterminedItem {
  readonly line: number;
  readonly code?: string;
  readonly outcome: ItemOutcome;
  /** Where lines have numbers of their own. */
  readonly payerReference?: string;
  readonly unitsApproved?: number;
  /** Of a modified line: what was approved in place of `code`. */
  readonly modifiedCode?: string;
  readonly modifiedUnits?: number;
  readonly reasons?: readonly PayerCode[];
}

/** What a pended request waits for. */
export interface AskedFor {
  readonly code?: string;
  readonly system?: string;
  readonly text: string;
  readonly dueOn?: PlainDate;
  /** The line it is about; left out: the whole request. */
  readonly line?: number;
}

/** Why a request was rejected: code, what to do next, and where in the request. */
export interface RequestFault extends PayerCode {
  readonly followUp?: string;
  readonly element?: string;
}

export interface DeterminationContent {
  readonly decision: Decision;
  readonly decidedOn: PlainDate;
  readonly payerReference?: string;
  /** The payer's number of a request that it has not approved. */
  readonly administrativeReference?: string;
  readonly validFrom?: PlainDate;
  readonly validTo?: PlainDate;
  readonly targets?: readonly Target[];
  /** Approved as a whole; per line it stands in `items`. */
  readonly units?: number;
  readonly items?: readonly DeterminedItem[];
  readonly asked?: readonly AskedFor[];
  readonly faults?: readonly RequestFault[];
  readonly reason?: string;
  readonly reasons?: readonly PayerCode[];
  readonly humanReviewed?: boolean;
  readonly channel?: DecisionChannel;
  readonly documentId?: DocumentId;
}

/** They allow something; what is modified, once a clinician has accepted it. */
export const APPROVING_DECISIONS: readonly Decision[] = ['affirmed', 'partially-affirmed', 'modified', 'not-required'];
/** Of a line. */
export const APPROVING_OUTCOMES: readonly ItemOutcome[] = ['approved', 'partial', 'modified'];
const HOLDS: readonly string[] = ['affirmed', 'partially-affirmed', 'not-required', 'expired'];

/** The determination that counts: while an approval holds, and once it has lapsed, the last that approved; what was said of the rest since takes nothing from it. */
export function decisionThatCounts<D extends { readonly decision?: Decision; readonly accepted?: true }>({ position, determinations }: { readonly position?: string; readonly determinations: readonly D[] }): D | undefined {
  const approved = position !== undefined && HOLDS.includes(position)
    ? determinations.findLast(({ decision, accepted }) => decision !== undefined && APPROVING_DECISIONS.includes(decision) && (decision !== 'modified' || accepted === true)) : undefined;
  return approved ?? determinations[determinations.length - 1];
}

/** The same word of the payer again, whoever passed it on. */
export function saysTheSame(a: DeterminationContent, b: DeterminationContent): boolean {
  return textOf(a) === textOf(b);
}

/** Which packet it is about, what a clinician made of it and what was mistyped before is not the payer's word. */
function textOf({ channel: _, documentId: __, packetId: ___, accepted: ____, declined: _____, mistaken: ______, ...content }: DeterminationContent & { readonly packetId?: string; readonly accepted?: true; readonly declined?: string; readonly mistaken?: unknown }): string {
  return JSON.stringify(content, (_key, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).sort(([left], [right]) => Number(left > right) - Number(left < right))) : value));
}
