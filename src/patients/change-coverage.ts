import { Injectable } from '@nestjs/common';
import { answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { CoveragesDto } from './patient.dto';
import { patientView } from './patient.view';

@Injectable()
export class ChangeCoverage {
  constructor(private readonly log: PatientLog) {}

  execute(write: Write, patientId: string, dto: CoveragesDto): Promise<Answered> {
    return this.log.write(write, patientId, {
      action: 'change-coverage', status: 200,
      command: () => ({ type: 'ChangeCoverage', coverages: plain(dto).coverages }),
      answer: ({ patient, version }) => answer(200, patientView(patientId, patient, version), { etag: tagOf(version) }),
    });
  }
}
