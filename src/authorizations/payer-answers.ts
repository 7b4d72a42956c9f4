/** A payer's own message: read, shown, or recorded with the bytes it came in. */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { RequestedLine } from '../../machines/authorization';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PatientState } from '../../machines/patient';
import { parseInstant, todayIn } from '../platform/clock/clock';
import type { Answered } from '../platform/http/answer';
import { FHIR_TYPE } from '../platform/http/media-types';
import type { Write } from '../platform/http/parameters';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite } from '../platform/patient-log/patient-write';
import { authorizationAnswer } from './authorizations';
import { refuseOther } from './pas/about';
import { readClaimResponse, type ReadAnswer } from './pas/read-claim-response';
import { withRequest } from './pas/with-request';
import { RequestedLines } from './requested-lines';

@Injectable()
export class PayerAnswers {
  constructor(private readonly log: PatientLog, private readonly lines: RequestedLines) {}

  async record(write: Write, patientId: string, authorizationId: string, message: unknown, bytes: Buffer, dryRun: boolean): Promise<Answered> {
    const lines = await this.lines.of(write.caller, patientId, authorizationId);
    if (isRejection(lines)) return lines;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const read = (patient: PatientState, asOf: string): ReadAnswer | Rejection => readAnswerTo({ patient, authorizationId, lines }, message, asOf, write.caller.timeZone);
    const spec: PatientWrite = {
      action: 'track-authorization', status: 200,
      command: (ids, patient, { asOf }) => {
        const answer = read(patient, asOf);
        return isRejection(answer) ? answer : {
          type: 'RecordAnswer', authorizationId, determination: answer.determination,
          document: { documentId: ids(), sha256, mediaType: FHIR_TYPE, bytes: bytes.length, pages: 1, title: `Payer's answer of ${asOf}` },
        };
      },
      alsoProject: [{ table: 'document_content', key: { sha256 }, row: { media_type: FHIR_TYPE, bytes } }],
      // Read again: the same bytes on the same day say the same, so a repeat is answered as the first time.
      answer: (recorded) => {
        const answer = read(recorded.patient, recorded.asOf);
        const determination = recorded.patient.authorizations.find(({ id }) => id === authorizationId)?.determinations.at(-1);
        return authorizationAnswer(recorded, authorizationId, 200, { ...(dryRun && { dryRun }), determination, deviations: isRejection(answer) ? [] : answer.deviations });
      },
    };
    return dryRun ? this.log.tryOut(write.caller, patientId, spec) : this.log.write(write, patientId, spec);
  }
}

/** A patient's request, by the lines of its packet. */
export interface Asked {
  readonly patient: PatientState;
  readonly authorizationId: string;
  readonly lines: readonly RequestedLine[];
}

/** What a payer's message says about this request; refused where it is about somebody else, or another request. */
export function readAnswerTo({ patient, authorizationId, lines }: Asked, message: unknown, receivedOn: string, timeZone: string): ReadAnswer | Rejection {
  const answer = readClaimResponse(message, { receivedOn, dayOf: (instant) => dayIn(timeZone, instant) });
  return isRejection(answer) ? answer : refuseOther(answer.about, patient, authorizationId) ?? withRequest(answer, lines);
}

function dayIn(timeZone: string, instant: string): string | undefined {
  const at = parseInstant(instant);
  return at === undefined ? undefined : todayIn(timeZone, at);
}
