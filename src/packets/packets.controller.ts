import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { JSON_TYPE, PDF_TYPE } from '../platform/http/media-types';
import { Accepts, From } from '../platform/http/parameters';
import { GetPacket } from './get-packet';

@ApiTags('packets')
@Controller('v1/patients/:patientId/packets')
export class PacketsController {
  constructor(private readonly packet: GetPacket) {}

  @Get(':packetId') @Reads('read-packet', { gives: [JSON_TYPE, PDF_TYPE] })
  @ApiOperation({
    summary: 'The packet of an authorization',
    description: 'As JSON, or as PDF with `Accept: application/pdf` or an id that ends in `.pdf`. A draft follows the record; once requested it is frozen and rebuilt from the log to the same bytes. `stale` says when the record no longer supports what was issued.',
  })
  @ApiProduces(JSON_TYPE, PDF_TYPE)
  getPacket(@From() caller: Caller, @Param('patientId') patientId: string, @Param('packetId') packetId: string, @Accepts() accepts?: string) {
    return this.packet.execute(caller, patientId, packetId, accepts);
  }
}
