import { Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { patientView } from './patient.view';

@Injectable()
export class GetPatient {
  constructor(private readonly log: PatientLog) {}

  async execute(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-patient');
    if (isRejection(loaded)) return loaded;
    return answer(200, patientView(patientId, loaded.patient, loaded.version), { etag: tagOf(loaded.version) });
  }
}
