/** After a denial, or an approval in part: until when a peer may be spoken to, and until when it may be appealed. Pure. */
import { toDay, type PlainDate } from '../kernel/calendar';
import { isRejection } from '../kernel/rejection';
import type { AuthorizationState } from '../authorization';
import type { PeerToPeerWindow } from '../directory';
import { decisionsOf, ladderOf, openLevel } from '../denials';
import { closes, inWords } from './read-clocks';
import { dated, type Dated } from './of-request';

export function peerToPeerCloses(window: PeerToPeerWindow | undefined, decidedOn: PlainDate): Dated | undefined {
  if (window === undefined) return undefined;
  const { on, until } = closes(decidedOn, window.count, window.unit);
  return dated('peer-to-peer-closes', on,
    `A peer may be spoken to until ${on}: ${inWords(window.count, window.unit)} after the denial of ${decidedOn}, as the practice's directory says${until === undefined ? '' : `; its hour is not recorded, so that ${until} may be too late`}.`,
    [{ from: decidedOn, fromWhat: 'denial', count: window.count, unit: window.unit, rule: 'directory' }], until);
}

/** The next level of appeal of a request that was denied in advance, where there is one; none in Original Medicare, where the claim's denial is appealed. */
export function appealDue(authorization: AuthorizationState, denial: AuthorizationState['determinations'][number]): Dated | undefined {
  const { asked } = authorization;
  const { decidedOn } = denial;
  const decisions = decisionsOf(authorization, denial);
  const ladder = ladderOf({ payer: asked?.payer ?? '', ...(asked?.line !== undefined && { line: asked.line }), of: 'request', decidedOn: decisions });
  const level = isRejection(ladder) ? undefined : openLevel(ladder, { decidedOn: decisions });
  if (isRejection(ladder) || level === undefined || level.dueOn === null) return undefined;
  const until = level.contested?.dueOn ?? level.dueOn;
  return dated('appeal-due', level.dueOn, `${level.level === 1 ? 'The first appeal' : `The next appeal (${level.name.toLowerCase()})`} is to be filed by ${level.dueOn}: ${level.arithmetic}${until === level.dueOn ? '' : `; the sources do not agree about the days to ${until}`}.`,
    [{ from: decidedOn, fromWhat: level.level === 1 ? 'denial' : 'decision on the appeal', count: toDay(level.dueOn) - toDay(decidedOn), unit: 'calendar-days', rule: ladder.id, source: level.source }], until);
}
