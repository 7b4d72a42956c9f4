/**
 * The one door through which `unknown` becomes a `Fact`: the API, the command line and imports all call it.
 * Shape, ranges and dates only; clinical sufficiency is never a reason to refuse.
 */
import type { PlainDate } from '../kernel/calendar';
import { reject, type Rejection } from '../kernel/rejection';
import type { Fact } from './fact';

export interface FactContext {
  /** Nothing may have happened before it. */
  readonly birthDate?: PlainDate;
  /** Nothing may have happened after it (the practice's today); left out, the future is not checked. */
  readonly today?: PlainDate;
}

/** A `Fact`, or a rejection `invalid-fact` whose `faults` carry JSON pointers into the input. */
export function parseFact(_input: unknown, _context: FactContext = {}): Fact | Rejection {
  return reject('invalid-fact', 'replaced by the evidence room');
}
