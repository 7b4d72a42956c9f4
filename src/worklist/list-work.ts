import { Inject, Injectable } from '@nestjs/common';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { seesLess } from '../platform/auth/fewer-fields';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import { Reads, type Cursor, type WorklistFilter } from '../platform/database/reads';
import type { WorklistRow } from '../platform/event-store/projection-tables';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, PAGE_ROWS_MAX, pageOf } from '../platform/http/page';
import { isTable, refusePages, tableAnswer, type TableRow } from '../platform/http/table';
import type { WorklistDto } from './worklist.dto';

const COLUMNS = ['patientId', 'family', 'given', 'episodeId', 'pathway', 'region', 'targets', 'position', 'tags', 'payer', 'nextStep', 'result', 'dueOn', 'plannedOn', 'blockedBy'] as const;
type Column = (typeof COLUMNS)[number];

/** Open episodes of the practice, as last recorded. */
@Injectable()
export class ListWork {
  constructor(private readonly reads: Reads, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute(caller: Caller, dto: WorklistDto, accepts?: string): Promise<Answered> {
    if (isTable(dto, accepts)) return refusePages(dto) ?? tableAnswer('worklist', todayIn(caller.timeZone, this.clock.now()), columnsFor(caller), this.table(caller, dto));
    const page = pageOf(dto);
    const from = page.after === undefined ? undefined : await this.placeOf(caller, page.after);
    if (page.after !== undefined && from === undefined) return CURSOR_UNKNOWN;
    const { items, next } = await this.reads.worklist(caller.practice, filterOf(dto), page.limit, from);
    await this.audited.read(caller, 'read-worklist', resourceOfList('worklist', items.map(({ patient_id }) => patient_id)));
    return answer(200, { items: items.map(seesLess(caller.role, 'worklist') ? bookingView : view), next: next === undefined ? null : cursorOf(items.at(-1)?.patient_id ?? '', next.id) });
  }

  /** Every page is on the audit before it leaves, as it is in JSON. */
  private async* table(caller: Caller, dto: WorklistDto): AsyncGenerator<readonly TableRow<Column>[]> {
    for (let from: Cursor | undefined, isLast = false; !isLast;) {
      const { items, next } = await this.reads.worklist(caller.practice, filterOf(dto), PAGE_ROWS_MAX, from);
      await this.audited.read(caller, 'read-worklist:csv', resourceOfList('worklist', items.map(({ patient_id }) => patient_id)));
      yield items.map(tableRow);
      from = next;
      isLast = next === undefined;
    }
  }

  /** Rows stand in the order of their patients' names: an episode that was closed meanwhile still marks its place. */
  private async placeOf(caller: Caller, [patientId = '', episodeId, ...more]: readonly string[]): Promise<Cursor | undefined> {
    if (episodeId === undefined || more.length > 0) return undefined;
    const patient = await this.reads.patient(caller.practice, patientId);
    return patient === undefined ? undefined : { sortName: patient.sort_name, id: episodeId };
  }
}

function filterOf({ pathway, region, position, tag, step, result, plannedOn, q }: WorklistDto): WorklistFilter {
  return { pathway, region, position, tag, nextStep: step, result, plannedOn, patientId: q };
}

/** May-I-book: without what stands against the step. */
function columnsFor({ role }: Caller): readonly Column[] {
  return seesLess(role, 'worklist') ? COLUMNS.filter((column) => column !== 'blockedBy') : COLUMNS;
}

function tableRow(row: WorklistRow): TableRow<Column> {
  const targets = JSON.parse(row.targets) as readonly { readonly level: string; readonly side: string }[];
  return {
    patientId: row.patient_id, family: row.family, given: row.given, episodeId: row.episode_id, pathway: row.pathway, region: row.region, targets: targets.map(({ level, side }) => `${level} ${side}`).join('; '),
    position: row.position, tags: (JSON.parse(row.tags) as readonly string[]).join('; '), payer: row.payer, nextStep: row.next_step, result: row.result, dueOn: row.due_on, plannedOn: row.planned_on,
    blockedBy: (JSON.parse(row.blocked_by) as readonly string[]).join('; '),
  };
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
