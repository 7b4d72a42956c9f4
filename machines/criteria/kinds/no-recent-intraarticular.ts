import { toPlainDate, type DayNumber } from '../../kernel/calendar';
import { blockEvidence, DIAGNOSTIC_BLOCKS, injectionsTooClose, therapeuticInjections } from '../block-evidence';
import { finding, idsOf, type CriterionKind, type Evaluation } from '../evaluation';

const DAYS_PER_WEEK = 7;

/**
 * No therapeutic injection into a joint of the region in the weeks before a diagnostic block: before the asked one, and
 * before those the step rests on. The record holding none is met.
 */
export const noRecentIntraarticular: CriterionKind<'no-recent-intraarticular'> = {
  kind: 'no-recent-intraarticular',
  shape: { weeksMin: 'count' },
  reads: [...DIAGNOSTIC_BLOCKS, 'block.agent', 'block.relief'],
  evaluate(criterion, on) {
    const { weeksMin } = criterion.required;
    const days = weeksMin * DAYS_PER_WEEK;
    const injections = therapeuticInjections(on);
    const blockDays = asksForBlock(on) ? [...chosenDays(on), on.dateOfService] : chosenDays(on);
    const tooClose = [...new Set(blockDays.flatMap((day) => injectionsTooClose(on, day, weeksMin)))].sort((a, b) => a.day - b.day);
    if (tooClose.length === 0) return finding(criterion, { outcome: 'met', found: { injections: injections.length }, evidence: idsOf(injections) });
    // A later day cures the asked block only.
    const isOfAsked = tooClose.every((injection) => injection.day <= on.dateOfService && on.dateOfService - injection.day < days) && asksForBlock(on);
    const last = Math.max(...tooClose.map((injection) => injection.day));
    return finding(criterion, {
      outcome: 'unmet',
      found: { injectionOn: tooClose.map((injection) => injection.fact.occurredOn), ...(isOfAsked ? { earliestOn: toPlainDate(last + days) } : {}) },
      evidence: idsOf(tooClose),
    });
  },
};

function asksForBlock(on: Evaluation): boolean {
  return on.question.step !== 'rfa' && on.question.step !== 'repeat-rfa';
}

function chosenDays(on: Evaluation): DayNumber[] {
  return [...new Set(blockEvidence(on).targets.flatMap(({ chosen }) => chosen.map((reading) => reading.block.day)))];
}
