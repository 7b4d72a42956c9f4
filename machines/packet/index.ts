export { buildPacket, type AuthorizationParts, type PacketInput, type PatientParts } from './build-packet';
export type * from './packet-model';
