/** A clinician stands for what another system states: what was looked at is attested, or nothing where the record has moved since. */
import { Injectable } from '@nestjs/common';
import { answerJson, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { withJson } from '../platform/json/raw-json';
import { PatientLog } from '../platform/patient-log/patient-log';
import { awaitingAttestation, standingsOf } from '../status';
import type { AttestationDto } from './documentation.dto';

@Injectable()
export class AttestFacts {
  constructor(private readonly log: PatientLog) {}

  execute(write: Write, patientId: string, { factIds }: AttestationDto): Promise<Answered> {
    return this.log.write(write, patientId, {
      action: 'attest-fact', status: 201, command: () => ({ type: 'AttestFacts', factIds }),
      answer: (recorded) => {
        const { patient, version, recordedAt, asOf } = recorded;
        const body = { patientId, factIds, version, recordedAt, asOf, awaitingAttestation: awaitingAttestation(patient, asOf) };
        return answerJson(201, withJson(body, 'episodes', standingsOf(recorded, 'next')), { etag: tagOf(version) });
      },
    });
  }
}
