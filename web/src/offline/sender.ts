/**
 * Entries go out in order, one at a time, each until the service has answered: a lost answer is asked for again with the same key, and the
 * service answers what it recorded. Only one page of a browser sends. What the service refuses is kept and shown; the rest goes on.
 */
import { ON_ITS_OWN } from '../api/activity';
import { Problem, request } from '../api/client';
import { entriesOf, noteAttempt, noteRefusal, removeEntry, type Entry } from './entries';

const ANSWER_MS_MAX = 20_000;
const PAUSE_MS_MIN = 1_000;
const PAUSE_MS_MAX = 60_000;
/** Not a no to what was sent: the same is tried again later. */
const TRIED_AGAIN: ReadonlySet<number> = new Set([0, 401, 408, 425, 429]);
const TRIED_AGAIN_CODES: ReadonlySet<string> = new Set(['csrf-missing', 'password-change-needed']);

export interface Sent {
  readonly entry: Entry;
  /** What the service answered, as it stands in the API document for that address. */
  readonly answer: unknown;
}

const listeners = new Set<(sent: Sent) => void>();
export function onSent(listener: (sent: Sent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** When to try again, in milliseconds; undefined when nothing of this account waits any more. */
export async function sendWaiting(accountId: string, renewSession: () => Promise<unknown>): Promise<number | undefined> {
  return navigator.locks.request(`pathgate-send-${accountId}`, async () => {
    for (;;) {
      const entry = (await entriesOf(accountId)).find(({ state }) => state === 'waiting');
      if (entry === undefined) return undefined;
      const problem = await send(entry);
      if (problem === undefined) continue;
      if (problem.code === 'csrf-missing') await renewSession().catch(() => undefined);
      return pauseAfter(entry.attempts);
    }
  });
}

/** Undefined when this entry is settled: recorded, or refused and shown. */
async function send(entry: Entry): Promise<Problem | undefined> {
  const { outgoing } = entry;
  if (outgoing === undefined) {
    await noteRefusal(entry, { status: 0, code: 'incomplete', message: 'This entry was not complete. Open it and save it again.', errors: [] });
    return undefined;
  }
  try {
    const response = await request(outgoing.path, {
      method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': outgoing.key, ...ON_ITS_OWN }, body: JSON.stringify(outgoing.body), signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const answer: unknown = await response.json();
    await removeEntry(entry.id);
    for (const listener of listeners) listener({ entry, answer });
    return undefined;
  } catch (error) {
    // An answer that broke off is no answer.
    const problem = error instanceof Problem ? error : new Problem(0, 'not-reached', String(error));
    await noteAttempt(entry);
    if (problem.status >= 500 || TRIED_AGAIN.has(problem.status) || TRIED_AGAIN_CODES.has(problem.code)) return problem;
    const { status, code, message, errors } = problem;
    await noteRefusal(entry, { status, code, message, errors });
    return undefined;
  }
}

/** Doubles up to a minute, with some chance in it so that tablets do not all come at once. */
function pauseAfter(attempts: number): number {
  return Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** Math.min(attempts, 6)) * (0.75 + Math.random() / 2);
}
