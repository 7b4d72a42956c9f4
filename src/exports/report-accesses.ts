/** Who looked at a patient's record, counted by person and what was done, for the patient who asks. On the audit before it leaves, and so part of it. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { Caller } from '../platform/auth/caller';
import { daysIn, todayIn } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { isTable, tableAnswer } from '../platform/http/table';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { AccessReportDto } from './export.dto';
import { countedAccesses } from './patient-accesses';

const COLUMNS = ['who', 'role', 'what', 'times', 'firstOn', 'lastOn'] as const;

@Injectable()
export class ReportAccesses {
  constructor(private readonly log: PatientLog, @Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async execute(caller: Caller, patientId: string, asked: AccessReportDto, accepts: string | undefined): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'export-patient:accesses');
    if (isRejection(loaded)) return loaded;
    const asOf = todayIn(caller.timeZone, this.log.now());
    const items = await countedAccesses(this.store.sql, caller.practice, patientId, daysIn(caller.timeZone));
    return isTable(asked, accepts) ? tableAnswer(`accesses-${patientId}`, asOf, COLUMNS, pageOf(items)) : answer(200, { patientId, asOf, items });
  }
}

async function* pageOf<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  yield await Promise.resolve(items);
}
