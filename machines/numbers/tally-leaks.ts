/** Which criteria stand against the next steps of open episodes. Pure. */
import type { Kind, Step } from '../criteria/types';

export interface OpenEpisode {
  /** Undefined where nothing is ahead. */
  readonly nextStep: Step | undefined;
  /** Kinds that stand against it, each once. */
  readonly blockedBy: readonly Kind[];
}

export interface LeakTally {
  readonly openEpisodes: number;
  readonly withNextStep: number;
  readonly blocked: number;
  /** Each episode once, at whatever step. */
  readonly byKind: { readonly [K in Kind]?: number };
  readonly bySteps: { readonly [S in Step]?: { readonly episodes: number; readonly byKind: { readonly [K in Kind]?: number } } };
}

export const NO_LEAKS: LeakTally = { openEpisodes: 0, withNextStep: 0, blocked: 0, byKind: {}, bySteps: {} };

export function countEpisode(tally: LeakTally, { nextStep, blockedBy }: OpenEpisode): LeakTally {
  const openEpisodes = tally.openEpisodes + 1;
  if (nextStep === undefined) return { ...tally, openEpisodes };
  const at = tally.bySteps[nextStep] ?? { episodes: 0, byKind: {} };
  return {
    openEpisodes, withNextStep: tally.withNextStep + 1, blocked: tally.blocked + (blockedBy.length > 0 ? 1 : 0), byKind: withKinds(tally.byKind, blockedBy),
    bySteps: { ...tally.bySteps, [nextStep]: { episodes: at.episodes + 1, byKind: withKinds(at.byKind, blockedBy) } },
  };
}

function withKinds(byKind: LeakTally['byKind'], kinds: readonly Kind[]): LeakTally['byKind'] {
  return kinds.reduce((counts, kind) => ({ ...counts, [kind]: (counts[kind] ?? 0) + 1 }), byKind);
}
