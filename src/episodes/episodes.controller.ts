import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Adds, Changes } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { CloseEpisodeDto, OpenEpisodeDto, PlanDto } from './episode.dto';
import { Episodes } from './episodes';

@ApiTags('episodes')
@Controller('v1/patients/:patientId/episodes')
export class EpisodesController {
  constructor(private readonly episodes: Episodes) {}

  @Post() @Adds('plan-episode') @Answers('EpisodeAnswer', 201)
  @ApiOperation({ summary: 'Open an episode', description: 'One pathway in one region, with its planned targets. Open episodes of one pathway and region share no target.' })
  postEpisode(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(OpenEpisodeDto)) dto: OpenEpisodeDto) {
    return this.episodes.open(write, patientId, dto);
  }

  @Post(':episodeId/targets') @Changes('plan-episode') @Answers('EpisodeAnswer', 200)
  @ApiOperation({ summary: 'Change the plan', description: 'Replaces targets, technique, guidance, setting and planned date.' })
  postTargets(@Writing() write: Write, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Body(body(PlanDto)) dto: PlanDto) {
    return this.episodes.plan(write, patientId, episodeId, dto);
  }

  @Post(':episodeId/close') @Changes('plan-episode') @Answers('EpisodeAnswer', 200)
  @ApiOperation({ summary: 'Close an episode', description: 'Closed is final; what was recorded stays and goes on counting for frequency limits.' })
  postClose(@Writing() write: Write, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Body(body(CloseEpisodeDto)) dto: CloseEpisodeDto) {
    return this.episodes.close(write, patientId, episodeId, dto);
  }
}
