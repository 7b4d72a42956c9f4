/** What became of cards. Pure. Comments that people wrote are not kept: they may be about the patient. */
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { fault, invalid, isObject } from './hook-request';

export interface CardFeedback {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
}

const CARDS_MAX = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readFeedback(input: unknown): readonly CardFeedback[] | Rejection {
  const said: unknown = isObject(input) ? input['feedback'] : undefined;
  if (!Array.isArray(said) || said.length === 0 || said.length > CARDS_MAX) return invalid([fault('/feedback', 'required', `a list of 1 to ${CARDS_MAX} is expected`)]);
  const read = said.map((one: unknown, index) => readOne(one, `/feedback/${index}`));
  return read.find(isRejection) ?? (read as readonly CardFeedback[]);
}

function readOne(one: unknown, pointer: string): CardFeedback | Rejection {
  if (!isObject(one)) return invalid([fault(pointer, 'not-an-object', 'an object is expected')]);
  const { card, outcome } = one;
  if (typeof card !== 'string' || !UUID.test(card)) return invalid([fault(`${pointer}/card`, 'uuid', 'the uuid of a card is expected')]);
  if (outcome !== 'accepted' && outcome !== 'overridden') return invalid([fault(`${pointer}/outcome`, 'one-of', 'one of accepted, overridden')]);
  return { card, outcome };
}
