/**
 * What a person entered and the service has not recorded yet. It is saved at every tap, belongs to the account that typed it, and goes away
 * in two ways only: it was recorded, or a person discarded it.
 */
import { database, type EntryState, type StoredEntry } from './database';
import { seal, unseal } from './vault';

/** One write, ready to go out. The key is made once, so that however often it is sent it is recorded once. */
export interface Outgoing {
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
}

export interface EntryContent {
  readonly patientId: string;
  readonly patientName: string;
  /** `Block result, L4-L5 right`. */
  readonly title: string;
  /** What it is typed into; a screen finds its own drafts by it. */
  readonly slot: string;
  /** The address that shows it again, below `/app`. */
  readonly address: string;
  /** As it was typed, to go on from. */
  readonly form?: unknown;
  readonly outgoing?: Outgoing;
  readonly refusal?: Refusal;
}

export interface Entry extends EntryContent {
  readonly id: string;
  readonly state: EntryState;
  readonly order: number;
  readonly attempts: number;
}

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('pathgate-entries');
/** `submitted`: there is something to send. */
type Change = 'submitted' | 'typed' | 'settled';
const listeners = new Set<(change: Change) => void>();
if (channel !== undefined) channel.onmessage = ({ data }) => tell(data as Change);

function tell(change: Change): void {
  for (const listener of listeners) listener(change);
}

function changed(change: Change): void {
  tell(change);
  channel?.postMessage(change);
}

/** Told of every change, of another page of this browser too. */
export function onEntriesChanged(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Writes follow each other in the order of the taps: a late draft never overwrites what was sent after it. */
let last: Promise<unknown> = Promise.resolve();
function inOrder<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work, work);
  last = done.catch(() => undefined);
  return done;
}

export async function entriesOf(accountId: string): Promise<readonly Entry[]> {
  const stored = await (await database()).getAllFromIndex('entries', 'account', accountId);
  const entries = await Promise.all(stored.map(async ({ id, state, order, attempts, sealed }) => ({ id, state, order, attempts, ...(await unseal<EntryContent>(sealed)) })));
  return entries.sort((a, b) => a.order - b.order);
}

export function saveDraft(accountId: string, id: string, content: EntryContent): Promise<void> {
  return inOrder(async () => {
    const sealed = await seal(content);
    const db = await database();
    const before = await db.get('entries', id);
    if (before?.state === 'waiting') return;
    await db.put('entries', { id, accountId, state: content.refusal === undefined ? 'draft' : 'refused', order: before?.order ?? Date.now(), attempts: before?.attempts ?? 0, sealed });
    changed('typed');
  });
}

/** What was typed becomes one entry or several to send, in one step: `draftId` is not there any more, or it is one of them. */
export function submit(accountId: string, draftId: string, contents: readonly EntryContent[]): Promise<readonly string[]> {
  return inOrder(async () => {
    const now = Date.now();
    const made: StoredEntry[] = await Promise.all(contents.map(async ({ refusal: _, ...content }, index) => {
      const id = index === 0 ? draftId : crypto.randomUUID();
      return { id, accountId, state: 'waiting' as const, order: now + index / (contents.length + 1), attempts: 0, sealed: await seal({ ...content, address: withEntry(content.address, id) }) };
    }));
    const transaction = (await database()).transaction('entries', 'readwrite');
    await Promise.all([...made.map((entry) => transaction.store.put(entry)), transaction.done]);
    changed('submitted');
    return made.map(({ id }) => id);
  });
}

/** The address names the entry, so that what was refused is opened and not a new one. */
function withEntry(address: string, id: string): string {
  const url = new URL(address, 'https://app.invalid');
  url.searchParams.set('entry', id);
  return url.pathname + url.search;
}

/** Recorded by the service, or discarded by a person. */
export function removeEntry(id: string): Promise<void> {
  return inOrder(async () => {
    await (await database()).delete('entries', id);
    changed('settled');
  });
}

export function noteAttempt(entry: Entry): Promise<void> {
  return inOrder(async () => {
    const db = await database();
    const stored = await db.get('entries', entry.id);
    if (stored !== undefined) await db.put('entries', { ...stored, attempts: stored.attempts + 1 });
  });
}

export function noteRefusal({ id, state: _, order: __, attempts: ___, ...content }: Entry, refusal: Refusal): Promise<void> {
  return inOrder(async () => {
    const sealed = await seal({ ...content, refusal });
    const db = await database();
    const stored = await db.get('entries', id);
    if (stored !== undefined) await db.put('entries', { ...stored, state: 'refused', sealed });
    changed('settled');
  });
}
