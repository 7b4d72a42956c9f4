import type { Announce } from '../platform/patient-log/patient-write';

export const PACKET_DRAFT = 'packet-draft';

/** An authorization that is needed has a packet to draft: the job is written with the event, or neither is. */
export const announcePackets: Announce = (patientId, events, version) =>
  events.flatMap((event) => (event.type === 'AuthorizationNeeded'
    ? [{ topic: PACKET_DRAFT, payload: { patientId, packetId: event.packetId, authorizationId: event.authorizationId, version } }] : []));
