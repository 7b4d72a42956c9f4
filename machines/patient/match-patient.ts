/**
 * Whom a patient of another system is here. A link that stands decides; a chart number of one patient whose date of birth agrees
 * decides; everything else is for a person to decide, and nobody is ever taken for another because of a name. Pure.
 */
import type { PlainDate } from '../kernel/calendar';
import type { PatientId } from '../kernel/ids';

export interface MatchCandidate {
  readonly patientId: PatientId;
  readonly birthDate: PlainDate;
}

export interface MatchQuestion {
  readonly birthDate?: PlainDate;
  /** Whether name and date of birth are both known: who lacks one cannot be registered. */
  readonly isIdentified: boolean;
  /** Patients who are linked with this one of the source, and some who once were. */
  readonly linked: readonly PatientId[];
  readonly unlinked: readonly PatientId[];
  readonly withChartNumber: readonly MatchCandidate[];
  /** Same name, same date of birth. */
  readonly namesakes: readonly MatchCandidate[];
  /** How many the source itself has of this name and date of birth. */
  readonly sameAtSource: number;
  /** Of some of what is said under this key nobody can read whom it is said of. */
  readonly isDoubted: boolean;
  /** Patients whom the practice does not have are registered. */
  readonly registers: boolean;
}

export const HELD_REASONS = ['birth-date-differs', 'chart-number-of-several', 'possibly-known', 'twice-at-source', 'link-undone', 'unknown-patient', 'identity-incomplete', 'identity-doubted'] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

export type Match =
  | { readonly kind: 'same'; readonly patientId: PatientId; readonly by: 'link' | 'identifier' }
  | { readonly kind: 'new' }
  | { readonly kind: 'held'; readonly reason: HeldReason; readonly candidates: readonly PatientId[] };

export function matchPatient({ birthDate, isIdentified, linked, unlinked, withChartNumber, namesakes, sameAtSource, isDoubted, registers }: MatchQuestion): Match {
  const held = (reason: HeldReason, candidates: readonly Pick<MatchCandidate, 'patientId'>[]): Match => ({ kind: 'held', reason, candidates: candidates.map(({ patientId }) => patientId) });
  const [only] = linked;
  if (only !== undefined && isDoubted) return held('identity-doubted', linked.map((patientId) => ({ patientId })));
  if (only !== undefined) return { kind: 'same', patientId: only, by: 'link' };
  const [charted] = withChartNumber;
  if (withChartNumber.length > 1) return held('chart-number-of-several', withChartNumber);
  if (charted !== undefined) {
    if (unlinked.includes(charted.patientId)) return held('link-undone', withChartNumber);
    if (birthDate === undefined) return held('identity-incomplete', withChartNumber);
    if (birthDate !== charted.birthDate) return held('birth-date-differs', withChartNumber);
    return isDoubted ? held('identity-doubted', withChartNumber) : { kind: 'same', patientId: charted.patientId, by: 'identifier' };
  }
  if (namesakes.length > 0) return held(unlinked.length > 0 ? 'link-undone' : 'possibly-known', namesakes);
  if (sameAtSource > 1) return held('twice-at-source', []);
  if (unlinked.length > 0) return held('link-undone', []);
  if (!isIdentified) return held('identity-incomplete', []);
  if (isDoubted) return held('identity-doubted', []);
  return registers ? { kind: 'new' } : held('unknown-patient', []);
}
