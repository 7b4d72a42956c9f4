/**
 * The packet of an authorization, built from the log and nothing else. Once issued it is built from the version at which
 * it was requested, for ever the same bytes, also after a later request issued another; while a draft, from the record as
 * it is, as of its last change. What is added to it later is who reviewed and who signed it.
 */
import { Injectable } from '@nestjs/common';
import { assess } from '../../machines/criteria/assess';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { isApproved, lastDetermination, type PacketReview, type PacketSignature } from '../../machines/authorization';
import { buildPacket, packetChanges, type PacketModel, type PacketRequest } from '../../machines/packet';
import { dateOfServiceOf, notCoveredOf, questionOf, type AuthorizationState, type PatientState } from '../../machines/patient';
import { todayIn } from '../platform/clock/clock';
import { Practices, type Practice } from '../platform/database/practices';
import { DOCUMENT_TYPES } from '../platform/http/media-types';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { policyNamed, PracticeLog } from '../platform/practice-log/practice-log';

export interface LoadedPacket {
  readonly model: PacketModel;
  readonly authorizationId: string;
  readonly state: 'draft' | 'issued' | 'superseded';
  readonly issuedAt: string | null;
  /** When it was issued; of a draft, when the record last changed. */
  readonly builtAt: string;
  /** Why the record no longer says what the issued packet prints; the packet itself never changes. */
  readonly stale: string | null;
  readonly review: PacketReview | null;
  readonly signature: PacketSignature | null;
}

type Signing = NonNullable<PacketModel['signature']>;

@Injectable()
export class LoadPacket {
  constructor(private readonly log: PatientLog, private readonly practices: Practices, private readonly practiceLog: PracticeLog) {}

  /** `signing`: as it will be once it is signed so. */
  async execute(practiceId: string, now: PatientAt, packetId: string, signing?: Signing): Promise<LoadedPacket | Rejection> {
    const current = now.patient.authorizations.find((each) => each.packetId === packetId || each.issued.some((packet) => packet.packetId === packetId));
    const practice = await this.practices.find(practiceId);
    if (current === undefined || practice === undefined) return PACKET_NOT_FOUND;
    const built = await this.modelOf(practice, now, packetId, current);
    if (isRejection(built)) return built;
    const { resubmissionOf } = built.request;
    const before = resubmissionOf === undefined ? undefined : await this.modelOf(practice, now, resubmissionOf.packetId, current);
    if (isRejection(before)) return before;
    const { reviewed, signed } = current.issued.find((packet) => packet.packetId === packetId) ?? {};
    const model = { ...built, changes: before && packetChanges(before, built), review: reviewed, signature: signing ?? (signed && printed(signed)) };
    const issuedAt = now.issued[packetId]?.recordedAt ?? null;
    const rest = { authorizationId: current.id, issuedAt, builtAt: issuedAt ?? now.recordedAt, review: reviewed ?? null, signature: signed ?? null };
    if (current.packetId !== packetId) return { model, ...rest, state: 'superseded', stale: `it was requested again: packet ${current.packetId} is the one that counts` };
    return { model, ...rest, state: issuedAt === null ? 'draft' : 'issued', stale: current.stale ?? null };
  }

  private async modelOf(practice: Practice, now: PatientAt, packetId: string, { id: authorizationId }: AuthorizationState): Promise<PacketModel | Rejection> {
    const issued = now.issued[packetId];
    const then = issued === undefined || now.patient.id === undefined ? now : await this.log.at({ practice: practice.id }, now.patient.id, { toVersion: issued.version });
    const authorization = then.patient.authorizations.find(({ id }) => id === authorizationId);
    return authorization === undefined ? PACKET_NOT_FOUND : this.build(practice, then, authorization);
  }

  /** What the authorization's packet would hold if it were issued now, from the record as it is. */
  async asTheRecordStands(practiceId: string, now: PatientAt, authorization: AuthorizationState): Promise<PacketModel | Rejection> {
    const practice = await this.practices.find(practiceId);
    return practice === undefined ? PACKET_NOT_FOUND : this.build(practice, now, authorization);
  }

  private build(practice: Practice, { patient, version, recordedAt, practice: practiceAt }: PatientAt, authorization: AuthorizationState): PacketModel | Rejection {
    const { name, birthDate, details, identifiers, coverages, chart, documents } = patient;
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
      patient: { name, birthDate, details, identifiers, coverages }, chart, policy, documents: documents.filter(({ mediaType }) => DOCUMENT_TYPES.includes(mediaType)).map(({ rendition, ...rest }) => ({ ...rest, ...(rendition !== undefined && { printed: { sha256: rendition.sha256, mediaType: rendition.mediaType } }) })), directory: practiceAt.state.directory,
      authorization: {
        ...episode.plan, ...authorization, notCovered: notCoveredOf(patient, authorization), stale: undefined, region: episode.region, dateOfService: authorization.dateOfService ?? episode.plan.plannedOn,
        resubmissionOf: resubmissionOf(authorization), trialReference: trialReferenceOf(patient, authorization),
      },
      assessment: assess(policy, { ...questionOf(episode, step, dateOfService, asOf), targets }, chart),
    });
  }
}

/** What the payer said last to a packet before this one; pended is no decision. */
function resubmissionOf({ packetId, determinations }: AuthorizationState): PacketRequest['resubmissionOf'] {
  const last = determinations.findLast((each) => each.decision !== 'pended' && each.packetId !== packetId);
  if (last === undefined) return undefined;
  const { decision, decidedOn, payerReference, reason } = last;
  return { packetId: last.packetId, decision, decidedOn, ...(payerReference !== undefined && { payerReference }), ...(reason !== undefined && { reason }) };
}

/** The payer's number for the trial of the same episode. */
function trialReferenceOf({ authorizations }: PatientState, { step, episodeId }: AuthorizationState): string | undefined {
  if (step !== 'implant') return undefined;
  const trial = authorizations.findLast((one) => one.step === 'trial' && one.episodeId === episodeId && isApproved(one));
  return trial && lastDetermination(trial)?.payerReference;
}

/** Of a signature, what is printed: the digests cannot be part of what they are of. */
function printed({ by, credentials, on, rationale }: PacketSignature): Signing {
  return { by, ...(credentials !== undefined && { credentials }), on, ...(rationale !== undefined && { rationale }) };
}

export const PACKET_NOT_FOUND = reject('packet-not-found', 'This patient has no packet by that id.');
