/** After a denial, or an approval in part: until when a peer may be spoken to, and until when it may be appealed. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState } from '../authorization';
import type { PeerToPeerWindow } from '../directory';
import { appealClock, clockSource, closes, inWords, over, plusDays } from './read-clocks';
import { dated, sourceOf, type Dated } from './of-request';

export function peerToPeerCloses(window: PeerToPeerWindow | undefined, decidedOn: PlainDate): Dated | undefined {
  if (window === undefined) return undefined;
  const { on, until } = closes(decidedOn, window.count, window.unit);
  return dated('peer-to-peer-closes', on,
    `A peer may be spoken to until ${on}: ${inWords(window.count, window.unit)} after the denial of ${decidedOn}, as the practice's directory says${until === undefined ? '' : `; its hour is not recorded, so that ${until} may be too late`}.`,
    [{ from: decidedOn, fromWhat: 'denial', count: window.count, unit: window.unit, rule: 'directory' }], until);
}

export function appealDue({ asked }: AuthorizationState, decidedOn: PlainDate): Dated | undefined {
  const clock = appealClock(asked?.line);
  if (clock === undefined) return undefined;
  const on = over(decidedOn, clock.count, clock.unit);
  const until = plusDays(on, clock.contestedDays);
  return dated('appeal-due', on, `The first appeal is to be filed by ${on}: ${inWords(clock.count, clock.unit)} after the denial of ${decidedOn}${until === on ? '' : `; the sources do not agree about the days to ${until}`}.`,
    [{ from: decidedOn, fromWhat: 'denial', count: clock.count, unit: clock.unit, rule: clock.id, ...sourceOf(clockSource(clock.source)) }], until);
}
