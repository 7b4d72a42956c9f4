import { Injectable } from '@nestjs/common';
import { isPlainDate } from '../../machines/kernel/calendar';
import type { Criterion, Policy } from '../../machines/criteria/types';
import type { CountedWait } from '../../machines/queue';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { seesLess } from '../platform/auth/fewer-fields';
import { Reads } from '../platform/database/reads';
import type { NeedRow } from '../platform/event-store/projection-tables';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, PAGE_ROWS_MAX, pageOf } from '../platform/http/page';
import { isTable, refusePages, tableAnswer } from '../platform/http/table';
import { PatientLog } from '../platform/patient-log/patient-log';
import { policyNamed, PracticeLog, type PracticeAt } from '../platform/practice-log/practice-log';
import { bookingView, needView, type Names } from './need.view';
import { queueColumnsFor, queueTableRow, type QueueTableRow } from './need-table';
import type { QueueDto, Sort } from './queue.dto';
import { NO_PAYER, QueueRows, type Place } from './queue-rows';
import { Staff } from './staff';
import { NO_DAY } from './views';

/** The practice's needs for authorizations, as last recorded; what is told of today is told of it when it is read. */
@Injectable()
export class ListQueue {
  constructor(private readonly rows: QueueRows, private readonly reads: Reads, private readonly audited: Audited, private readonly log: PatientLog, private readonly practiceLog: PracticeLog, private readonly staff: Staff) {}

  async execute(caller: Caller, dto: QueueDto, accepts?: string): Promise<Answered> {
    if (isTable(dto, accepts)) return refusePages(dto) ?? tableAnswer('queue', this.log.today(caller), queueColumnsFor(caller.role), this.table(caller, dto));
    const { limit: asked, cursor, sort = 'due', format: _, ...filter } = dto;
    const { limit, after } = pageOf({ limit: asked, cursor });
    const from = after === undefined ? undefined : await this.placeOf(caller, sort, after);
    if (after !== undefined && from === undefined) return CURSOR_UNKNOWN;
    const today = this.log.today(caller);
    const found = await this.rows.page(caller.practice, filter, sort, { today, actor: caller.actor }, limit + 1, from);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    await this.audited.read(caller, 'read-queue', resourceOfList('queue', items.map(({ patient_id }) => patient_id)));
    const names = await this.names(caller);
    const view = seesLess(caller.role, 'queue') ? bookingView : needView;
    return answer(200, { asOf: today, items: items.map((row) => view(row, today, names)), next: found.length > limit && last !== undefined ? cursorOf(...marksOf(last, sort, today), last.need_id) : null });
  }

  /** Every page is on the audit before it leaves, as it is in JSON. */
  private async* table(caller: Caller, { limit: _, cursor: __, format: ___, sort = 'due', ...filter }: QueueDto): AsyncGenerator<readonly QueueTableRow[]> {
    const today = this.log.today(caller);
    const names = await this.names(caller);
    for (let from: Place | undefined, isLast = false; !isLast;) {
      const rows = await this.rows.page(caller.practice, filter, sort, { today, actor: caller.actor }, PAGE_ROWS_MAX, from);
      await this.audited.read(caller, 'read-queue:csv', resourceOfList('queue', rows.map(({ patient_id }) => patient_id)));
      yield rows.map((row) => queueTableRow(row, today, names));
      const last = rows.at(-1);
      from = last && placeAfter(last, sort, today);
      isLast = rows.length < PAGE_ROWS_MAX;
    }
  }

  private async names({ practice }: Caller): Promise<Names> {
    const now = await this.practiceLog.now(practice);
    return { directory: now.state.directory, staff: await this.staff.names(practice), criterionOf: criteriaIn(now, this.practiceLog.shipped) };
  }

  /** Names are no part of a cursor: the patient's id stands for the place, whether or not the row is still there. */
  private async placeOf({ practice }: Caller, sort: Sort, marks: readonly string[]): Promise<Place | undefined> {
    const [mark = '', ...rest] = marks.slice(0, -1);
    const id = marks.at(-1) ?? '';
    if (marks.length < 2) return undefined;
    switch (sort) {
      case 'due': return rest.length === 0 && (isPlainDate(mark) || mark === NO_DAY) ? { value: mark, id } : undefined;
      case 'name': {
        const patient = rest.length === 0 ? await this.reads.patient(practice, mark) : undefined;
        return patient === undefined ? undefined : { value: patient.sort_name, id };
      }
      case 'payer': return { value: payerIn([mark, ...rest]), id };
    }
  }
}

function placeAfter(row: NeedRow, sort: Sort, today: string): Place {
  switch (sort) {
    case 'due': return { value: dueOf(row, today), id: row.need_id };
    case 'name': return { value: row.sort_name, id: row.need_id };
    case 'payer': return { value: row.payer ?? NO_PAYER, id: row.need_id };
  }
}

function dueOf(row: NeedRow, today: string): string {
  return (row.until_on !== null && row.until_on < today ? row.later_due_on : row.due_on) ?? NO_DAY;
}

/** Ids that name a row's place in an order. */
function marksOf(row: NeedRow, sort: Sort, today: string): readonly string[] {
  switch (sort) {
    case 'due': return [dueOf(row, today)];
    case 'name': return [row.patient_id];
    case 'payer': return payerMarks(row.payer ?? NO_PAYER);
  }
}

const MARK_CHARS = 64;

/** A payer's word may hold what an id may not. */
function payerMarks(payer: string): readonly string[] {
  return Buffer.from(payer).toString('hex').match(new RegExp(`.{1,${MARK_CHARS}}`, 'g')) ?? [];
}

function payerIn(marks: readonly string[]): string {
  return Buffer.from(marks.join(''), 'hex').toString();
}

/** Of the policy that a wait was recorded under, also where that one decides no more. */
function criteriaIn(practice: PracticeAt, shipped: readonly Policy[]) {
  return ({ policy: ref, criterion }: CountedWait): Criterion | undefined => {
    const policy = policyNamed(practice, ref, shipped);
    return policy === undefined ? undefined : Object.values(policy.steps).flat().find(({ id }) => id === criterion);
  };
}
