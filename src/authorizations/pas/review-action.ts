/**
 * What a payer decided of one line or of the whole: the review action of an adjudication, with its number and reasons. Pure.
 * An action that is none of these is never guessed: a person looks.
 */
import type { ItemOutcome, PayerCode } from '../../../machines/authorization';
import { at, codingsOf, extensionsOf, extensionValue, lineIn, listAt, type Deviations } from './lenient';

/** Data element 306 of X12, in our words. `CT`, contact the payer, is a request that waits for a call. */
const OUTCOME_OF_ACTION: ReadonlyMap<string, ItemOutcome> = new Map([
  ['A1', 'approved'], ['A2', 'partial'], ['A3', 'denied'], ['A4', 'pended'], ['A6', 'modified'], ['C', 'cancelled'], ['CT', 'pended'], ['NA', 'not-required'],
]);
export const CONTACT_PAYER = 'CT';
const SYSTEM_OF_ACTIONS = /(?:^|[/:#.])306$/;

export interface ReviewAction {
  readonly outcome: ItemOutcome;
  /** As the payer wrote it. */
  readonly action?: PayerCode;
  readonly number?: string;
  readonly reasons: readonly PayerCode[];
}

export const NUMBER_CHARS_MAX = 80;

/** Undefined where the adjudication says nothing of a review. Two actions that differ are for a person. */
export function reviewActionOf(adjudicated: unknown, pointer: string, deviations: Deviations): ReviewAction | undefined {
  const actions = listAt(adjudicated, 'adjudication').flatMap((one, index) => extensionsOf(one, 'reviewAction').map((extension) => ({ extension, index, category: at(one, 'category') })));
  if (actions.length === 0) return undefined;
  const read = actions.map(({ extension, index, category }) => {
    const place = `${pointer}/adjudication/${index}`;
    if (!codingsOf(category).some(({ code }) => code === 'submitted')) deviations.note(`${place}/category`, 'category', 'the adjudication is not of the category submitted');
    return { ...outcomeOf(extension, place, deviations), number: numberOf(extension, place, deviations), reasons: extensionsOf(extension, 'reasonCode').flatMap((reason) => codingsOf(at(reason, 'valueCodeableConcept'))) };
  });
  const [first] = read;
  const outcomes = new Set(read.map(({ outcome }) => outcome));
  if (outcomes.size > 1) deviations.note(pointer, 'actions-differ', 'the adjudications do not say the same');
  const number = read.find((one) => one.number !== undefined)?.number;
  return {
    outcome: outcomes.size > 1 ? 'review' : first?.outcome ?? 'review', ...(first?.action !== undefined && { action: first.action }), ...(number !== undefined && { number }),
    reasons: read.flatMap(({ reasons }) => reasons),
  };
}

function outcomeOf(extension: unknown, pointer: string, deviations: Deviations): Pick<ReviewAction, 'outcome' | 'action'> {
  const codings = codingsOf(extensionValue(extension, 'reviewActionCode'));
  const coding = codings.find(({ system }) => system !== undefined && SYSTEM_OF_ACTIONS.test(system)) ?? codings.find(({ system }) => system === undefined);
  const action = coding ?? codings[0];
  if (coding === undefined) {
    deviations.note(pointer, codings.length === 0 ? 'action-missing' : 'action-system', codings.length === 0 ? 'the review action has no code' : 'the review action is of another code system');
    return { outcome: 'review', ...(action !== undefined && { action }) };
  }
  if (coding.system === undefined) deviations.note(pointer, 'action-system', 'the review action does not name its code system');
  const outcome = OUTCOME_OF_ACTION.get(coding.code ?? '');
  if (outcome === undefined) deviations.note(pointer, 'action-unknown', 'the review action is none that is known');
  return { outcome: outcome ?? 'review', action: coding };
}

function numberOf(extension: unknown, pointer: string, deviations: Deviations): string | undefined {
  const value = extensionValue(extension, 'number');
  return value === undefined ? undefined : readNumber(value, pointer, deviations);
}

/** A number of the payer is taken whole or not at all. */
export function readNumber(value: unknown, pointer: string, deviations: Deviations): string | undefined {
  const number = lineIn(value, NUMBER_CHARS_MAX + 1);
  return number !== undefined && number.length <= NUMBER_CHARS_MAX ? number : deviations.note(pointer, 'number-unreadable', 'the number is no text, empty or too long');
}
