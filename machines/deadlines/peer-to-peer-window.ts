/** How long a peer may be spoken to after a denial: what the practice's directory says of the payer's plan, else of who decides in its place. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { Coverage } from '../criteria/types';
import { waysOf, type Directory, type PeerToPeerWindow } from '../directory';

export function peerToPeerWindow(directory: Directory, asked: Coverage, on: PlainDate): PeerToPeerWindow | undefined {
  const ways = waysOf(directory, asked, on);
  return ways?.plan?.peerToPeer ?? (ways === undefined ? undefined : waysOf(directory, { ...asked, payer: ways.decider.id }, on)?.plan?.peerToPeer);
}
