/** Which two policies a question names. Pure. */
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { withFamily } from '../../machines/policies/family';
import { parsePolicy } from '../../machines/policies/parse';
import { nameOf } from '../../machines/practice';
import type { Change } from '../../machines/what-if';

export interface ChangeQuestion {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Content of a policy file. */
  readonly draft?: unknown;
}

/** `known`: every policy there is, active or not. `invalid-request`, `invalid-policy`, `policy-not-found`, `unknown-replaced-policy`, `policy-of-other-pathway`. */
export function findChange({ from, to, draft }: ChangeQuestion, known: readonly Policy[], deciding: readonly Policy[], asOf: PlainDate): Change | Rejection {
  if ((to === undefined) === (draft === undefined)) return reject('invalid-request', 'Name a policy in `to`, or send the content of a file in `draft`: one of them.', { pointer: '/to' });
  const after = draft === undefined ? named(known, to as string, '/to') : ofDraft(draft);
  if (isRejection(after)) return after;
  const replaced = after.replaces === undefined ? undefined : named(known, after.replaces, '/draft/replaces');
  if (isRejection(replaced)) return reject('unknown-replaced-policy', `${nameOf(after)} replaces ${after.replaces}, which is no policy here; name it as id@version, or leave replaces out.`, { pointer: '/draft/replaces' });
  const before = from === undefined ? replaced : named(known, from, '/from');
  if (isRejection(before)) return before;
  if (before !== undefined && before.pathway !== after.pathway) return reject('policy-of-other-pathway', `${nameOf(before)} is for the pathway ${before.pathway}, ${nameOf(after)} for ${after.pathway}: compare policies of one pathway.`, { pointer: '/from' });
  return { from: before, to: after, deciding, asOf };
}

function ofDraft(draft: unknown): Policy | Rejection {
  const policy = parsePolicy(withFamily(draft));
  if (!isRejection(policy)) return policy;
  return { ...policy, ...(policy.pointer !== undefined && { pointer: `/draft${policy.pointer}` }), ...(policy.faults !== undefined && { faults: policy.faults.map((fault) => ({ ...fault, pointer: `/draft${fault.pointer}` })) }) };
}

function named(known: readonly Policy[], name: string, pointer: string): Policy | Rejection {
  return known.find((policy) => nameOf(policy) === name) ?? reject('policy-not-found', 'There is no policy of that id and version (id@YYYY-MM-DD).', { pointer });
}
