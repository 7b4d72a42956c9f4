import type { LoadedPolicy } from './read-policy-files';

/** Provides `readonly LoadedPolicy[]`: what the practice's directory held when the program started. */
export const OWN_POLICIES = Symbol('OwnPolicies');
export type OwnPolicies = readonly LoadedPolicy[];
