/** Webhooks of a practice, as they are stored. The secret is here because it signs; it is answered once and written nowhere else. */
import { Inject, Injectable } from '@nestjs/common';
import type { Instant, PracticeId } from '../../machines/kernel/ids';
import type { PublicEventType } from '../../machines/public-events';
import { integer, text, textOrNull, type Row, type SqlValue, type Statement } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';

/** `gone`: the receiver said that it wants no more. */
export type WebhookState = 'active' | 'paused' | 'gone' | 'deleted';

export interface Webhook {
  readonly practice: PracticeId;
  readonly webhookId: string;
  readonly url: string;
  readonly label: string;
  /** Empty: all. */
  readonly types: readonly PublicEventType[];
  readonly contentGranted: boolean;
  readonly state: WebhookState;
  readonly formerUntil: Instant | null;
  readonly position: number;
  readonly round: number;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly succeeded: { readonly at: Instant; readonly position: number } | null;
  readonly failed: { readonly at: Instant; readonly position: number; readonly because: string } | null;
}

export type NewWebhook = Pick<Webhook, 'webhookId' | 'url' | 'label' | 'types' | 'contentGranted' | 'createdBy' | 'createdAt'> & { readonly secret: string; /** Left out: where the feed is. */ readonly position?: number };
export type WebhookChanges = Partial<Pick<Webhook, 'url' | 'label' | 'types' | 'contentGranted' | 'state'>>;

const COLUMNS = 'practice_id, webhook_id, url, label, types, content_granted, state, former_until, position, round, created_by, created_at, succeeded_at, succeeded_feed, failed_at, failed_feed, failed_because';
const THERE = "practice_id = ? AND webhook_id = ? AND state <> 'deleted'";

@Injectable()
export class WebhookStore {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async list(practice: PracticeId): Promise<readonly Webhook[]> {
    return (await this.store.sql.of(practice).query(`SELECT ${COLUMNS} FROM webhook WHERE practice_id = ? AND state <> 'deleted' ORDER BY created_at, webhook_id`, [practice])).map(toWebhook);
  }

  /** Deleted ones too where it is asked so. */
  async find(practice: PracticeId, webhookId: string, orDeleted = false): Promise<Webhook | undefined> {
    const [row] = await this.store.sql.of(practice).query(`SELECT ${COLUMNS} FROM webhook WHERE practice_id = ? AND webhook_id = ?${orDeleted ? '' : " AND state <> 'deleted'"}`, [practice, webhookId]);
    return row === undefined ? undefined : toWebhook(row);
  }

  /** Those in force at an instant, the newest first. */
  async secrets(practice: PracticeId, webhookId: string, at: Instant): Promise<readonly string[]> {
    const [row] = await this.store.sql.of(practice).query('SELECT secret, former_secret, former_until FROM webhook WHERE practice_id = ? AND webhook_id = ?', [practice, webhookId]);
    if (row === undefined) return [];
    const [former, until] = [textOrNull(row, 'former_secret'), textOrNull(row, 'former_until')];
    return [text(row, 'secret'), ...(former !== null && until !== null && at < until ? [former] : [])];
  }

  /** False when one of that id was made before. */
  async add(practice: PracticeId, { webhookId, url, label, types, contentGranted, createdBy, createdAt, secret, position }: NewWebhook): Promise<boolean> {
    const made = await this.store.sql.of(practice).execute(`INSERT INTO webhook (practice_id, webhook_id, url, label, types, content_granted, state, secret, secret_of, position, created_by, created_at)
      SELECT ?, ?, ?, ?, ?, ${contentGranted ? 1 : 0}, 'active', ?, '', coalesce(${position ?? 'NULL'}, last_feed), ?, ? FROM practice WHERE practice_id = ? ON CONFLICT (practice_id, webhook_id) DO NOTHING RETURNING webhook_id`,
    [practice, webhookId, url, label, JSON.stringify(types), secret, createdBy, createdAt, practice]);
    return made.length > 0;
  }

  async change(practice: PracticeId, webhookId: string, { url, label, types, contentGranted, state }: WebhookChanges): Promise<Webhook | undefined> {
    // Something is set where nothing is changed, too.
    const sets: string[] = ['created_by = created_by'];
    const values: SqlValue[] = [];
    for (const [column, value] of [['url', url], ['label', label], ['types', types === undefined ? undefined : JSON.stringify(types)], ['content_granted', contentGranted === undefined ? undefined : Number(contentGranted)], ['state', state]] as const) {
      if (value === undefined) continue;
      sets.push(`${column} = ?`);
      values.push(value);
    }
    const [row] = await this.store.sql.of(practice).execute(`UPDATE webhook SET ${sets.join(', ')} WHERE ${THERE} RETURNING ${COLUMNS}`, [...values, practice, webhookId]);
    return row === undefined ? undefined : toWebhook(row);
  }

  /** The former one signs until then. `given` names the write: undefined where it has given one already, or there is no such webhook. */
  async renewSecret(practice: PracticeId, webhookId: string, secret: string, formerUntil: Instant, given: string): Promise<Webhook | undefined> {
    const [row] = await this.store.sql.of(practice).execute(`UPDATE webhook SET former_secret = secret, former_until = ?, secret = ?, secret_of = ? WHERE ${THERE} AND secret_of <> ? RETURNING ${COLUMNS}`,
      [formerUntil, secret, given, practice, webhookId, given]);
    return row === undefined ? undefined : toWebhook(row);
  }

  /** Everything after a position is delivered again; what waits now is made anew with it. Once for each write, which `asked` names. */
  async replay(practice: PracticeId, webhookId: string, after: number, asked: string): Promise<void> {
    const fresh = 'practice_id = ? AND webhook_id = ? AND replay_of <> ? AND position > ?';
    await this.store.sql.of(practice).executeAll([
      lockOf(practice, webhookId),
      { sql: `DELETE FROM webhook_delivery WHERE practice_id = ? AND webhook_id = ? AND feed > ? AND EXISTS (SELECT 1 FROM webhook WHERE ${fresh})`, parameters: [practice, webhookId, after, practice, webhookId, asked, after] },
      { sql: `UPDATE webhook SET position = ?, round = round + 1, replay_of = ? WHERE ${fresh}`, parameters: [after, asked, practice, webhookId, asked, after] },
    ]);
  }

  /** What waits goes with it; who it was stays, so that a repeat is answered as the first time. */
  async remove(practice: PracticeId, webhookId: string): Promise<Webhook | undefined> {
    await this.store.sql.of(practice).executeAll([
      { sql: "UPDATE webhook SET state = 'deleted', secret = '', former_secret = NULL, former_until = NULL WHERE practice_id = ? AND webhook_id = ?", parameters: [practice, webhookId] },
      { sql: 'DELETE FROM webhook_delivery WHERE practice_id = ? AND webhook_id = ?', parameters: [practice, webhookId] },
    ]);
    return this.find(practice, webhookId, true);
  }
}

/** First in a transaction that moves deliveries: two of one webhook follow each other, and each sees what the one before has done. */
export function lockOf(practice: PracticeId, webhookId: string): Statement {
  return { sql: 'UPDATE webhook SET position = position WHERE practice_id = ? AND webhook_id = ?', parameters: [practice, webhookId] };
}

function toWebhook(row: Row): Webhook {
  const [succeededAt, failedAt] = [textOrNull(row, 'succeeded_at'), textOrNull(row, 'failed_at')];
  return {
    practice: text(row, 'practice_id'), webhookId: text(row, 'webhook_id'), url: text(row, 'url'), label: text(row, 'label'), types: JSON.parse(text(row, 'types')) as readonly PublicEventType[],
    contentGranted: integer(row, 'content_granted') === 1, state: text(row, 'state') as WebhookState, formerUntil: textOrNull(row, 'former_until'), position: integer(row, 'position'), round: integer(row, 'round'),
    createdBy: text(row, 'created_by'), createdAt: text(row, 'created_at'), succeeded: succeededAt === null ? null : { at: succeededAt, position: integer(row, 'succeeded_feed') },
    failed: failedAt === null ? null : { at: failedAt, position: integer(row, 'failed_feed'), because: text(row, 'failed_because') },
  };
}
