export { renderInWorker, renderPacketPdfInWorker } from './render-worker';
export type { DocumentBytes } from './render/sources';
export { announcePackets, PACKET_DRAFT } from './announce-packets';
export { DraftPacket } from './draft-packet';
export { LoadPacket, type LoadedPacket } from './load-packet';
export { PacketFiles, type PacketFile } from './packet-files';
export { RenderedPackets } from './rendered-packets';
export { verifyPacket } from './verify-packet';
export { PacketsModule } from './packets.module';
