import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/json/canonical-json';

/** SHA-256 of a policy file's canonical JSON, in hex, so that white space is free and content is not. */
export function digestOf(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
