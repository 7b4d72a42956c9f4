/** The last denial of an authorization with everything that explains it: what was sent, what the record shows now, and what comes next. */
import { Injectable } from '@nestjs/common';
import { decisionsOf, explainDenial, ladderOf, lastDenial, letterOf, readReason, type AppealLadder, type DeniedRequest, type ExplainedDenial } from '../../machines/denials';
import { peerToPeerCall, windowOf, type PeerToPeerCall } from '../../machines/deadlines';
import { inWords } from '../../machines/packet';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { PacketModel } from '../../machines/packet';
import { coverageOn, type AuthorizationState } from '../../machines/patient';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { LoadPacket } from '../packets';

type Determination = AuthorizationState['determinations'][number];

export interface LoadedDenial {
  readonly authorization: AuthorizationState;
  readonly determination: Determination;
  readonly denied: DeniedRequest;
  readonly now: PacketModel;
  /** The packet that was denied. */
  readonly sent: PacketModel;
  readonly explained: ExplainedDenial;
  readonly ladder: AppealLadder | Rejection;
  /** Of the denial, and of each appeal that was lost. */
  readonly decisions: readonly PlainDate[];
  /** The letter that says the last day of the appeal, where one does. */
  readonly letter: ReturnType<typeof letterOf>;
  readonly call: PeerToPeerCall;
  /** Of the claim, were it denied: no day of it is known yet. */
  readonly ofClaim: AppealLadder | Rejection;
}

@Injectable()
export class LoadDenial {
  constructor(private readonly packets: LoadPacket) {}

  async execute(practiceId: string, at: PatientAt, authorizationId: string): Promise<LoadedDenial | Rejection> {
    const authorization = at.patient.authorizations.find(({ id }) => id === authorizationId);
    if (authorization === undefined) return UNKNOWN;
    const determination = lastDenial(authorization);
    if (determination === undefined) return authorization.position === 'modified' ? NOT_ACCEPTED : NOT_DENIED;
    const now = await this.packets.asTheRecordStands(practiceId, at, authorization);
    if (isRejection(now)) return now;
    const sent = await this.packets.execute(practiceId, at, determination.packetId);
    if (isRejection(sent)) return sent;
    const { payer, line } = authorization.asked ?? coverageOn(at.patient, now.verdict.dateOfService) ?? { payer: 'unknown' };
    const { decidedOn, payerReference, reason = '' } = determination;
    const decisions = decisionsOf(authorization, determination);
    return {
      authorization, determination, now, sent: sent.model,
      denied: { authorizationId, decidedOn, payer: inWords(payer), ...(payerReference !== undefined && { payerReference }), ...(determination.decision === 'modified' && { otherwise: true as const }), ...(authorization.peerToPeerOn !== undefined && { peerToPeerOn: authorization.peerToPeerOn }) },
      explained: explainDenial(readReason(reason, at.practice.state.denialReasons), now, sent.model),
      ladder: ladderOf({ payer, ...(line !== undefined && { line }), of: 'request', decidedOn: decisions }),
      decisions, letter: letterOf(authorization, 'appeal-due', at.patient.documents),
      call: peerToPeerCall(windowOf(at.patient, at.practice.state.directory, authorization, decidedOn), decidedOn, letterOf(authorization, 'peer-to-peer-closes', at.patient.documents)),
      ofClaim: ladderOf({ payer, ...(line !== undefined && { line }), of: 'claim', decidedOn: [] }),
    };
  }
}

const UNKNOWN = reject('unknown-authorization', 'This patient has no authorization by that id.');
const NOT_ACCEPTED = reject('not-denied', 'The payer approved otherwise than asked, and nobody has said what becomes of it: a clinician accepts it, or declines it and then it is requested again or appealed.');
const NOT_DENIED = reject('not-denied', 'The payer has denied nothing of this authorization. Record the determination with its reason first.');
