/** Episodes: opened with planned targets, planned again, closed. Pure. */
import { isJunctionPair, isSameTarget, LEAD_REGIONS, regionOfLevel, SPINAL_REGIONS, type Region, type Target } from '../kernel/anatomy';
import { unreachable } from '../kernel/assert';
import type { EpisodeId } from '../kernel/ids';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { refuseReason } from './decide-facts';
import { EMPTY_DIRECTORY, type Directory } from '../directory';
import type { EpisodePlan, Given, Pathway, PatientCommand, PatientEvent } from './events';
import type { EpisodeState, PatientState } from './patient';

export type EpisodeCommand = Extract<PatientCommand, { type: 'OpenEpisode' | 'PlanTargets' | 'CloseEpisode' }>;

export function decideEpisode(command: EpisodeCommand, patient: PatientState, { directory = EMPTY_DIRECTORY }: Pick<Given, 'directory'>): PatientEvent | Rejection {
  switch (command.type) {
    case 'OpenEpisode': {
      const { type: _, ...opened } = command;
      const placed = placedPlan(command.plan, directory);
      if (isRejection(placed)) return placed;
      if (patient.episodes.some(({ id }) => id === command.episodeId)) {
        return reject('episode-exists', 'An episode with this id is on record already: open it under a new id.', { details: { episodeId: command.episodeId } });
      }
      return refuseRegion(command.pathway, command.region) ?? refusePlan(patient, command, command.plan) ?? { type: 'EpisodeOpened', ...opened, plan: placed };
    }
    case 'PlanTargets': {
      const episode = openEpisode(patient, command.episodeId);
      if (isRejection(episode)) return episode;
      const { pathway, region, id: episodeId } = episode;
      const plan = placedPlan(command.plan, directory);
      if (isRejection(plan)) return plan;
      return refusePlan(patient, { pathway, region, episodeId }, plan) ?? { type: 'TargetsPlanned', episodeId, plan };
    }
    case 'CloseEpisode': {
      const episode = openEpisode(patient, command.episodeId);
      if (isRejection(episode)) return episode;
      return refuseReason(command.reason) ?? { type: 'EpisodeClosed', episodeId: command.episodeId, reason: command.reason };
    }
    default:
      return unreachable(command);
  }
}

/** `unknown-episode`, or `episode-closed`: closed is final. */
export function openEpisode(patient: PatientState, episodeId: EpisodeId): EpisodeState | Rejection {
  const episode = patient.episodes.find(({ id }) => id === episodeId);
  if (episode === undefined) return reject('unknown-episode', 'This patient has no episode of that id: check the id.', { details: { episodeId } });
  if (episode.closed !== undefined) return reject('episode-closed', 'The episode is closed, and closed is final: open a new one.', { details: { episodeId } });
  return episode;
}

function refuseRegion(pathway: Pathway, region: Region): Rejection | undefined {
  const regions: readonly Region[] = pathway === 'scs' ? LEAD_REGIONS : SPINAL_REGIONS;
  if (regions.includes(region)) return undefined;
  return reject('region-not-of-pathway', `An episode of ${pathway} has one of the regions ${regions.join(', ')}.`, { pointer: '/region', details: { regions } });
}

interface Place {
  readonly episodeId: EpisodeId;
  readonly pathway: Pathway;
  readonly region: Region;
}

/** The place of service is the facility's own. Codes `unknown-facility`, `unknown-practitioner`, `place-differs`. */
export function placedPlan(plan: EpisodePlan, { facilities, practitioners }: Directory): EpisodePlan | Rejection {
  if (plan.practitionerId !== undefined && !practitioners.some(({ id }) => id === plan.practitionerId)) {
    return reject('unknown-practitioner', 'The directory has no practitioner of that id: record the practitioner first, or leave it out.', { pointer: '/practitionerId' });
  }
  if (plan.facilityId === undefined) return plan;
  const facility = facilities.find(({ id }) => id === plan.facilityId);
  if (facility === undefined) return reject('unknown-facility', 'The directory has no facility of that id: record the facility first, or leave it out.', { pointer: '/facilityId' });
  if (plan.setting === undefined || plan.setting === facility.placeOfService) return { ...plan, setting: facility.placeOfService };
  return reject('place-differs', `What is done there is billed under ${facility.placeOfService}: plan that place, or another facility.`, { pointer: '/setting', details: { placeOfService: facility.placeOfService } });
}

/** A plan's targets lie in the region, each once, and in no other open episode of the pathway and region. */
function refusePlan(patient: PatientState, { episodeId, pathway, region }: Place, { targets }: EpisodePlan): Rejection | undefined {
  if (pathway === 'scs') {
    if (targets.length > 0) return reject('targets-outside-region', 'A stimulator episode has a lead region and no facet targets: leave the targets out.', { pointer: '/targets' });
  } else {
    const index = targets.findIndex((target) => !isInRegion(target, region, targets));
    if (index >= 0) {
      return reject('targets-outside-region', `The level lies outside the region ${region}: plan it in an episode of its own region.`, { pointer: `/targets/${index}/level`, details: { region } });
    }
    const twice = targets.findIndex((target, at) => targets.findIndex((other) => isSameTarget(target, other)) !== at);
    if (twice >= 0) return reject('targets-repeated', 'A level and side may be planned once.', { pointer: `/targets/${twice}` });
  }
  const other = patient.episodes.find((episode) => episode.id !== episodeId && episode.closed === undefined && episode.pathway === pathway
    && episode.region === region && (pathway !== 'rfa' || episode.plan.targets.some((taken) => targets.some((target) => isSameTarget(taken, target)))));
  if (other === undefined) return undefined;
  return reject('targets-taken', 'Another open episode has the same place: plan it there, or close that episode first.', { pointer: '/targets', details: { episodeId: other.id } });
}

/** T12-L1 is thoracic, and may be planned with L1-L2 in a lumbosacral session: whether that is one region is the policy's (C14). */
function isInRegion(target: Target, region: Region, targets: readonly Target[]): boolean {
  if (regionOfLevel(target.level) === region) return true;
  return region === 'lumbosacral' && target.level === 'T12-L1' && isJunctionPair(targets.map(({ level }) => level));
}
