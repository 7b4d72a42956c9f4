import { isRejection } from '../../machines/kernel/rejection';
import { ConfigRefusal } from '../platform/config/config';
import { readPracticePolicies } from './practice-policies';
import { refusalLines, type LoadedPolicy } from './read-policy-files';

/**
 * The practice's own policies at start-up. One wrong file refuses them all, and the start with them: to serve without them
 * would answer a payer's patients from other rules, and nobody would notice. Throws `ConfigRefusal`, one line.
 */
export function openPracticePolicies(directory: string): readonly LoadedPolicy[] {
  const read = readPracticePolicies(directory);
  if (!isRejection(read)) return read.loaded;
  const [first = read.message, ...more] = refusalLines(read);
  const rest = more.length === 0 ? '' : ` and ${more.length} more`;
  throw new ConfigRefusal(`A policy file in ${directory} is wrong, so none is used. ${first}${rest}. Correct it or take it out; npm run -s policies -- lint says everything.`);
}
