/** The denial of an example case: its packet as it was sent, its packet as the record stands, and a reason. */
import { appealLetter, explainDenial, ladderOf, peerToPeerCard, readReason, type AppealLetter, type DeniedRequest, type ExplainedDenial, type PeerToPeerCard } from '../../machines/denials';
import { isRejection } from '../../machines/kernel/rejection';
import { buildPacket, type PacketModel } from '../../machines/packet';
import type { Fact } from '../../machines/evidence/fact';
import { exampleCase, packetInputOf } from '../packets/case-packet';

export const DENIED: DeniedRequest = { authorizationId: 'authorization-1', decidedOn: '2026-09-28', payer: 'Medicare', payerReference: 'A1234567890123', peerToPeerOn: '2026-10-05' };

export interface DenialOfCase {
  readonly now: PacketModel;
  readonly sent: PacketModel;
  readonly explained: ExplainedDenial;
  readonly card: PeerToPeerCard;
  readonly letter: AppealLetter;
}

/** `without`: facts that were recorded only after the packet was sent. */
export function denialOf(name: string, reason: string, without: (fact: Fact) => boolean = () => false, denied: DeniedRequest = DENIED): DenialOfCase {
  const one = exampleCase(name);
  const now = buildPacket(packetInputOf(one));
  const held = new Set(one.facts.flatMap((fact, index) => (without(fact) ? [] : [`fact-${String(index + 1).padStart(2, '0')}`])));
  const sent = { ...now, packetId: 'packet-sent', evidence: now.evidence.filter(({ factId }) => held.has(factId)) };
  const explained = explainDenial(readReason(reason), now, sent);
  const ladder = ladderOf({ payer: 'aetna', line: 'commercial', of: 'request', decidedOn: [denied.decidedOn] });
  if (isRejection(ladder)) throw new Error(ladder.message);
  const [level] = ladder.levels;
  if (level === undefined) throw new Error('no level');
  const pageOf = (factId: string): string | undefined => (held.has(factId) ? 'page 4, document page 9' : undefined);
  return { now, sent, explained, card: peerToPeerCard(denied, explained, now, sent, pageOf), letter: appealLetter(denied, explained, now, level) };
}
