import { existsSync } from 'node:fs';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import type { Policy } from '../../../machines/criteria/types';
import { checkPolicyFiles } from '../../policies';

/** By `id@version`, by id (its latest version), or by the path of a file. */
export function findPolicy(name: string, policies: readonly Policy[]): Policy | Rejection {
  if (existsSync(name)) {
    const read = checkPolicyFiles([name], []);
    return isRejection(read) ? read : (read.own[0] as Policy);
  }
  const [id, version] = name.split('@');
  const found = policies.filter((policy) => policy.id === id && (version === undefined || policy.version === version));
  return found[found.length - 1] ?? reject('policy-not-found', `there is no policy and no file ${name}; npm run -s policies -- lint lists what there is`);
}
