/** What is still to be delivered and what was given up, as staff see it, and resend it. */
import { Inject, Injectable } from '@nestjs/common';
import { reject } from '../../machines/kernel/rejection';
import type { PublicEventType } from '../../machines/public-events';
import { Audited, resourceOf, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { integer, text, textOrNull, type Row } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import type { DeliveriesDto, DeliveryState } from './event.dto';
import { eventIdOf, positionIn } from './event.view';
import { inWords } from './failures';
import { WEBHOOK_NOT_FOUND } from './manage-webhooks';
import { lockOf, WebhookStore } from './webhook-store';

const ACTION = 'manage-webhooks';
const ROWS_PER_PAGE = 50;
const COLUMNS = 'd.practice_id, d.webhook_id, d.feed, d.patient_id, d.state, d.attempts, d.available_at, d.attempted_at, d.last_error, p.type, p.version, p.recorded_at';

@Injectable()
export class WebhookDeliveries {
  constructor(private readonly webhooks: WebhookStore, @Inject(STORE) private readonly store: Pick<Store, 'sql'>, @Inject(CLOCK) private readonly clock: Clock, private readonly audited: Audited) {}

  async list(caller: Caller, webhookId: string, { after = '0', limit, state }: DeliveriesDto): Promise<Answered> {
    if ((await this.webhooks.find(caller.practice, webhookId)) === undefined) {
      await this.audited.refused(caller, ACTION, resourceOf('webhook', webhookId));
      return WEBHOOK_NOT_FOUND;
    }
    const rows = limit === undefined ? ROWS_PER_PAGE : Number(limit);
    const found = await this.rowsOf(caller.practice, webhookId, state === undefined ? ' AND d.feed > ?' : ' AND d.feed > ? AND d.state = ?', [Number(after), ...(state === undefined ? [] : [state])], rows + 1);
    const items = found.slice(0, rows).map(deliveryView);
    await this.audited.read(caller, ACTION, resourceOfList(`${resourceOf('webhook', webhookId)}/deliveries`, items.map(({ patientId }) => patientId)));
    return answer(200, { items, next: found.length > rows ? items.at(-1)?.position ?? null : null });
  }

  /** Again from its first attempt; what came after it may have gone out already. Done again it changes nothing. */
  async resend({ caller }: Write, webhookId: string, eventId: string): Promise<Answered> {
    const position = positionIn(caller.practice, eventId);
    const [before] = position === undefined ? [] : await this.rowsOf(caller.practice, webhookId, ' AND d.feed = ?', [position], 1);
    if (position === undefined || before === undefined) {
      await this.audited.refused(caller, ACTION, resourceOf('webhook', webhookId));
      return DELIVERY_NOT_FOUND;
    }
    await this.store.sql.of(caller.practice).executeAll([
      lockOf(caller.practice, webhookId),
      { sql: "UPDATE webhook_delivery SET state = 'pending', attempts = 0, available_at = ?, last_error = NULL WHERE practice_id = ? AND webhook_id = ? AND feed = ? AND state = 'dead'", parameters: [this.clock.now(), caller.practice, webhookId, position] },
    ]);
    const [row = before] = await this.rowsOf(caller.practice, webhookId, ' AND d.feed = ?', [position], 1);
    await this.audited.read(caller, `${ACTION}:resent`, `${resourceOf('webhook', webhookId)}/${resourceOf('event', eventId)}`);
    return answer(200, deliveryView(row));
  }

  private rowsOf(practice: string, webhookId: string, condition: string, values: readonly (string | number)[], limit: number): Promise<readonly Row[]> {
    return this.store.sql.of(practice).query(`SELECT ${COLUMNS} FROM webhook_delivery d JOIN public_event p ON p.practice_id = d.practice_id AND p.feed = d.feed WHERE d.practice_id = ? AND d.webhook_id = ?${condition} ORDER BY d.feed LIMIT ?`, [practice, webhookId, ...values, limit]);
  }
}

function deliveryView(row: Row) {
  const [code, nextAttemptAt, state] = [textOrNull(row, 'last_error'), textOrNull(row, 'available_at'), text(row, 'state') as DeliveryState];
  return {
    eventId: eventIdOf(text(row, 'practice_id'), integer(row, 'feed')), position: String(integer(row, 'feed')), type: text(row, 'type') as PublicEventType, patientId: text(row, 'patient_id'), version: integer(row, 'version'),
    recordedAt: text(row, 'recorded_at'), state, attempts: integer(row, 'attempts'), attemptedAt: textOrNull(row, 'attempted_at'), nextAttemptAt,
    ...(code !== null && { failure: { code, reason: inWords(code) } }),
  };
}

const DELIVERY_NOT_FOUND = reject('delivery-not-found', 'No delivery of that event waits or was given up: it has arrived, or the webhook does not subscribe to it.');
