import { Injectable } from '@nestjs/common';
import { answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PersonDto } from './patient.dto';
import { patientView } from './patient.view';

@Injectable()
export class CorrectPerson {
  constructor(private readonly log: PatientLog) {}

  execute(write: Write, patientId: string, dto: PersonDto): Promise<Answered> {
    const { name, birthDate, reason, ...details } = plain(dto);
    return this.log.write(write, patientId, {
      action: 'change-coverage', status: 200,
      command: () => ({ type: 'CorrectPerson', name, birthDate, details, reason }),
      answer: ({ patient, version }) => answer(200, patientView(patientId, patient, version), { etag: tagOf(version) }),
    });
  }
}
