import { Injectable } from '@nestjs/common';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { RegisterPatientDto } from './patient.dto';
import { plain } from '../platform/http/envelope';
import { patientView } from './patient.view';

@Injectable()
export class RegisterPatient {
  constructor(private readonly log: PatientLog) {}

  /** The id follows from the key, so that a repeat finds the log it started. */
  execute(write: Write, dto: RegisterPatientDto): Promise<Answered> {
    const patientId = derivedIds(write.caller.practice, write.caller.actor, write.idempotencyKey)();
    const { name, birthDate, identifiers = [], coverages = [] } = plain(dto);
    return this.log.write(write, patientId, {
      action: 'register-patient', status: 201, registers: true,
      command: () => ({ type: 'RegisterPatient', patientId, name, birthDate, identifiers, coverages }),
      answer: ({ patient, version }) => answer(201, patientView(patientId, patient, version), { etag: tagOf(version), location: `/v1/patients/${patientId}` }),
    });
  }
}
