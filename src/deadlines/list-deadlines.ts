import { Injectable } from '@nestjs/common';
import { isPlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import { datesOf, exemptionDeadlines } from '../../machines/deadlines';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { seesLess } from '../platform/auth/fewer-fields';
import { Reads, type DeadlineFilter } from '../platform/database/reads';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, PAGE_ROWS_MAX, pageOf } from '../platform/http/page';
import { tagOf } from '../platform/http/preconditions';
import { isTable, refusePages, tableAnswer } from '../platform/http/table';
import { PatientLog } from '../platform/patient-log/patient-log';
import { PracticeLog } from '../platform/practice-log/practice-log';
import type { DeadlinesDto } from './deadline.dto';
import { bookingView, deadlineView, rowView } from './deadline.view';
import { deadlineColumnsFor, deadlineTableRow, practiceTableRow, type DeadlineTableRow } from './deadline-table';

/** The practice's days that must not be missed, soonest first; how near each is, is told of today. */
@Injectable()
export class ListDeadlines {
  constructor(private readonly reads: Reads, private readonly audited: Audited, private readonly log: PatientLog, private readonly practiceLog: PracticeLog) {}

  async execute(caller: Caller, dto: DeadlinesDto, accepts?: string): Promise<Answered> {
    if (isTable(dto, accepts)) return refusePages(dto) ?? tableAnswer('deadlines', this.log.today(caller), deadlineColumnsFor(caller.role), this.table(caller, dto));
    const { limit, after } = pageOf(dto);
    const from = after === undefined ? undefined : placeOf(after);
    if (after !== undefined && from === undefined) return CURSOR_UNKNOWN;
    const today = this.log.today(caller);
    const rows = await this.reads.deadlines(caller.practice, filterOf(caller, dto, today), limit + 1, from);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    await this.audited.read(caller, 'read-deadlines', resourceOfList('deadlines', items.map(({ patient_id }) => patient_id)));
    const { directory } = (await this.practiceLog.now(caller.practice)).state;
    const view = seesLess(caller.role, 'deadlines') ? bookingView : rowView;
    return answer(200, {
      asOf: today, items: items.map((row) => view(row, today)), practice: exemptionDeadlines(directory, today).map((each) => deadlineView(each, today)),
      next: rows.length > limit && last !== undefined ? cursorOf(last.due_on, last.deadline_id) : null,
    });
  }

  /** Every page is on the audit before it leaves, as it is in JSON. */
  private async* table(caller: Caller, dto: DeadlinesDto): AsyncGenerator<readonly DeadlineTableRow[]> {
    const today = this.log.today(caller);
    for (let from: Parameters<Reads['deadlines']>[3], isLast = false; !isLast;) {
      const rows = await this.reads.deadlines(caller.practice, filterOf(caller, dto, today), PAGE_ROWS_MAX, from);
      await this.audited.read(caller, 'read-deadlines:csv', resourceOfList('deadlines', rows.map(({ patient_id }) => patient_id)));
      yield rows.map((row) => deadlineTableRow(row, today));
      const last = rows.at(-1);
      from = last && { on: last.due_on, id: last.deadline_id };
      isLast = rows.length < PAGE_ROWS_MAX;
    }
    // In JSON they stand beside the list; in a table they are rows of it, and what narrows it narrows them.
    if (dto.kind !== undefined || dto.payer !== undefined) return;
    const { directory } = (await this.practiceLog.now(caller.practice)).state;
    const own = exemptionDeadlines(directory, today).map((each) => practiceTableRow(each, today));
    yield own.filter(({ on, state }) => (dto.until === undefined || String(on) <= dto.until) && (dto.overdue === undefined || state === 'overdue'));
  }

  async ofPatient(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-deadlines');
    if (isRejection(loaded)) return loaded;
    const today = this.log.today(caller);
    const items = datesOf(loaded.patient, { directory: loaded.practice.state.directory }).map((each) => deadlineView(each, today));
    return answer(200, { patientId, version: loaded.version, asOf: today, items, recordsRequests: loaded.patient.recordsRequests.map(({ id, ...rest }) => ({ recordsRequestId: id, ...rest })) }, { etag: tagOf(loaded.version) });
  }
}

function filterOf({ role }: Caller, { kind, payer, until, overdue }: DeadlinesDto, today: string): DeadlineFilter {
  // A scheduler's key cannot ask by what it is not shown.
  return { kind, until, ...(role !== 'scheduler' && { payer }), ...(overdue === 'true' && { overdueOn: today }) };
}

/** The day and the row where the page before ended: they are the place, whether or not the row is still there. */
function placeOf([on = '', id, ...more]: readonly string[]): { readonly on: string; readonly id: string } | undefined {
  return id === undefined || more.length > 0 || !isPlainDate(on) ? undefined : { on, id };
}
