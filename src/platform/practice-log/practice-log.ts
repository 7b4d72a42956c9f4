/**
 * A practice's log, read: which policies decide for it and what its directory says now, at a version of its log, or at an instant. Remembered in memory,
 * so that a question about a patient reads nothing of it.
 */
import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import { isRejection } from '../../../machines/kernel/rejection';
import type { Policy } from '../../../machines/criteria/types';
import { decidingPolicies, EMPTY_PRACTICE, evolvePractice, nameOf, policyOf, type PracticeEvent, type PracticeState } from '../../../machines/practice';
import { PRACTICE_STREAM, type Loaded, type StoredEvent } from '../event-store/event-store';
import type { Fold, StreamCache } from '../event-store/stream-cache';

export const PRACTICE_FOLD: Fold<PracticeState> = {
  name: 'practice@2',
  initial: EMPTY_PRACTICE,
  evolve: (practice, { data }: StoredEvent) => evolvePractice(practice, data as PracticeEvent),
};

/** A practice as its log stood somewhere. */
export interface PracticeAt {
  /** Version of its log; 0 before the first event. */
  readonly version: number;
  readonly state: PracticeState;
  /** Those that decide. The same array for the same set, as long as the process lives. */
  readonly policies: readonly Policy[];
  /** Names the set of own policies that are active; empty when there is none. */
  readonly key: string;
}

/** Another node's activation is seen after this long at the latest; the own at once. */
const SEEN_MS_MAX = 1_000;
const SETS_MAX = 200;

export class PracticeLog {
  private readonly current = new Map<PracticeId, { readonly at: PracticeAt; readonly seenMs: number }>();
  private readonly sets = new Map<string, readonly Policy[]>();
  private readonly initial: PracticeAt;

  constructor(private readonly streams: Pick<StreamCache, 'load' | 'loadAt'>, readonly shipped: readonly Policy[]) {
    this.initial = { version: 0, state: EMPTY_PRACTICE, policies: shipped, key: '' };
  }

  /** The practice now, as a process may know it: at most `SEEN_MS_MAX` behind another node. */
  async now(practice: PracticeId): Promise<PracticeAt> {
    const known = this.current.get(practice);
    if (known !== undefined && performance.now() - known.seenMs < SEEN_MS_MAX) return known.at;
    return this.newest(practice);
  }

  /** The practice as its log is. */
  async newest(practice: PracticeId): Promise<PracticeAt> {
    return this.see(practice, await this.streams.load(practice, PRACTICE_STREAM, PRACTICE_FOLD));
  }

  /** As its log stood at a version, or at an instant (inclusive). */
  async at(practice: PracticeId, range: { readonly toVersion: number } | { readonly knownAt: Instant }): Promise<PracticeAt> {
    const now = await this.now(practice);
    if ('toVersion' in range ? range.toVersion === now.version : now.version === 0) return now;
    if ('toVersion' in range && range.toVersion === 0) return this.initial;
    return this.atOf(await this.streams.loadAt(practice, PRACTICE_STREAM, PRACTICE_FOLD, range));
  }

  /** What a commit of this process has made of it. */
  see(practice: PracticeId, loaded: Loaded<PracticeState>): PracticeAt {
    const known = this.current.get(practice)?.at;
    const at = known !== undefined && known.version >= loaded.version ? known : this.atOf(loaded);
    this.current.set(practice, { at, seenMs: performance.now() });
    return at;
  }

  /** Throws where an active policy cannot be read: `refuseUnreadablePolicies` stops a start before that. */
  private atOf({ state, version }: Loaded<PracticeState>): PracticeAt {
    if (version === 0) return this.initial;
    const key = Object.values(state.policies).flatMap(({ active }) => (active === undefined ? [] : [active.digest])).sort().join();
    const policies = key === '' ? this.shipped : (this.sets.get(key) ?? this.parse(key, state));
    return { version, state, policies, key };
  }

  private parse(key: string, state: PracticeState): readonly Policy[] {
    const policies = decidingPolicies(this.shipped, state);
    if (isRejection(policies)) throw new Error(`an active policy cannot be read: ${policies.message}`);
    if (this.sets.size >= SETS_MAX) this.sets.clear();
    this.sets.set(key, policies);
    return policies;
  }
}

/** A policy by name, also one that decides no more: what was decided under it still speaks of it. */
export function policyNamed({ policies, state }: Pick<PracticeAt, 'policies' | 'state'>, ref: { readonly id: string; readonly version: string }, shipped: readonly Policy[]): Policy | undefined {
  const isNamed = (policy: Policy): boolean => policy.id === ref.id && policy.version === ref.version;
  const found = policies.find(isNamed);
  if (found !== undefined) return found;
  const digest = state.policies[nameOf(ref)]?.lastActiveDigest;
  const parsed = digest === undefined ? undefined : policyOf(state.contents[digest]);
  return parsed === undefined || isRejection(parsed) ? shipped.find(isNamed) : parsed;
}
