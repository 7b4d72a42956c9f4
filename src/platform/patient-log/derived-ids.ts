import { hash } from 'node:crypto';

/**
 * Ids of what a write creates follow from the practice, the client and its idempotency key: a repeat, a retry after a
 * conflict and a replay all name the same objects, so the same answer is given without having stored it.
 */
export function derivedIds(practice: string, client: string, key: string): () => string {
  let given = 0;
  return () => idOf(`${practice}\n${client}\n${key}\n${given++}`);
}

const ID_CHARS = 22;

function idOf(seed: string): string {
  // A leading letter keeps the id a word for every tool that reads it; 128 bits follow.
  return `p${hash('sha256', seed, 'base64url').slice(0, ID_CHARS).replaceAll('-', '0').replaceAll('_', '1')}`;
}
