export { renderInWorker, renderPacketPdfInWorker } from './render-worker';
export { LoadPacket, type LoadedPacket } from './load-packet';
export { RenderedPackets } from './rendered-packets';
export type { DocumentBytes } from './render/sources';
export { announcePackets, PACKET_DRAFT } from './announce-packets';
export { DraftPacket } from './draft-packet';
export { PacketsModule } from './packets.module';
