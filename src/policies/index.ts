export { digestOf } from './digest';
export { OWN_POLICIES, type OwnPolicies } from './own-policies';
export { PoliciesModule } from './policies.module';
export { POLICY_ORIGINS, POLICY_STATES } from './policy.view';
export { openPracticePolicies } from './open-practice-policies';
export { checkPolicyFiles, readPolicyFile, readPracticePolicies, refusalLines, type LoadedPolicy, type PolicyFile, type PracticePolicies } from './read-policy-files';
