/** Answers a case of kind `code` (docs/coding.md): service lines, what holds them, and what is no line of its own. Pure. */
import { isRejection, type Rejection } from '../../../machines/kernel/rejection';
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { Outcome } from '../../../machines/kernel/outcome';
import { chartOf } from '../../../machines/evidence/chart';
import type { Policy } from '../../../machines/criteria/types';
import { chooseCodes, type Coded, type CodingRule } from '../../../machines/coding';
import type { Case } from './parse-case';

export interface CodeAnswer extends Coded {
  readonly unmet: readonly CodingRule[];
  readonly unknown: readonly CodingRule[];
  readonly review: readonly CodingRule[];
}

export function answerCode({ coverage, facts, question }: Case, policies: readonly Policy[]): CodeAnswer | Rejection {
  const { claimType = 'professional', placeOfService } = question;
  const coded = chooseCodes({ dateOfService: question.dateOfService as PlainDate, claimType, ...(placeOfService !== undefined && { placeOfService }) }, { coverage, policies }, chartOf(facts));
  if (isRejection(coded)) return coded;
  const { findings } = coded;
  const rulesOf = (outcome: Outcome): readonly CodingRule[] => [...new Set(findings.filter((one) => one.outcome === outcome).map(({ kind }) => kind))];
  return { ...coded, unmet: rulesOf('unmet'), unknown: rulesOf('unknown'), review: rulesOf('review') };
}
