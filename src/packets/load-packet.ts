/**
 * The packet of an authorization, built from the log and nothing else. Once issued it is built from the version at which
 * it was requested, for ever the same bytes, also after a later request issued another; while a draft, from the record as
 * it is, as of its last change.
 */
import { Injectable } from '@nestjs/common';
import { assess } from '../../machines/criteria/assess';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { isApproved } from '../../machines/authorization';
import { buildPacket, type PacketModel, type PacketRequest } from '../../machines/packet';
import { dateOfServiceOf, notCoveredOf, questionOf, type AuthorizationState, type PatientState } from '../../machines/patient';
import { todayIn } from '../platform/clock/clock';
import { Practices, type Practice } from '../platform/database/practices';
import { DOCUMENT_TYPES } from '../platform/http/media-types';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { policyNamed, PracticeLog } from '../platform/practice-log/practice-log';

export interface LoadedPacket {
  readonly model: PacketModel;
  readonly state: 'draft' | 'issued' | 'superseded';
  readonly issuedAt: string | null;
  /** When it was issued; of a draft, when the record last changed. */
  readonly builtAt: string;
  /** Why the record no longer says what the issued packet prints; the packet itself never changes. */
  readonly stale: string | null;
}

@Injectable()
export class LoadPacket {
  constructor(private readonly log: PatientLog, private readonly practices: Practices, private readonly practiceLog: PracticeLog) {}

  async execute(practiceId: string, now: PatientAt, packetId: string): Promise<LoadedPacket | Rejection> {
    const current = now.patient.authorizations.find((each) => each.packetId === packetId || each.issued.some((packet) => packet.packetId === packetId));
    const practice = await this.practices.find(practiceId);
    if (current === undefined || practice === undefined || now.patient.id === undefined) return PACKET_NOT_FOUND;
    const issued = now.issued[packetId];
    const then = issued === undefined ? now : await this.log.at({ practice: practiceId }, now.patient.id, { toVersion: issued.version });
    const authorization = then.patient.authorizations.find(({ id }) => id === current.id) ?? current;
    const model = this.build(practice, then, authorization);
    if (isRejection(model)) return model;
    const issuedAt = issued?.recordedAt ?? null;
    const builtAt = issuedAt ?? then.recordedAt;
    if (current.packetId !== packetId) return { model, state: 'superseded', issuedAt, builtAt, stale: `it was requested again: packet ${current.packetId} is the one that counts` };
    return { model, state: issued === undefined ? 'draft' : 'issued', issuedAt, builtAt, stale: current.stale ?? null };
  }

  private build(practice: Practice, { patient, version, recordedAt, practice: practiceAt }: PatientAt, authorization: AuthorizationState): PacketModel | Rejection {
    const { name, birthDate, identifiers, coverages, chart, documents } = patient;
    const episode = patient.episodes.find(({ id }) => id === authorization.episodeId);
    const policy = policyNamed(practiceAt, authorization.policy, this.practiceLog.shipped);
    if (episode === undefined || name === undefined || birthDate === undefined) return PACKET_NOT_FOUND;
    if (policy === undefined) {
      return reject('policy-not-found', 'The policy this packet was drafted under is not part of this version of the program. Start the version that has it.', { details: { policy: `${authorization.policy.id}@${authorization.policy.version}` } });
    }
    const { step, targets } = authorization;
    const asOf = todayIn(practice.timeZone, recordedAt);
    const dateOfService = authorization.dateOfService ?? dateOfServiceOf(patient, episode, step, asOf);
    return buildPacket({
      packetId: authorization.packetId, practice: { id: practice.id, name: practice.name }, patientVersion: version, asOf,
      patient: { name, birthDate, identifiers, coverages }, chart, policy, documents: documents.filter(({ mediaType }) => DOCUMENT_TYPES.includes(mediaType)), directory: practiceAt.state.directory,
      authorization: {
        ...episode.plan, ...authorization, notCovered: notCoveredOf(patient, authorization), stale: undefined, region: episode.region, dateOfService: authorization.dateOfService ?? episode.plan.plannedOn,
        resubmissionOf: resubmissionOf(authorization), trialReference: trialReferenceOf(patient, authorization),
      },
      assessment: assess(policy, { ...questionOf(episode, step, dateOfService, asOf), targets }, chart),
    });
  }
}

/** What the payer said to the packet before this one; pended is no decision. */
function resubmissionOf({ issued, determinations }: AuthorizationState): PacketRequest['resubmissionOf'] {
  const before = issued.at(-2);
  const last = determinations.findLast(({ decision }) => decision !== 'pended');
  if (before === undefined || last === undefined) return undefined;
  const { decision, decidedOn, payerReference, reason } = last;
  return { packetId: before.packetId, decision, decidedOn, ...(payerReference !== undefined && { payerReference }), ...(reason !== undefined && { reason }) };
}

/** The payer's number for the trial of the same episode. */
function trialReferenceOf({ authorizations }: PatientState, { step, episodeId }: AuthorizationState): string | undefined {
  if (step !== 'implant') return undefined;
  return authorizations.findLast((one) => one.step === 'trial' && one.episodeId === episodeId && isApproved(one))?.determinations.at(-1)?.payerReference;
}

const PACKET_NOT_FOUND = reject('packet-not-found', 'This patient has no packet by that id.');
