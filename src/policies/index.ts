export { digestOf } from './digest';
export { openPracticePolicies } from './open-practice-policies';
export { checkPolicyFiles, readPolicyFile, readPracticePolicies, refusalLines, type LoadedPolicy, type PolicyFile, type PracticePolicies } from './read-policy-files';
