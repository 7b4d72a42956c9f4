export { checkPolicyFiles, readPolicyFile, readPracticePolicies, refusalLines, type PolicyFile, type PracticePolicies } from './read-policy-files';
