import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PATHWAYS, pathwayMap } from '../../machines/patient';
import { reject } from '../../machines/kernel/rejection';
import { Reads } from '../platform/auth/endpoint';
import { answer, type Answered } from '../platform/http/answer';
import { Answers } from '../platform/openapi/answers';

@ApiTags('pathways')
@Controller('v1/pathways')
export class PathwaysController {
  @Get(':pathway/map') @Reads('read-map') @Answers('PathwayMap', 200)
  @ApiOperation({ summary: 'The pathway map that is executed', description: 'Positions with their descriptions and tags, and the transitions between them. The same for every payer.' })
  @ApiParam({ name: 'pathway', enum: PATHWAYS })
  getMap(@Param('pathway') name: string): Answered {
    const pathway = PATHWAYS.find((each) => each === name);
    return pathway === undefined ? reject('unknown-pathway', `There is no such pathway. There are ${PATHWAYS.join(' and ')}.`) : answer(200, pathwayMap(pathway));
  }
}
