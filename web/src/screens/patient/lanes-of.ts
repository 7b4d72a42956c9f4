/** One lane per region and side: sides differ, so an episode with targets of both is in two lanes. */
import type { Schemas } from '../../api/client';
import { pathwayInWords, regionInWords } from '../../parts/words';

type Episode = Schemas['EpisodeStanding'];
type Checklist = Schemas['Checklist'];

export interface Lane {
  readonly key: string;
  readonly title: string;
  readonly side?: string;
  readonly episode: Episode;
  readonly targets: readonly Schemas['Target'][];
}

const PATHWAYS = ['rfa', 'scs', 'epidural'];
const SIDES = ['right', 'left'];

export function lanesOf(episodes: readonly Episode[]): readonly Lane[] {
  const lanes = episodes.flatMap((episode): readonly Lane[] => {
    const { episodeId, pathway, region, plan: { targets } } = episode;
    const where = pathway === 'scs' ? `Stimulator, ${regionInWords(region).toLowerCase()}` : regionInWords(region);
    const sides = SIDES.filter((side) => targets.some((target) => target.side === side));
    if (sides.length === 0) return [{ key: episodeId, title: where, episode, targets }];
    return sides.map((side) => ({ key: `${episodeId} ${side}`, title: `${where}, ${side}`, side, episode, targets: targets.filter((target) => target.side === side) }));
  });
  return lanes.sort((one, other) => Number(isClosed(one.episode)) - Number(isClosed(other.episode)) || PATHWAYS.indexOf(one.episode.pathway) - PATHWAYS.indexOf(other.episode.pathway)
    || other.episode.region.localeCompare(one.episode.region) || SIDES.indexOf(one.side ?? '') - SIDES.indexOf(other.side ?? ''));
}

export const isClosed = ({ tags }: Episode): boolean => tags.includes('closed');

export const episodeInWords = ({ pathway, region }: Pick<Episode, 'pathway' | 'region'>): string => `${pathwayInWords(pathway)}, ${regionInWords(region).toLowerCase()}`;

export interface LaneAnswer {
  readonly result: string;
  readonly earliestOn: string | null;
  readonly waitsOnlyForTime: boolean;
  /** What is not met of this side or of the whole session, in the order of the policy. */
  readonly open: readonly Schemas['ChecklistItem'][];
}

/** Of a lane without sides the whole answer. */
export function answerOf({ side }: Lane, { result, earliestOn, waitsOnlyForTime, targets, items }: Checklist): LaneAnswer {
  const own = targets.filter((target) => target.side === side);
  const concerns = items.filter((item) => item.targets.length === 0 || side === undefined || item.targets.some((target) => target.side === side));
  const told = new Set<string>();
  // Two criteria of a policy may ask the same of the record: said once.
  const open = concerns.filter(({ outcome, title, shown, toDocument = '' }) => outcome !== 'met' && outcome !== 'not-asked' && !told.has(`${title} ${shown} ${toDocument}`) && told.add(`${title} ${shown} ${toDocument}`));
  if (own.length === 0) return { result, earliestOn, waitsOnlyForTime, open };
  const results = new Set(own.map((target) => target.result));
  const days = own.flatMap((target) => target.earliestOn ?? []).sort();
  return { result: results.size === 1 ? own[0]?.result ?? result : 'partial', earliestOn: days.at(-1) ?? null, waitsOnlyForTime: own.every((target) => target.waitsOnlyForTime || target.result === 'eligible') && days.length > 0, open };
}
