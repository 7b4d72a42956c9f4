/** Corrections, retractions, moves and added observations: nothing is erased, the former statement stays in the log. */
import { Injectable } from '@nestjs/common';
import { findFact } from '../../machines/evidence/chart';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { PatientState } from '../../machines/patient/patient';
import type { PatientCommand } from '../../machines/patient/events';
import type { Answered } from '../platform/http/answer';
import { factOf } from '../platform/http/is-fact';
import type { Write } from '../platform/http/parameters';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite } from '../platform/patient-log/patient-write';
import { factAnswer } from './document-fact';
import type { CorrectionDto, MoveDto, ObservationDto, RetractionDto } from './documentation.dto';

@Injectable()
export class ChangeFact {
  constructor(private readonly log: PatientLog) {}

  observe(write: Write, patientId: string, factId: string, { observation }: ObservationDto): Promise<Answered> {
    return this.log.write(write, patientId, specOf('document-fact', factId, 201, () => ({ type: 'AddObservation', factId, observation })));
  }

  correct(write: Write, patientId: string, factId: string, { fact, replaces, reason }: CorrectionDto): Promise<Answered> {
    const isClinician = write.caller.role === 'clinician';
    return this.log.write(write, patientId, specOf('change-fact', factId, 201, (patient, today) => {
      const parsed = factOf(fact, { birthDate: patient.birthDate, today });
      if (isRejection(parsed)) return parsed;
      return { type: 'CorrectFact', factId, fact: parsed, replaces: replaces ?? patient.factVersions[factId] ?? 0, reason, ...(isClinician && { byClinician: true }) };
    }));
  }

  retract(write: Write, patientId: string, factId: string, { reason }: RetractionDto): Promise<Answered> {
    return this.log.write(write, patientId, specOf('change-fact', factId, 201, () => ({ type: 'RetractFact', factId, reason })));
  }

  /** Retracted here, documented there, linked, in one commit. */
  move(write: Write, patientId: string, factId: string, { toPatientId, reason }: MoveDto): Promise<Answered> {
    if (toPatientId === patientId) return this.log.refuse(write.caller, 'change-fact', patientId, SAME_PATIENT);
    let moving: PatientState | undefined;
    return this.log.write(write, patientId, {
      ...specOf('change-fact', factId, 201, (patient) => {
        moving = patient;
        return { type: 'MoveFact', factId, toPatientId, reason };
      }),
      other: {
        patientId: toPatientId,
        command: () => {
          const found = moving === undefined ? undefined : findFact(moving.chart, factId);
          if (found === undefined) return UNKNOWN_FACT;
          const { fact, imported } = found;
          return { type: 'ReceiveMovedFact', factId, fact, fromPatientId: patientId, ...(imported !== undefined && { imported }) };
        },
      },
    });
  }
}

function specOf(action: string, factId: string, status: 200 | 201, command: (patient: PatientState, today: string) => PatientCommand | Rejection): PatientWrite {
  return {
    action, status, command: (_, patient, given) => command(patient, given.asOf),
    answer: (recorded) => factAnswer(recorded, factId, { findings: 'next', dryRun: false }),
  };
}

const UNKNOWN_FACT = reject('unknown-fact', 'This patient has no fact of that id: check the id.');
const SAME_PATIENT = reject('same-patient', 'The fact is already in this patient\'s record.', { pointer: '/toPatientId' });
