import { Inject, Injectable } from '@nestjs/common';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { Reads, type Cursor } from '../platform/database/reads';
import { text } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { WorklistRow } from '../platform/event-store/projection-tables';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_GONE, cursorOf, pageOf } from '../platform/http/page';
import type { WorklistDto } from './worklist.dto';

/** Open episodes of the practice, as last recorded. */
@Injectable()
export class ListWork {
  constructor(private readonly reads: Reads, private readonly audited: Audited, @Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async execute(caller: Caller, dto: WorklistDto): Promise<Answered> {
    const page = pageOf(dto);
    const from = page.after === undefined ? undefined : await this.placeOf(caller, page.after);
    if (page.after !== undefined && from === undefined) return CURSOR_GONE;
    const { pathway, region, position, tag, step, result, q } = dto;
    const filter = { pathway, region, position, tag, nextStep: step, result, patientId: q };
    const { items, next } = await this.reads.worklist(caller.practice, filter, page.limit, from);
    await this.audited.read(caller, 'read-worklist', `worklist/${items.length}`);
    return answer(200, { items: items.map(view), next: next === undefined ? null : cursorOf(next.id) });
  }

  private async placeOf(caller: Caller, episodeId: string): Promise<Cursor | undefined> {
    const [row] = await this.store.sql.query('SELECT sort_name FROM worklist WHERE practice_id = ? AND episode_id = ?', [caller.practice, episodeId]);
    return row === undefined ? undefined : { sortName: text(row, 'sort_name'), id: episodeId };
  }
}

function view(row: WorklistRow) {
  return {
    patientId: row.patient_id, name: { family: row.family, given: row.given }, episodeId: row.episode_id, version: row.version,
    pathway: row.pathway, region: row.region, position: row.position, tags: JSON.parse(row.tags) as unknown, targets: JSON.parse(row.targets) as unknown,
    payer: row.payer, nextStep: row.next_step, result: row.result, blockedBy: JSON.parse(row.blocked_by) as unknown, dueOn: row.due_on, plannedOn: row.planned_on,
  };
}
