/** May I book? What a scheduler reads of an assessment: the answer and its dates, nothing of the record. */
import { waitOf } from '../../machines/criteria/earliest-on';
import type { Assessment } from '../../machines/criteria/types';

export function bookingStep({ step, result, policy, dateOfService, asOf, targets, findings }: Assessment) {
  return { step, result, policy, dateOfService, asOf, ...waitOf(findings), targets: targets.map(({ level, side, result: ofTarget }) => ({ level, side, result: ofTarget })) };
}
