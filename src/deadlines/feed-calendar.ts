/**
 * Deadlines as a calendar (RFC 5545): one all-day event each. A calendar is read by whoever has its link and copied to where nobody looks
 * after it, so it names no patient, no step and no reason: what kind of day, the payer, and the end of an authorization's id.
 */
import { hash } from 'node:crypto';
import ical from 'ical-generator';
import { toDay, toPlainDate } from '../../machines/kernel/calendar';
import type { Deadline } from '../../machines/deadlines';
import type { DueRow } from '../platform/database/reads';

export interface Feed {
  readonly practice: string;
  readonly feedId: string;
  readonly label: string;
  readonly createdAt: string;
}

const SHORT_ID_CHARS = 6;

export function calendarOf(feed: Feed, rows: readonly DueRow[], ofPractice: readonly Deadline[]): string {
  const calendar = ical({ name: `Deadlines: ${feed.label}`, prodId: { company: 'Pathgate', product: 'Deadlines', language: 'EN' } });
  const add = (id: string, on: string, summary: string): void => {
    // The same place and kind is the same event, also when its day moves; the stamp is the feed's own, so that an unchanged list is the same bytes.
    calendar.createEvent({ id: `${hash('sha256', `${feed.practice}\n${id}`, 'hex').slice(0, 32)}@pathgate`, allDay: true, start: on, end: toPlainDate(toDay(on) + 1), stamp: feed.createdAt, summary });
  };
  for (const row of rows) add(`${row.deadline_id}\n${row.kind}`, row.due_on, [inWords(row.kind), row.payer, shortOf(row.authorization_id)].filter(Boolean).join(', '));
  for (const { kind, on, facilityId = '' } of ofPractice) add(`${facilityId}\n${kind}\n${on.slice(0, 4)}`, on, `${inWords(kind)}, ${facilityId}`);
  return calendar.toString();
}

function shortOf(authorizationId: string | null): string | undefined {
  return authorizationId === null ? undefined : `..${authorizationId.slice(-SHORT_ID_CHARS)}`;
}

function inWords(kind: string): string {
  const spaced = kind.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
