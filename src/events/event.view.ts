import type { PracticeId } from '../../machines/kernel/ids';
import type { PublicContent } from '../../machines/public-events';
import type { FeedEvent } from './event-feed';

/** The same in the feed and in a delivery; `content` in what goes to whoever was granted it. */
export function eventView({ practice, position, type, patientId, version, recordedAt, data }: FeedEvent, content?: PublicContent) {
  return { id: eventIdOf(practice, position), position: String(position), type, timestamp: recordedAt, data: { practice, patientId, version, ...data, ...(content !== undefined && { content }) } };
}

/** Names the event for ever, in every delivery of it. */
export function eventIdOf(practice: PracticeId, position: number): string {
  return `evt_${practice}_${position}`;
}

/** The number in it; undefined of what is no event's id of this practice. */
export function positionIn(practice: PracticeId, eventId: string): number | undefined {
  const start = `evt_${practice}_`;
  const number = eventId.slice(start.length);
  return eventId.startsWith(start) && POSITION.test(number) ? Number(number) : undefined;
}

export const POSITION = /^\d{1,15}$/;
