/** A policy that a question names beside the one in force. */
import { isPlainDate } from '../../machines/kernel/calendar';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';

export const POLICY_REF = /^[a-z0-9][a-z0-9-]{0,79}@\d{4}-\d{2}-\d{2}$/;

/** `ref`: `id@version`. Left out `pathway`: of any. */
export function namedPolicy(ref: string, pathway: Policy['pathway'] | undefined, policies: readonly Policy[]): Policy | Rejection {
  const [id, version] = ref.split('@');
  const found = isPlainDate(version) ? policies.find((policy) => policy.id === id && policy.version === version) : undefined;
  if (found === undefined) return reject('policy-not-found', 'There is no policy of that id and version (id@YYYY-MM-DD).', { pointer: '/policy' });
  if (pathway !== undefined && found.pathway !== pathway) return reject('policy-of-other-pathway', `That policy is for the pathway ${found.pathway}.`, { pointer: '/policy' });
  return found;
}
