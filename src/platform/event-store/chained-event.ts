import { canonicalText } from './canonical-copy';
import { hashEvent, type EventHeader } from './hash-chain';
import type { Append, Commit } from './event-store';

/** A row of `event` as both engines write it, without its feed number. */
export interface ChainedEvent extends EventHeader {
  readonly data: Buffer;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** The last row of a stream, as far as the chain needs it. */
export interface Head {
  readonly version: number;
  readonly hash: Buffer;
}

/** Canonical bytes, made when the commit arrives: outside any transaction, and an unstorable value fails its own caller. */
export function storedBytesOf(append: Append): readonly Buffer[] {
  return append.events.map(({ data }) => Buffer.from(canonicalText(data)));
}

/** Chains the events of an append to the head of its stream. The second event of a commit is caused by the first. */
export function chainEvents(commit: Commit, append: Append, bytes: readonly Buffer[], head: Head, keyId: string | null = null): readonly ChainedEvent[] {
  let { version, hash: prevHash } = head;
  return append.events.map((event, index) => {
    version += 1;
    const header: EventHeader = {
      practiceId: commit.practice, streamId: append.stream, version, type: event.type, schemaVersion: event.schemaVersion, keyId,
      // Of a sealed event it stands among what is sealed.
      occurredOn: keyId === null ? event.occurredOn ?? null : null, recordedAt: commit.recordedAt, actorId: commit.actorId, correlationId: commit.correlationId,
      causationId: index === 0 ? null : `${append.stream}/${head.version + 1}`,
    };
    const data = bytes[index] ?? Buffer.alloc(0);
    const chained = { ...header, data, prevHash, hash: hashEvent(prevHash, header, data) };
    prevHash = chained.hash;
    return chained;
  });
}
