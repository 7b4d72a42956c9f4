/** The one answer in a message: a ClaimResponse alone, in a bundle, or in a bundle within a notification; and what came with it. Pure, lenient. */
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { at, isObject, listAt, type Deviations, type Json } from './lenient';

export interface FoundAnswer {
  readonly response: Json;
  /** Every resource of the message, contained ones too. */
  readonly resources: readonly Json[];
}

const DEPTH_MAX = 5;
const RESOURCES_MAX = 2000;

/** Codes `claim-response-missing`, `claim-response-ambiguous`. */
export function findAnswer(message: unknown, deviations: Deviations): FoundAnswer | Rejection {
  const resources: Json[] = [];
  gather(message, 0, resources);
  const [response, second] = resources.filter((one) => one['resourceType'] === 'ClaimResponse');
  if (response === undefined) return reject('claim-response-missing', 'There is no ClaimResponse in this message: send the payer\'s answer as it came, or record the determination by hand.');
  if (second !== undefined) return reject('claim-response-ambiguous', 'There are several answers in this message: send the one that is about this request.');
  if (at(message, 'resourceType') === 'Bundle' && at(message, 'type') !== 'history' && at(message, 'identifier') === undefined) deviations.note('/identifier', 'bundle-identifier-missing', 'the bundle has no identifier');
  if (at(response, 'request') === undefined) deviations.note('/request', 'request-missing', 'the answer does not say which request it answers');
  if (at(response, 'use') !== 'preauthorization') deviations.note('/use', 'use', 'the answer is not marked as one to a preauthorization');
  return { response, resources };
}

function gather(value: unknown, depth: number, into: Json[]): void {
  if (!isObject(value) || depth > DEPTH_MAX || into.length >= RESOURCES_MAX || typeof value['resourceType'] !== 'string') return;
  into.push(value);
  for (const contained of listAt(value, 'contained')) gather(contained, depth + 1, into);
  for (const name of ['entry', 'parameter']) for (const entry of listAt(value, name)) gather(at(entry, 'resource'), depth + 1, into);
}

export function resourcesOf({ resources }: FoundAnswer, type: string): readonly Json[] {
  return resources.filter((one) => one['resourceType'] === type);
}

/** Those that the answer refers to; where it refers to none of those there are, all of them. */
export function referredTo(found: FoundAnswer, references: readonly unknown[], type: string, deviations: Deviations): readonly Json[] {
  const all = resourcesOf(found, type);
  const wanted = references.flatMap((each) => {
    const reference = at(each, 'reference');
    return typeof reference === 'string' ? [reference.split('/').pop()?.replace(/^#/, '') ?? ''] : [];
  });
  const named = all.filter(({ id }) => typeof id === 'string' && wanted.includes(id));
  if (named.length < wanted.length) deviations.note('/communicationRequest', 'reference-dangling', 'the answer refers to something that did not come with it');
  return named.length > 0 ? named : all;
}
