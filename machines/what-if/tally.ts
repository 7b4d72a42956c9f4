/** Who gains, who loses, by which criterion: counts over all episodes that were compared. Pure. */
import type { Kind } from '../criteria/types';
import type { EpisodeChange } from './compare';

export type Counts = Readonly<Record<EpisodeChange['change'], number>>;

export interface Tally extends Counts {
  readonly episodes: number;
  /** Episodes of `loses`, `gains` or `differs` for which no policy answers on one side: no criterion is named for them. */
  readonly noPolicy: { readonly before: number; readonly after: number };
  /** By criterion: the episodes whose answer it changed for the better or the worse, and those it changed beside others. */
  readonly byKind: { readonly [K in Kind]?: Pick<Counts, 'gains' | 'loses' | 'differs'> };
}

export const EMPTY_TALLY: Tally = { episodes: 0, noPolicy: { before: 0, after: 0 }, gains: 0, loses: 0, differs: 0, same: 0, byKind: {} };

/** Of two parts of one practice. */
export function sumOf(a: Tally, b: Tally): Tally {
  const byKind = { ...a.byKind };
  for (const [kind, counts] of Object.entries(b.byKind) as [Kind, Pick<Counts, 'gains' | 'loses' | 'differs'>][]) {
    const other = byKind[kind] ?? { gains: 0, loses: 0, differs: 0 };
    byKind[kind] = { gains: other.gains + counts.gains, loses: other.loses + counts.loses, differs: other.differs + counts.differs };
  }
  return {
    episodes: a.episodes + b.episodes, gains: a.gains + b.gains, loses: a.loses + b.loses, differs: a.differs + b.differs, same: a.same + b.same, byKind,
    noPolicy: { before: a.noPolicy.before + b.noPolicy.before, after: a.noPolicy.after + b.noPolicy.after },
  };
}

export function addTo(tally: Tally, { change, before, after, criteria }: EpisodeChange): Tally {
  const isLeft = (answer: EpisodeChange['before']): number => Number(change !== 'same' && answer === 'no-policy');
  const byKind = { ...tally.byKind };
  if (change !== 'same') {
    for (const { kind } of criteria) {
      const counts = byKind[kind] ?? { gains: 0, loses: 0, differs: 0 };
      byKind[kind] = { ...counts, [change]: counts[change] + 1 };
    }
  }
  const noPolicy = { before: tally.noPolicy.before + isLeft(before), after: tally.noPolicy.after + isLeft(after) };
  return { ...tally, noPolicy, episodes: tally.episodes + 1, [change]: tally[change] + 1, byKind };
}
