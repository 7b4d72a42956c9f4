import { Injectable } from '@nestjs/common';
import type { PracticeId } from '../../machines/kernel/ids';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { Reads } from '../platform/database/reads';
import { answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PatientLog } from '../platform/patient-log/patient-log';
import { Serial } from '../platform/patient-log/serial';
import type { IdentifierDto, RegisterPatientDto } from './patient.dto';
import { patientView } from './patient.view';

/** The chart number: the one kind of identifier that names a patient within a practice. Members of a family may share others. */
const MRN = 'mrn';

@Injectable()
export class RegisterPatient {
  /** Two registrations under one chart number wait for each other, so that the second sees the first. */
  private readonly serial = new Serial();

  constructor(private readonly log: PatientLog, private readonly reads: Reads) {}

  /** The id follows from the key, so that a repeat finds the log it started. */
  execute(write: Write, dto: RegisterPatientDto): Promise<Answered> {
    const { practice, actor } = write.caller;
    const patientId = derivedIds(practice, actor, write.idempotencyKey)();
    const { name, birthDate, identifiers = [], coverages = [], confirmedDistinct, ...details } = plain(dto);
    const register = (): Promise<Answered> => this.log.write(write, patientId, {
      action: 'register-patient', status: 201, registers: true,
      command: () => ({ type: 'RegisterPatient', patientId, name, birthDate, identifiers, coverages, ...(Object.keys(details).length > 0 && { details }), ...(confirmedDistinct === undefined ? {} : { confirmedDistinct }) }),
      ...(confirmedDistinct === true ? {} : { refuse: () => this.refuseInUse(practice, identifiers) }),
      answer: ({ patient, version }) => answer(201, patientView(patientId, patient, version), { etag: tagOf(version), location: `/v1/patients/${patientId}` }),
    });
    const mrn = identifiers.find(({ kind }) => kind === MRN)?.value;
    return mrn === undefined ? register() : this.serial.run(`${practice}/${mrn}`, register);
  }

  private async refuseInUse(practice: PracticeId, identifiers: readonly IdentifierDto[]): Promise<Rejection | undefined> {
    for (const [index, { kind, value }] of identifiers.entries()) {
      const patientId = kind === MRN ? await this.reads.patientWithMrn(practice, value) : undefined;
      if (patientId === undefined) continue;
      return reject('identifier-in-use', 'A patient is registered under this chart number. Use that record; if this is another person, repeat the registration with "confirmedDistinct": true.', {
        pointer: `/identifiers/${index}/value`, details: { patientId },
      });
    }
    return undefined;
  }
}
