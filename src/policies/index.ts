export { digestOf } from './digest';
export { OWN_POLICIES, type OwnPolicies } from './own-policies';
export { installPack, type InstalledPack } from './packs/install-pack';
export { makeKey, makePack, type PackOrder } from './packs/make-pack';
export { PoliciesModule } from './policies.module';
export { openPracticePolicies } from './open-practice-policies';
export { readPracticePolicies } from './practice-policies';
export { refuseUnreadablePolicies } from './refuse-unreadable-policies';
export { checkPolicyFiles, readPolicyFile, refusalLines, type LoadedPolicy, type PolicyFile, type PracticePolicies } from './read-policy-files';
