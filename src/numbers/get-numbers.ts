/** The practice's numbers: one pass over its patients, and one over its open episodes. Memory grows with what is told apart, not with the practice. */
import { setImmediate as otherRequests } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import type { AuthorizationEvent } from '../../machines/authorization';
import type { Kind, Step } from '../../machines/criteria/types';
import { countDenialsOf, denialsWithin, EMPTY_DENIALS, OF_DENIALS } from '../../machines/denials';
import { countEpisode, countPatient, EMPTY_NUMBERS, NO_LEAKS, type LeakTally, type Period } from '../../machines/numbers';
import type { PatientEvent } from '../../machines/patient';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, daysIn, todayIn, type Clock } from '../platform/clock/clock';
import type { Cursor } from '../platform/database/reads';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, Answer, type Answered } from '../platform/http/answer';
import { CSV_TYPE, JSON_TYPE, preferredType } from '../platform/http/media-types';
import { periodOf } from '../platform/http/period';
import { walkPatients } from '../platform/patient-log/patient-walk';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { numbersView, type Counted } from './numbers.view';
import { numbersCsv } from './numbers-csv';

export const NUMBERS_TYPES = [JSON_TYPE, CSV_TYPE];
const EPISODES_PER_PAGE = 200;
/** What was needed, and what happened to it; each authorization begins with the first. */
const OF_NUMBERS: readonly PatientEvent['type'][] = ['AuthorizationNeeded', 'AuthorizationSubmitted', 'ProcedureScheduled', ...OF_DENIALS];

@Injectable()
export class GetNumbers {
  constructor(@Inject(STORE) private readonly store: Store, private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute(caller: Caller, asked: Partial<Period>, accepts: string | undefined): Promise<Answered> {
    const asOf = todayIn(caller.timeZone, this.clock.now());
    const period = periodOf(asked, asOf);
    if (isRejection(period)) return period;
    const numbers = numbersView({ ...period, asOf }, await this.counted(caller, period, asOf), await this.leaks(caller));
    await this.audited.read(caller, 'read-numbers', 'numbers');
    if (preferredType(accepts, NUMBERS_TYPES) !== CSV_TYPE) return answer(200, numbers);
    return new Answer(200, numbersCsv(numbers), { 'content-type': `${CSV_TYPE}; charset=utf-8; header=present`, 'content-disposition': `attachment; filename="numbers-${period.from}-${period.to}.csv"` });
  }

  private async counted({ practice, timeZone }: Caller, period: Period, asOf: PlainDate): Promise<Counted> {
    const { denialReasons = {} } = (await this.practiceLog.now(practice)).state;
    const dayOf = daysIn(timeZone);
    let [numbers, denials] = [EMPTY_NUMBERS, EMPTY_DENIALS];
    for await (const walked of walkPatients(this.store, practice, OF_NUMBERS, 'AuthorizationNeeded')) {
      const patient = await walked.patient();
      numbers = countPatient(numbers, { patient, recorded: walked.events.map(({ data, recordedAt }) => ({ event: data, on: dayOf(recordedAt) })) }, period, asOf);
      const events = walked.events.filter(({ data }) => OF_DENIALS.includes(data.type as AuthorizationEvent['type'])).map(({ data }) => data as AuthorizationEvent);
      denials = countDenialsOf(denials, denialsWithin(events, period), patient.authorizations, denialReasons);
    }
    return { numbers, denials };
  }

  private async leaks({ practice }: Caller): Promise<LeakTally> {
    let leaks = NO_LEAKS;
    for (let after: Cursor | undefined, isLast = false; !isLast;) {
      const { items, next } = await this.store.reads.worklist(practice, {}, EPISODES_PER_PAGE, after);
      for (const { next_step, blocked_by } of items) leaks = countEpisode(leaks, { nextStep: (next_step ?? undefined) as Step | undefined, blockedBy: JSON.parse(blocked_by) as readonly Kind[] });
      await otherRequests();
      after = next;
      isLast = next === undefined;
    }
    return leaks;
  }
}
