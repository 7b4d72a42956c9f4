import { Module } from '@nestjs/common';
import { DraftPacket } from './draft-packet';
import { GetPacket } from './get-packet';
import { GetPacketPages } from './get-packet-pages';
import { LoadPacket } from './load-packet';
import { PacketFiles } from './packet-files';
import { PacketsController } from './packets.controller';
import { RenderedPackets } from './rendered-packets';
import { SignPacket } from './sign-packet';

@Module({ controllers: [PacketsController], providers: [GetPacket, GetPacketPages, LoadPacket, RenderedPackets, DraftPacket, SignPacket, PacketFiles], exports: [DraftPacket, LoadPacket, RenderedPackets, PacketFiles] })
export class PacketsModule {}
