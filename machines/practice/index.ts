export { activePolicies, decidingPolicies } from './active-policies';
export { decidePractice, type PracticeGiven } from './decide-practice';
export type { PolicyEvent, PolicyOrigin, PracticeCommand, PracticeEvent } from './events';
export { policyOf } from './parsed-content';
export { EMPTY_PRACTICE, evolvePractice, nameOf, type Act, type OwnPolicy, type PracticeState, type Proposal } from './practice';
