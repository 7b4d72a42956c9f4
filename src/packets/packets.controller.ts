import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { Accepts, From } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { GetPacket, PACKET_TYPES } from './get-packet';

@ApiTags('packets')
@Controller('v1/patients/:patientId/packets')
export class PacketsController {
  constructor(private readonly packet: GetPacket) {}

  @Get(':packetId') @Reads('read-packet', { gives: PACKET_TYPES }) @Answers('Packet', 200)
  @ApiOperation({
    summary: 'The packet of an authorization',
    description: 'As JSON; as PDF with `Accept: application/pdf` or an id that ends in `.pdf`; as a request of Da Vinci PAS 2.2.1 with `Accept: application/fhir+json` or an id that ends in `.fhir.json`, refused with `request-data-missing` where the record lacks what it cannot be without. A draft follows the record; once requested it is frozen and rebuilt from the log to the same bytes. `stale` says when the record no longer supports what was issued, or that a later request issued another packet.',
  })
  @ApiProduces(...PACKET_TYPES)
  getPacket(@From() caller: Caller, @Param('patientId') patientId: string, @Param('packetId') packetId: string, @Accepts() accepts?: string) {
    return this.packet.execute(caller, patientId, packetId, accepts);
  }
}
