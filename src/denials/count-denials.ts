/** Denials of a practice, counted: a page of patients at a time, and of these only the ones with a decision on record are read. */
import { setImmediate as otherRequests } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { addYears, toDay, toPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import { reject } from '../../machines/kernel/rejection';
import type { AuthorizationEvent } from '../../machines/authorization';
import { countDenial, denialsOf, EMPTY_DENIALS, readReason, type DenialTally } from '../../machines/denials';
import type { MappedReason } from '../../machines/practice';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import { Reads } from '../platform/database/reads';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { PATIENT_FOLD } from '../platform/patient-log/patient-record';
import { PracticeLog } from '../platform/practice-log/practice-log';

/** Few enough that a page holds up no other request for long. */
const PATIENTS_PER_PAGE = 50;

interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

@Injectable()
export class CountDenials {
  constructor(@Inject(STORE) private readonly store: Store, private readonly reads: Reads, private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute(caller: Caller, asked: Partial<Period>): Promise<Answered> {
    const to = asked.to ?? todayIn(caller.timeZone, this.clock.now());
    const from = asked.from ?? toPlainDate(addYears(toDay(to), -1));
    if (from > to) return reject('period-reversed', 'The period ends before it begins: correct from or to.', { pointer: '/to' });
    const { state } = await this.practiceLog.now(caller.practice);
    let tally = EMPTY_DENIALS;
    for (let after: string | undefined = ''; after !== undefined;) {
      const streams: readonly string[] = await this.reads.streams(caller.practice, PATIENTS_PER_PAGE, after);
      for (const patientId of await this.reads.streamsWith(caller.practice, streams, 'DeterminationRecorded')) {
        tally = await this.counted(tally, caller.practice, patientId, { from, to }, state.denialReasons ?? {});
        await otherRequests();
      }
      await otherRequests();
      after = streams.length < PATIENTS_PER_PAGE ? undefined : streams.at(-1);
    }
    await this.audited.read(caller, 'read-denial', 'denial-statistics');
    return answer(200, { from, to, denials: tally.denials, outcomes: tally.outcomes, rows: [...tally.rows].sort(byMostDenied) });
  }

  private async counted(tally: DenialTally, practice: string, patientId: string, { from, to }: Period, mapped: Readonly<Record<string, MappedReason>>): Promise<DenialTally> {
    const events = (await this.store.read(practice, patientId)).filter(({ type }) => OF_AUTHORIZATIONS.has(type)).map(({ data }) => data as AuthorizationEvent);
    const denials = denialsOf(events).filter(({ decidedOn }) => from <= decidedOn && decidedOn <= to);
    if (denials.length === 0) return tally;
    const { state } = await this.store.streams.load(practice, patientId, PATIENT_FOLD);
    let counts = tally;
    for (const denial of denials) {
      const authorization = state.patient.authorizations.find(({ id }) => id === denial.authorizationId);
      if (authorization === undefined) continue;
      const { payer = 'unknown', line } = authorization.asked ?? {};
      counts = countDenial(counts, { payer, ...(line !== undefined && { line }), step: authorization.step }, denial, readReason(denial.reason, mapped).readings);
    }
    return counts;
  }
}

const OF_AUTHORIZATIONS: ReadonlySet<string> = new Set<AuthorizationEvent['type']>(['AuthorizationRequested', 'DeterminationRecorded', 'DeterminationCorrected', 'PeerToPeerScheduled', 'AppealFiled', 'AuthorizationWithdrawn']);

function byMostDenied(a: DenialTally['rows'][number], b: DenialTally['rows'][number]): number {
  return b.denials - a.denials || key(a).localeCompare(key(b), 'en');
}

function key({ payer, line = '', step, bucket, about }: DenialTally['rows'][number]): string {
  return [payer, line, step, bucket, about].join(' ');
}
