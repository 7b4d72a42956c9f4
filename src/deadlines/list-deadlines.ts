import { Injectable } from '@nestjs/common';
import { isPlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import { datesOf, exemptionDeadlines } from '../../machines/deadlines';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/database/reads';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, pageOf } from '../platform/http/page';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { PracticeLog } from '../platform/practice-log/practice-log';
import type { DeadlinesDto } from './deadline.dto';
import { bookingView, deadlineView, rowView } from './deadline.view';

/** The practice's days that must not be missed, soonest first; how near each is, is told of today. */
@Injectable()
export class ListDeadlines {
  constructor(private readonly reads: Reads, private readonly audited: Audited, private readonly log: PatientLog, private readonly practiceLog: PracticeLog) {}

  async execute(caller: Caller, dto: DeadlinesDto): Promise<Answered> {
    const { limit, after } = pageOf(dto);
    const from = after === undefined ? undefined : placeOf(after);
    if (after !== undefined && from === undefined) return CURSOR_UNKNOWN;
    const today = this.log.today(caller);
    const { kind, payer, until, overdue } = dto;
    // A scheduler's key cannot ask by what it is not shown.
    const filter = { kind, until, ...(caller.role !== 'scheduler' && { payer }), ...(overdue === 'true' && { overdueOn: today }) };
    const rows = await this.reads.deadlines(caller.practice, filter, limit + 1, from);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    await this.audited.read(caller, 'read-deadlines', resourceOfList('deadlines', items.map(({ patient_id }) => patient_id)));
    const { directory } = (await this.practiceLog.now(caller.practice)).state;
    const view = caller.role === 'scheduler' ? bookingView : rowView;
    return answer(200, {
      asOf: today, items: items.map((row) => view(row, today)), practice: exemptionDeadlines(directory, today).map((each) => deadlineView(each, today)),
      next: rows.length > limit && last !== undefined ? cursorOf(last.due_on, last.deadline_id) : null,
    });
  }

  async ofPatient(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-deadlines');
    if (isRejection(loaded)) return loaded;
    const today = this.log.today(caller);
    const items = datesOf(loaded.patient, { directory: loaded.practice.state.directory }).map((each) => deadlineView(each, today));
    return answer(200, { patientId, version: loaded.version, asOf: today, items, recordsRequests: loaded.patient.recordsRequests.map(({ id, ...rest }) => ({ recordsRequestId: id, ...rest })) }, { etag: tagOf(loaded.version) });
  }
}

/** The day and the row where the page before ended: they are the place, whether or not the row is still there. */
function placeOf([on = '', id, ...more]: readonly string[]): { readonly on: string; readonly id: string } | undefined {
  return id === undefined || more.length > 0 || !isPlainDate(on) ? undefined : { on, id };
}
