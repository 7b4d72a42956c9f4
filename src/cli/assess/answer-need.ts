/** Answers cases of kind `pa-applies` and `authorization-valid` (docs/case-format.md): does it apply here, and does the approval hold that day. Pure. */
import type { PlainDate } from '../../../machines/kernel/calendar';
import { toDay } from '../../../machines/kernel/calendar';
import { chartOf } from '../../../machines/evidence/chart';
import { priorAuthorization, type CodeNeed, type PriorAuthorization } from '../../../machines/programs/applies';
import { authorizationValid, type Approvals } from '../../../machines/programs/approvals';
import { unitsOn } from '../../../machines/coding';
import type { Case } from './parse-case';

export interface NeedAnswer {
  readonly result: PriorAuthorization | Approvals['result'];
  readonly program: string | null;
  readonly contested?: boolean;
  readonly codes: readonly CodeNeed[] | Approvals['codes'];
  readonly unmet: readonly 'authorization'[];
  readonly unknown: readonly 'authorization'[];
  readonly review: readonly 'authorization'[];
}

export function answerNeed({ coverage, facts, question }: Case): NeedAnswer {
  const { codes = [], setting, exempt, criticalAccess } = question;
  const dateOfService = question.dateOfService as PlainDate;
  const asked = { coverage, codes, dateOfService, ...(setting !== undefined && { setting }), ...(exempt !== undefined && { exempt }), ...(criticalAccess !== undefined && { criticalAccess }) };
  if (question.kind === 'pa-applies') return { ...priorAuthorization(asked), unmet: [], unknown: [], review: [] };
  const chart = chartOf(facts);
  const { result, program, codes: judged } = authorizationValid(asked, chart, toDay(question.asOf ?? dateOfService), [], unitsOn(chart, coverage));
  return { result, program, codes: judged, unmet: result === 'not-valid' ? ['authorization'] : [], unknown: [], review: result === 'review' ? ['authorization'] : [] };
}
