/** Calendar feeds of a practice's deadlines: made, listed, revoked, and read by whoever has the link. */
import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { reject } from '../../machines/kernel/rejection';
import { exemptionDeadlines } from '../../machines/deadlines';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import type { DueRow } from '../platform/database/reads';
import { text, textOrNull } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, Answer, type Answered } from '../platform/http/answer';
import { CALENDAR_TYPE } from '../platform/http/media-types';
import type { Write } from '../platform/http/parameters';
import { NOT_FOUND } from '../platform/http/problem';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { calendarOf, type Feed } from './feed-calendar';
import { hashOfToken, newFeedToken, tokenIn } from './feed-token';

const ACTION = 'share-deadlines';
const ROWS_PER_READ = 1000;

@Injectable()
export class Feeds {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql' | 'reads' | 'audit'>, @Inject(CLOCK) private readonly clock: Clock, private readonly audited: Audited, private readonly practiceLog: PracticeLog) {}

  /** A link is random and shown once, so a repeat cannot show it again. */
  async make({ caller, idempotencyKey }: Write, label: string): Promise<Answered> {
    const feedId = derivedIds(caller.practice, caller.actor, `deadline-feed\n${idempotencyKey}`)();
    const token = newFeedToken();
    const createdAt = this.clock.now();
    const made = await this.store.sql.of(caller.practice).execute('INSERT INTO deadline_feed (practice_id, feed_id, hash, label, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (practice_id, feed_id) DO NOTHING RETURNING feed_id',
      [caller.practice, feedId, hashOfToken(token), label, caller.actor, createdAt]);
    if (made.length === 0) {
      await this.audited.refused(caller, ACTION, resourceOf('deadline-feed', feedId));
      return reject('feed-link-shown', 'This request made a feed already, and its link is shown only once: if it did not arrive, revoke that feed and make another.', { details: { feedId } });
    }
    await this.audited.read(caller, ACTION, resourceOf('deadline-feed', feedId));
    return answer(201, { feedId, label, createdAt, link: `/v1/deadlines/feeds/${token}.ics` }, { location: '/v1/deadlines/feeds' });
  }

  async list(caller: Caller): Promise<Answered> {
    const rows = await this.store.sql.of(caller.practice).query('SELECT feed_id, label, created_by, created_at, revoked_at FROM deadline_feed WHERE practice_id = ? ORDER BY created_at, feed_id', [caller.practice]);
    await this.audited.read(caller, ACTION, 'deadline-feeds');
    return answer(200, { items: rows.map((row) => ({ feedId: text(row, 'feed_id'), label: text(row, 'label'), createdBy: text(row, 'created_by'), createdAt: text(row, 'created_at'), revokedAt: textOrNull(row, 'revoked_at') })) });
  }

  /** Idempotent: the first revocation's time stays. */
  async revoke({ caller }: Write, feedId: string): Promise<Answered> {
    await this.store.sql.of(caller.practice).execute('UPDATE deadline_feed SET revoked_at = ? WHERE practice_id = ? AND feed_id = ? AND revoked_at IS NULL', [this.clock.now(), caller.practice, feedId]);
    const [row] = await this.store.sql.of(caller.practice).query('SELECT label, created_by, created_at, revoked_at FROM deadline_feed WHERE practice_id = ? AND feed_id = ?', [caller.practice, feedId]);
    if (row === undefined) {
      await this.audited.refused(caller, ACTION, resourceOf('deadline-feed', feedId));
      return reject('feed-not-found', 'There is no feed of that id: list them.');
    }
    await this.audited.read(caller, `${ACTION}:revoked`, resourceOf('deadline-feed', feedId));
    return answer(200, { feedId, label: text(row, 'label'), createdBy: text(row, 'created_by'), createdAt: text(row, 'created_at'), revokedAt: textOrNull(row, 'revoked_at') });
  }

  /** Unknown, malformed and revoked are the same. */
  async read(name: string, known: string | undefined, requestId: string): Promise<Answered> {
    const found = await this.find(name);
    if (found === undefined) return NOT_FOUND;
    const { timeZone, ...feed } = found;
    const { directory } = (await this.practiceLog.now(feed.practice)).state;
    const calendar = calendarOf(feed, await this.rowsOf(feed.practice), exemptionDeadlines(directory, todayIn(timeZone, this.clock.now())));
    await this.store.audit(feed.practice, { actorId: feed.feedId, role: 'deadline-feed', action: 'read-deadline-feed', resource: resourceOf('deadline-feed', feed.feedId), outcome: 'allowed', requestId });
    const etag = `"${hash('sha256', calendar, 'base64url').slice(0, 27)}"`;
    const headers = { etag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' };
    return known === etag ? new Answer(304, undefined, headers) : new Answer(200, calendar, { ...headers, 'content-type': `${CALENDAR_TYPE}; charset=utf-8`, 'content-disposition': 'inline; filename="deadlines.ics"' });
  }

  private async find(name: string): Promise<(Feed & { readonly timeZone: string }) | undefined> {
    const token = tokenIn(name);
    if (token === undefined) return undefined;
    const [row] = await this.store.sql.everyPractice.query(`SELECT deadline_feed.practice_id, feed_id, label, deadline_feed.created_at, time_zone FROM deadline_feed JOIN practice ON practice.practice_id = deadline_feed.practice_id
      WHERE hash = ? AND revoked_at IS NULL`, [hashOfToken(token)]);
    return row === undefined ? undefined : { practice: text(row, 'practice_id'), feedId: text(row, 'feed_id'), label: text(row, 'label'), createdAt: text(row, 'created_at'), timeZone: text(row, 'time_zone') };
  }

  private async rowsOf(practice: string): Promise<readonly DueRow[]> {
    const rows: DueRow[] = [];
    for (let last: DueRow | undefined; ; last = rows.at(-1)) {
      const page = await this.store.reads.deadlines(practice, {}, ROWS_PER_READ, last === undefined ? undefined : { on: last.due_on, id: last.deadline_id });
      rows.push(...page);
      if (page.length < ROWS_PER_READ) return rows;
    }
  }
}
