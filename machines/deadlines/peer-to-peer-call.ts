/** Until when a peer may be spoken to about a denial, and where to call: the letter's own day, else the window of the practice's directory. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState } from '../authorization';
import type { Directory } from '../directory';
import { coverageOn, type PatientState } from '../patient';
import { letterInWords, type ByLetter } from '../denials';
import { peerToPeerCloses } from './of-denial';
import { peerToPeerWindow } from './peer-to-peer-window';

export interface PeerToPeerCall {
  readonly closesOn?: PlainDate;
  /** The days after `closesOn` up to this one may still lie in the window. */
  readonly until?: PlainDate;
  readonly because?: string;
  readonly byLetter?: ByLetter;
  readonly phone?: string;
}

export function windowOf(patient: Pick<PatientState, 'coverages'>, directory: Directory, { asked }: AuthorizationState, decidedOn: PlainDate | undefined): ReturnType<typeof peerToPeerWindow> {
  if (asked === undefined || decidedOn === undefined) return undefined;
  const state = coverageOn(patient, decidedOn)?.state;
  return peerToPeerWindow(directory, { ...asked, ...(state !== undefined && { state }) }, decidedOn);
}

/** `letter`: the one that says the day, where one does. */
export function peerToPeerCall(window: ReturnType<typeof peerToPeerWindow>, decidedOn: PlainDate, letter: (ByLetter & { readonly on: PlainDate }) | undefined): PeerToPeerCall {
  const closes = peerToPeerCloses(window, decidedOn);
  const phone = window?.phone === undefined ? {} : { phone: window.phone };
  if (letter !== undefined) {
    const { on: closesOn, ...byLetter } = letter;
    return { closesOn, because: letterInWords(letter, closes?.arithmetic.sentence), byLetter, ...phone };
  }
  return { ...(closes !== undefined && { closesOn: closes.on, because: closes.arithmetic.sentence, ...(closes.until !== undefined && { until: closes.until }) }), ...phone };
}
