import { Injectable } from '@nestjs/common';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { Reads, type Cursor } from '../platform/database/reads';
import type { WorklistRow } from '../platform/event-store/projection-tables';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, pageOf } from '../platform/http/page';
import type { WorklistDto } from './worklist.dto';

/** Open episodes of the practice, as last recorded. */
@Injectable()
export class ListWork {
  constructor(private readonly reads: Reads, private readonly audited: Audited) {}

  async execute(caller: Caller, dto: WorklistDto): Promise<Answered> {
    const page = pageOf(dto);
    const from = page.after === undefined ? undefined : await this.placeOf(caller, page.after);
    if (page.after !== undefined && from === undefined) return CURSOR_UNKNOWN;
    const { pathway, region, position, tag, step, result, plannedOn, q } = dto;
    const filter = { pathway, region, position, tag, nextStep: step, result, plannedOn, patientId: q };
    const { items, next } = await this.reads.worklist(caller.practice, filter, page.limit, from);
    await this.audited.read(caller, 'read-worklist', resourceOfList('worklist', items.map(({ patient_id }) => patient_id)));
    return answer(200, { items: items.map(caller.role === 'scheduler' ? bookingView : view), next: next === undefined ? null : cursorOf(items.at(-1)?.patient_id ?? '', next.id) });
  }

  /** Rows stand in the order of their patients' names: an episode that was closed meanwhile still marks its place. */
  private async placeOf(caller: Caller, [patientId = '', episodeId, ...more]: readonly string[]): Promise<Cursor | undefined> {
    if (episodeId === undefined || more.length > 0) return undefined;
    const patient = await this.reads.patient(caller.practice, patientId);
    return patient === undefined ? undefined : { sortName: patient.sort_name, id: episodeId };
  }
}

function view(row: WorklistRow) {
  return {
    patientId: row.patient_id, name: { family: row.family, given: row.given }, episodeId: row.episode_id, version: row.version,
    pathway: row.pathway, region: row.region, position: row.position, tags: JSON.parse(row.tags) as unknown, targets: JSON.parse(row.targets) as unknown,
    payer: row.payer, nextStep: row.next_step, result: row.result, blockedBy: JSON.parse(row.blocked_by) as unknown, dueOn: row.due_on, plannedOn: row.planned_on,
  };
}

/** May-I-book: without what stands against the step. */
function bookingView(row: WorklistRow) {
  const { blockedBy: _, ...rest } = view(row);
  return rest;
}
