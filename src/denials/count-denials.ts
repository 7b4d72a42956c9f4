/** Denials of a practice, counted: of its patients only those with a decision on record are read. */
import { Inject, Injectable } from '@nestjs/common';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import type { AuthorizationEvent } from '../../machines/authorization';
import { byMostDenied, countDenialsOf, denialsWithin, EMPTY_DENIALS, OF_DENIALS } from '../../machines/denials';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { periodOf } from '../platform/http/period';
import { walkPatients } from '../platform/patient-log/patient-walk';
import { PracticeLog } from '../platform/practice-log/practice-log';

@Injectable()
export class CountDenials {
  constructor(@Inject(STORE) private readonly store: Store, private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute(caller: Caller, asked: { readonly from?: PlainDate; readonly to?: PlainDate }): Promise<Answered> {
    const period = periodOf(asked, todayIn(caller.timeZone, this.clock.now()));
    if (isRejection(period)) return period;
    const { denialReasons = {} } = (await this.practiceLog.now(caller.practice)).state;
    let tally = EMPTY_DENIALS;
    for await (const { events, patient } of walkPatients(this.store, caller.practice, OF_DENIALS, 'DeterminationRecorded')) {
      const denials = denialsWithin(events.map(({ data }) => data as AuthorizationEvent), period);
      if (denials.length > 0) tally = countDenialsOf(tally, denials, (await patient()).authorizations, denialReasons);
    }
    await this.audited.read(caller, 'read-denial', 'denial-statistics');
    return answer(200, { ...period, denials: tally.denials, outcomes: tally.outcomes, rows: byMostDenied(tally) });
  }
}
