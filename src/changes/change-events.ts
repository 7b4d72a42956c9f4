/** What a stream says, in the words of server-sent events: ids and types of events, never what they hold. Pure. */
import { PRACTICE_STREAM } from '../platform/event-store/event-store';

/** An event of the log, by its number in the practice's feed. */
export interface FeedRow {
  readonly feed: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
}

export const GREETING = 'retry: 2000\n\n';
export const HEARTBEAT = ': here\n\n';

/** Nothing was missed up to here. */
export function readyEvent(feed: number): string {
  return sse('ready', feed, {});
}

/** What was missed is too much to tell, or cannot be told: read everything anew. */
export function resetEvent(feed: number): string {
  return sse('reset', feed, {});
}

/** One event for each log that has moved, in the order in which it last did: its newest version, and what happened on the way. */
export function changeEvents(rows: readonly FeedRow[]): readonly { readonly feed: number; readonly text: string }[] {
  const moved = new Map<string, { feed: number; version: number; types: Set<string> }>();
  for (const { feed, stream, version, type } of rows) {
    const types = (moved.get(stream)?.types ?? new Set<string>()).add(type);
    moved.delete(stream);
    moved.set(stream, { feed, version, types });
  }
  return [...moved].map(([stream, { feed, version, types }]) => ({
    feed, text: stream === PRACTICE_STREAM ? sse('practice', feed, { version, types: [...types] }) : sse('change', feed, { patientId: stream, version, types: [...types] }),
  }));
}

/** A `Last-Event-ID` of ours; undefined for any other. */
export function feedIn(lastEventId: string | undefined): number | undefined {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
}

function sse(event: string, id: number, data: object): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
