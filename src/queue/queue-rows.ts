/** The queue's rows as they are asked for: filtered, ordered, a page at a time, and counted. Every query is of one practice. */
import { Inject, Injectable } from '@nestjs/common';
import type { PracticeId } from '../../machines/kernel/ids';
import { integer } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { NeedRow } from '../platform/event-store/projection-tables';
import type { QueueDto, Sort } from './queue.dto';
import { ALWAYS, both, dueAt, viewCondition, type Asking, type Condition } from './views';

export type QueueFilter = Partial<Pick<QueueDto, 'view' | 'step' | 'pathway' | 'stage' | 'payer' | 'owner' | 'dueBefore' | 'q'>>;

/** Where a page ended: the value it was ordered by, and the row. */
export interface Place {
  readonly value: string;
  readonly id: string;
}

/** Last in the order of payers. */
export const NO_PAYER = '~';

@Injectable()
export class QueueRows {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async page(practice: PracticeId, filter: QueueFilter, sort: Sort, asking: Asking, limit: number, after: Place | undefined): Promise<readonly NeedRow[]> {
    const order = orderOf(sort, asking);
    const beyond = after === undefined ? ALWAYS : { sql: `(${order.sql}, need_id) > (?, ?)`, parameters: [...order.parameters, after.value, after.id] };
    const where = both(ofPractice(practice), ofFilter(filter, asking), beyond);
    // The inner question is answered from an index alone; a page of rows is looked up.
    const page = `SELECT need_id FROM need WHERE ${where.sql} ORDER BY ${order.sql}, need_id LIMIT ?`;
    return await this.store.sql.of(practice).query(`SELECT * FROM need WHERE practice_id = ? AND need_id IN (${page}) ORDER BY ${order.sql}, need_id`,
      [practice, ...where.parameters, ...order.parameters, limit, ...order.parameters]) as unknown as NeedRow[];
  }

  /** How many rows each filter leaves, in one pass. */
  async counts(practice: PracticeId, filters: readonly QueueFilter[], asking: Asking): Promise<readonly number[]> {
    if (filters.length === 0) return [];
    const conditions = filters.map((filter) => ofFilter(filter, asking));
    const where = ofPractice(practice);
    const [row] = await this.store.sql.of(practice).query(`SELECT ${conditions.map(({ sql }, index) => `CAST(coalesce(sum(CASE WHEN ${sql} THEN 1 ELSE 0 END), 0) AS INTEGER) AS n${index}`).join(', ')} FROM need WHERE ${where.sql}`,
      [...conditions.flatMap(({ parameters }) => parameters), ...where.parameters]);
    return filters.map((_, index) => (row === undefined ? 0 : integer(row, `n${index}`)));
  }
}

/** The indexes hold the rows with a stage: all of them, but for what an earlier program left where nothing was needed. */
function ofPractice(practice: PracticeId): Condition {
  return { sql: 'practice_id = ? AND stage IS NOT NULL', parameters: [practice] };
}

const EQUAL_COLUMNS = { step: 'step', pathway: 'pathway', stage: 'stage', payer: 'payer', q: 'patient_id' } as const;

function ofFilter(filter: QueueFilter, asking: Asking): Condition {
  const equal = Object.entries(EQUAL_COLUMNS).flatMap(([name, column]): readonly Condition[] => {
    const value = filter[name as keyof typeof EQUAL_COLUMNS];
    return value === undefined ? [] : [{ sql: `${column} = ?`, parameters: [value] }];
  });
  const { view = 'all', owner, dueBefore } = filter;
  const due = dueAt(asking.today);
  return both(viewCondition(view, asking), ...equal, ...(owner === undefined ? [] : [ofOwner(owner, asking)]),
    ...(dueBefore === undefined ? [] : [{ sql: `${due.sql} < ?`, parameters: [...due.parameters, dueBefore] }]));
}

function ofOwner(owner: string, { actor }: Asking): Condition {
  return owner === 'none' ? { sql: 'owner IS NULL', parameters: [] } : { sql: 'owner = ?', parameters: [owner === 'me' ? actor : owner] };
}

function orderOf(sort: Sort, { today }: Asking): Condition {
  switch (sort) {
    case 'due': return dueAt(today);
    case 'name': return { sql: 'sort_name', parameters: [] };
    case 'payer': return { sql: `coalesce(payer, '${NO_PAYER}')`, parameters: [] };
  }
}
