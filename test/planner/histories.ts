/** Random records for every step of every shipped policy, and for one kind of criterion alone. */
import fc from 'fast-check';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { STEPS, type Kind, type Policy, type Step } from '../../machines/criteria/types';
import { TURNING_DAYS } from '../../machines/planner/turning-days';
import { randomHistory } from '../second-evaluator/random-history';
import { recordOf, type Record } from './day-by-day';

export interface PolicyStep {
  readonly name: string;
  readonly policy: Policy;
  readonly step: Step;
  readonly records: fc.Arbitrary<Record>;
}

export const POLICY_STEPS: readonly PolicyStep[] = POLICY_FILES.flatMap(({ name, content }, at) => {
  const policy = SHIPPED_POLICIES[at] as Policy;
  return STEPS.filter((step) => policy.steps[step] !== undefined).map((step): PolicyStep => ({
    name: `${name} ${step}`, policy, step,
    records: randomHistory(content, step).map(({ question, facts }) => recordOf(policy, question as never, facts)),
  }));
});

/** The same steps with this kind and those that no day turns: what another kind turns on cannot hide a day of this one. */
export function stepsWithOnly(kind: Kind): readonly PolicyStep[] {
  return POLICY_STEPS.filter(({ policy, step }) => policy.steps[step]?.some((criterion) => criterion.kind === kind)).map(({ name, policy, step, records }) => ({
    name, step, records, policy: { ...policy, steps: { [step]: policy.steps[step]?.filter((criterion) => criterion.kind === kind || TURNING_DAYS[criterion.kind] === 'never') } },
  }));
}
