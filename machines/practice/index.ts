export { activePolicies, decidingPolicies } from './active-policies';
export {
  ADMINISTRATIVE_SUBJECTS, decideDenialReason, DENIAL_BUCKETS, normalizedReason,
  type AdministrativeSubject, type DenialBucket, type DenialReasonMapped, type MapDenialReason, type MappedReason,
} from './denial-reasons';
export { decidePractice, type PracticeGiven } from './decide-practice';
export type { ImportMappingSaved, PolicyEvent, PolicyOrigin, PracticeCommand, PracticeEvent } from './events';
export { policyOf } from './parsed-content';
export { EMPTY_PRACTICE, evolvePractice, nameOf, type Act, type OwnPolicy, type PracticeState, type Proposal, type SavedMapping } from './practice';
