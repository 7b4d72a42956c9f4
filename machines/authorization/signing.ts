/**
 * A packet on its way out: issued, reviewed by a person, signed by a named person. What was signed is named by its digests, so that
 * anybody can tell later whether a file is that packet. Pure.
 */
import type { PlainDate } from '../kernel/calendar';
import type { PacketId } from '../kernel/ids';
import { reject, type Rejection } from '../kernel/rejection';

/** What a signed packet consists of. Digests are SHA-256, hex. */
export interface PacketManifest {
  readonly format: 1;
  /** Version of the patient's log it is built from. */
  readonly patientVersion: number;
  /** Of the canonical JSON of the packet as it was signed. */
  readonly modelSha256: string;
  readonly documents: readonly { readonly id: string; readonly sha256: string }[];
  readonly pdf: { readonly sha256: string; readonly bytes: number; readonly pages: number };
}

export interface PacketReview {
  /** The person. */
  readonly by: string;
  readonly on: PlainDate;
  readonly note?: string;
}

export interface PacketSignature {
  /** The person, and what is printed after the name. */
  readonly by: string;
  readonly credentials?: string;
  readonly on: PlainDate;
  /** Why it goes out with gaps. */
  readonly rationale?: string;
  readonly manifest: PacketManifest;
}

export interface IssuedPacket {
  readonly packetId: PacketId;
  /** The practice's day of the request. */
  readonly issuedOn?: PlainDate;
  readonly reviewed?: PacketReview;
  readonly signed?: PacketSignature;
}

/** What is read of an authorization. */
interface Issuing {
  readonly packetId: PacketId;
  readonly position: string;
  readonly issued: readonly IssuedPacket[];
  readonly stale?: string;
  readonly recordChanged?: true;
}

export interface ReviewPacket {
  readonly type: 'ReviewPacket';
  readonly authorizationId: string;
  readonly packetId: PacketId;
  readonly by: string;
  readonly note?: string;
}

export interface SignPacket {
  readonly type: 'SignPacket';
  readonly authorizationId: string;
  readonly packetId: PacketId;
  readonly by: string;
  readonly credentials?: string;
  /** The day it was rendered with. */
  readonly on: PlainDate;
  readonly rationale?: string;
  /** Something the payer asks for is missing and nobody has overridden it. */
  readonly hasGaps: boolean;
  readonly manifest: PacketManifest;
}

export type SigningEvent =
  | { readonly type: 'PacketReviewed'; readonly authorizationId: string; readonly packetId: PacketId; readonly by: string; readonly reviewedOn: PlainDate; readonly note?: string }
  | { readonly type: 'PacketSigned'; readonly authorizationId: string; readonly packetId: PacketId; readonly by: string; readonly credentials?: string; readonly signedOn: PlainDate;
      readonly rationale?: string; readonly manifest: PacketManifest };

/** Codes `packet-not-issued`, `packet-superseded`, `packet-stale`, `already-submitted`, `already-reviewed`, `already-signed`, `packet-not-reviewed`, `rationale-required`. */
export function decideSigning(command: ReviewPacket | SignPacket, authorization: Issuing, asOf: PlainDate): readonly SigningEvent[] | Rejection {
  const packet = authorization.issued.find(({ packetId }) => packetId === command.packetId);
  if (packet === undefined) return reject('packet-not-issued', 'It is a draft, and drafts follow the record: request the authorization first.');
  const refused = refuseState(packet, authorization);
  if (refused !== undefined) return refused;
  const { authorizationId, packetId, by } = command;
  if (command.type === 'ReviewPacket') {
    if (packet.reviewed !== undefined) return reject('already-reviewed', `It was reviewed by ${packet.reviewed.by}: go on with its signature.`);
    return [{ type: 'PacketReviewed', authorizationId, packetId, by, reviewedOn: asOf, ...(command.note !== undefined && { note: command.note }) }];
  }
  if (packet.reviewed === undefined) return reject('packet-not-reviewed', 'Nobody has reviewed it yet: have it reviewed, then sign it.');
  const { credentials, on: signedOn, rationale, hasGaps, manifest } = command;
  if (hasGaps && (rationale ?? '').trim() === '') return reject('rationale-required', 'Something the payer asks for is missing: record it and request again, or say why the packet goes out without it. The packet prints what you say.', { pointer: '/rationale' });
  return [{ type: 'PacketSigned', authorizationId, packetId, by, ...(credentials !== undefined && { credentials }), signedOn, ...(rationale !== undefined && { rationale }), manifest }];
}

function refuseState(packet: IssuedPacket, { packetId, position, stale, recordChanged }: Issuing): Rejection | undefined {
  if (packet.packetId !== packetId) return reject('packet-superseded', 'It was requested again: the later packet counts.', { details: { packetId } });
  if (packet.signed !== undefined) return reject('already-signed', `It was signed by ${packet.signed.by}: go on with its submission.`);
  if (position !== 'requested') return reject('already-submitted', `The request is ${position}: what has gone out is not signed afterwards.`, { details: { position } });
  if (stale !== undefined || recordChanged === true) return reject('packet-stale', 'The record has changed since it was issued: request again, so that what is signed is what the record says.');
  return undefined;
}

/** Folds a review or a signature into the packet it is about. */
export function evolveSigning(issued: readonly IssuedPacket[], event: SigningEvent): readonly IssuedPacket[] {
  return issued.map((packet) => {
    if (packet.packetId !== event.packetId) return packet;
    if (event.type === 'PacketReviewed') return { ...packet, reviewed: { by: event.by, on: event.reviewedOn, ...(event.note !== undefined && { note: event.note }) } };
    const { by, credentials, signedOn: on, rationale, manifest } = event;
    return { ...packet, signed: { by, ...(credentials !== undefined && { credentials }), on, ...(rationale !== undefined && { rationale }), manifest } };
  });
}
