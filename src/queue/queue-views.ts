/** The views of the queue with their counts: the named ones, and those that somebody keeps. */
import { Inject, Injectable } from '@nestjs/common';
import { reject } from '../../machines/kernel/rejection';
import { QUEUE_VIEWS } from '../../machines/queue';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import { text, textOrNull, type Row } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { KEY_REUSED } from '../platform/http/preconditions';
import { canonicalJson } from '../platform/json/canonical-json';
import { derivedIds } from '../platform/patient-log/derived-ids';
import type { QueueFilterDto, QueueViewDto } from './queue.dto';
import { QueueRows } from './queue-rows';
import { Staff } from './staff';
import { VIEW_NAMES } from './views';

const ACTION = 'read-queue-views';
const VIEWS_MAX = 30;
const COLUMNS = 'view_id, name, filter, created_at, deleted_at';

interface KeptView {
  readonly viewId: string;
  readonly name: string;
  readonly filter: QueueFilterDto;
  readonly createdAt: string;
}

@Injectable()
export class QueueViews {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, @Inject(CLOCK) private readonly clock: Clock, private readonly rows: QueueRows, private readonly staff: Staff, private readonly audited: Audited) {}

  async list(caller: Caller): Promise<Answered> {
    const kept = await this.kept(caller);
    const today = todayIn(caller.timeZone, this.clock.now());
    const counts = await this.rows.counts(caller.practice, [...QUEUE_VIEWS.map((view) => ({ view })), ...kept.map(({ filter }) => filter)], { today, actor: caller.actor });
    await this.audited.read(caller, ACTION, 'queue-views');
    return answer(200, {
      asOf: today, items: QUEUE_VIEWS.map((view, index) => ({ view, name: VIEW_NAMES[view], count: counts[index] ?? 0 })),
      kept: kept.map((view, index) => ({ ...view, count: counts[QUEUE_VIEWS.length + index] ?? 0 })),
    });
  }

  async keep({ caller, idempotencyKey }: Write, { name, filter }: QueueViewDto): Promise<Answered> {
    const viewId = derivedIds(caller.practice, caller.actor, `queue-view\n${idempotencyKey}`)();
    const before = await this.find(caller, viewId);
    if (before !== undefined && (text(before, 'name') !== name || text(before, 'filter') !== canonicalJson(plain(filter)))) return KEY_REUSED;
    const others = before === undefined ? await this.kept(caller) : [];
    if (others.some((each) => each.name === name)) return reject('view-name-taken', 'You keep a view of that name already: choose another, or remove it first.', { pointer: '/name' });
    if (others.length >= VIEWS_MAX) return reject('too-many-views', `You keep ${VIEWS_MAX} views already: remove one first.`);
    await this.store.sql.of(caller.practice).execute('INSERT INTO queue_view (practice_id, view_id, actor_id, name, filter, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (practice_id, view_id) DO NOTHING',
      [caller.practice, viewId, caller.actor, name, canonicalJson(plain(filter)), this.clock.now()]);
    const view = await this.find(caller, viewId);
    await this.audited.read(caller, 'keep-queue-view', resourceOf('queue-view', viewId));
    return answer(201, view === undefined ? null : viewOf(view), { location: '/v1/queue/views' });
  }

  async remove({ caller }: Write, viewId: string): Promise<Answered> {
    const [removed] = await this.store.sql.of(caller.practice).execute(`UPDATE queue_view SET deleted_at = coalesce(deleted_at, ?) WHERE practice_id = ? AND actor_id = ? AND view_id = ? RETURNING ${COLUMNS}`,
      [this.clock.now(), caller.practice, caller.actor, viewId]);
    if (removed === undefined) {
      await this.audited.refused(caller, 'keep-queue-view', resourceOf('queue-view', viewId));
      return reject('view-not-found', 'You keep no view of that id: look it up in GET /v1/queue/views.');
    }
    await this.audited.read(caller, 'keep-queue-view', resourceOf('queue-view', viewId));
    return answer(200, viewOf(removed));
  }

  /** Whom a need can be given to. */
  async owners(caller: Caller): Promise<Answered> {
    await this.audited.read(caller, ACTION, 'queue-owners');
    return answer(200, { items: (await this.staff.list(caller.practice)).filter(({ mayOwn }) => mayOwn).map(({ id, name, role }) => ({ id, name, role, isMe: id === caller.actor })) });
  }

  private async kept({ practice, actor }: Caller): Promise<readonly KeptView[]> {
    return (await this.store.sql.of(practice).query(`SELECT ${COLUMNS} FROM queue_view WHERE practice_id = ? AND actor_id = ? AND deleted_at IS NULL ORDER BY created_at, view_id`, [practice, actor])).map(viewOf);
  }

  private async find({ practice, actor }: Caller, viewId: string): Promise<Row | undefined> {
    const [row] = await this.store.sql.of(practice).query(`SELECT ${COLUMNS} FROM queue_view WHERE practice_id = ? AND actor_id = ? AND view_id = ?`, [practice, actor, viewId]);
    return row;
  }
}

function viewOf(row: Row): KeptView {
  return { viewId: text(row, 'view_id'), name: text(row, 'name'), filter: JSON.parse(text(row, 'filter')) as QueueFilterDto, createdAt: text(row, 'created_at'), ...(textOrNull(row, 'deleted_at') !== null && { deletedAt: text(row, 'deleted_at') }) };
}
