/** Opening, planning and closing an episode. */
import { Injectable } from '@nestjs/common';
import type { EpisodePlan } from '../../machines/patient/events';
import { answerJson, type Answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { withJson } from '../platform/json/raw-json';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite, Recorded } from '../platform/patient-log/patient-write';
import { standingsOf } from '../status';
import type { CloseEpisodeDto, OpenEpisodeDto, PlanDto } from './episode.dto';

@Injectable()
export class Episodes {
  constructor(private readonly log: PatientLog) {}

  open(write: Write, patientId: string, dto: OpenEpisodeDto): Promise<Answered> {
    const { pathway, region, ...plan } = plain(dto);
    return this.log.write(write, patientId, {
      action: 'plan-episode', status: 201,
      command: (ids) => ({ type: 'OpenEpisode', episodeId: ids(), pathway, region, plan: plan as EpisodePlan }),
      answer: (recorded) => {
        const episodeId = recorded.newId();
        return episodeAnswer(recorded, episodeId, 201).with({ location: `/v1/patients/${patientId}/status` });
      },
    });
  }

  plan(write: Write, patientId: string, episodeId: string, dto: PlanDto): Promise<Answered> {
    return this.log.write(write, patientId, changeOf(episodeId, () => ({ type: 'PlanTargets', episodeId, plan: plain(dto) as EpisodePlan })));
  }

  close(write: Write, patientId: string, episodeId: string, { reason }: CloseEpisodeDto): Promise<Answered> {
    return this.log.write(write, patientId, changeOf(episodeId, () => ({ type: 'CloseEpisode', episodeId, reason })));
  }
}

function changeOf(episodeId: string, command: PatientWrite['command']): PatientWrite {
  return {
    action: 'plan-episode', status: 200, command,
    answer: (recorded) => episodeAnswer(recorded, episodeId, 200),
  };
}

/** The episode, and where every open one stands now: what one session uses up counts for the others. */
function episodeAnswer(recorded: Recorded, episodeId: string, status: 200 | 201): Answer {
  const { patientId, patient, version, recordedAt, asOf } = recorded;
  const episode = patient.episodes.find(({ id }) => id === episodeId);
  return answerJson(status, withJson({
    patientId, episodeId, position: episode?.position ?? null, ...(episode?.closed === undefined ? {} : { closed: episode.closed }),
    version, recordedAt, asOf,
  }, 'episodes', standingsOf(recorded, 'next')), { etag: tagOf(version) });
}
