/** How many deliveries of each webhook wait, and how many were given up. */
import { Inject, Injectable } from '@nestjs/common';
import type { PracticeId } from '../../machines/kernel/ids';
import { text } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';

export interface DeliveryCounts {
  readonly pending: number;
  readonly dead: number;
}

@Injectable()
export class WebhookCounts {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async of(practice: PracticeId): Promise<ReadonlyMap<string, DeliveryCounts>> {
    const rows = await this.store.sql.of(practice).query("SELECT webhook_id, count(CASE WHEN state = 'pending' THEN 1 END) AS pending, count(CASE WHEN state = 'dead' THEN 1 END) AS dead FROM webhook_delivery WHERE practice_id = ? GROUP BY webhook_id", [practice]);
    return new Map(rows.map((row) => [text(row, 'webhook_id'), { pending: Number(row['pending']), dead: Number(row['dead']) }]));
  }
}
