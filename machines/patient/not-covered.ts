/** Planned targets that an authorization leaves out because the record did not support them. Pure; read from the recorded assessment. */
import { isSameTarget, type Target } from '../kernel/anatomy';
import type { Kind } from '../criteria/types';
import type { AuthorizationState } from '../authorization';
import type { PatientState } from './patient';

export interface NotCovered extends Target {
  /** What is not met for it. */
  readonly kinds: readonly Kind[];
}

/** Of a request: as it was when it was made. Of a draft: as the record is now. Empty for an override, which covers every planned target. */
export function notCoveredOf({ episodes }: Pick<PatientState, 'episodes'>, { requestedOn, episodeId, step, targets }: AuthorizationState): readonly NotCovered[] {
  const record = requestedOn ?? episodes.find(({ id }) => id === episodeId)?.assessments[step];
  const left: { readonly level: Target['level']; readonly side: Target['side']; readonly kinds: Kind[] }[] = [];
  for (const { target, outcome, kind } of record?.findings ?? []) {
    if (target === undefined || outcome === 'met' || targets.some((covered) => isSameTarget(covered, target))) continue;
    const known = left.find((entry) => isSameTarget(entry, target));
    if (known === undefined) left.push({ level: target.level, side: target.side, kinds: [kind] });
    else if (!known.kinds.includes(kind)) known.kinds.push(kind);
  }
  return left;
}
