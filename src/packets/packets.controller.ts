import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Changes, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { Accepts, From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { GetPacket, PACKET_TYPES } from './get-packet';
import { GetPacketPages } from './get-packet-pages';
import { ReviewDto, SignatureDto } from './packet.dto';
import { SignPacket } from './sign-packet';

@ApiTags('packets')
@Controller('v1/patients/:patientId/packets')
export class PacketsController {
  constructor(private readonly packet: GetPacket, private readonly pages: GetPacketPages, private readonly signing: SignPacket) {}

  @Get(':packetId') @Reads('read-packet', { gives: PACKET_TYPES }) @Answers('Packet', 200)
  @ApiOperation({
    summary: 'The packet of an authorization',
    description: 'As JSON; as PDF with `Accept: application/pdf` or an id that ends in `.pdf`; as a request of Da Vinci PAS 2.2.1 with `Accept: application/fhir+json` or an id that ends in `.fhir.json`, refused with `request-data-missing` where the record lacks what it cannot be without; as the text of an X12 278 request (a skeleton to verify with the clearinghouse) with `Accept: application/edi-x12` or an id that ends in `.278`, refused so too, and with `not-in-edi` where the record says what X12 cannot carry. A draft follows the record; once requested it is frozen and rebuilt from the log to the same bytes. `stale` says when the record no longer supports what was issued, or that a later request issued another packet.',
  })
  @ApiProduces(...PACKET_TYPES)
  getPacket(@From() caller: Caller, @Param('patientId') patientId: string, @Param('packetId') packetId: string, @Accepts() accepts?: string) {
    return this.packet.execute(caller, patientId, packetId, accepts);
  }

  @Get(':packetId/pages') @Reads('read-packet') @Answers('PacketPages', 200)
  @ApiOperation({ summary: 'Where the packet\'s PDF holds what', description: 'Sections, rows of the crosswalk, facts and documents by page from 1, in the packet\'s order. `exact: false`: it was signed under another version of the program, whose page breaks may differ.' })
  getPacketPages(@From() caller: Caller, @Param('patientId') patientId: string, @Param('packetId') packetId: string) {
    return this.pages.execute(caller, patientId, packetId);
  }

  @Post(':packetId/review') @Changes('review-packet') @Answers('PacketSigning', 200)
  @ApiOperation({ summary: 'Review an issued packet', description: 'A person has read it. A packet is reviewed once, and signed after that.' })
  postReview(@Writing() write: Write, @Param('patientId') patientId: string, @Param('packetId') packetId: string, @Body(body(ReviewDto)) dto: ReviewDto) {
    return this.signing.review(write, patientId, packetId, dto);
  }

  @Post(':packetId/signature') @Changes('sign-packet') @Answers('PacketSigning', 200)
  @ApiOperation({
    summary: 'Sign a reviewed packet',
    description: 'A named person answers for it. From now on its PDF is this one; `manifest` holds the digests of all it consists of. 422 `rationale-required` where something the payer asks for is missing; 409 `packet-stale` when the record has changed since it was issued.',
  })
  postSignature(@Writing() write: Write, @Param('patientId') patientId: string, @Param('packetId') packetId: string, @Body(body(SignatureDto)) dto: SignatureDto) {
    return this.signing.sign(write, patientId, packetId, dto);
  }
}
