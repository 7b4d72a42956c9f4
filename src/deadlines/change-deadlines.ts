/** What moves a deadline without deciding anything: a letter's own day, an expiry seen, records asked of another provider. */
import { Injectable } from '@nestjs/common';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { LETTER_DEADLINES } from '../../machines/authorization';
import { datesOf } from '../../machines/deadlines';
import type { PatientCommand } from '../../machines/patient';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { Recorded } from '../platform/patient-log/patient-write';
import type { AcknowledgementDto, ChaseDto, LetterDayDto, ReceiptDto, RecordsRequestDto } from './deadline.dto';
import { deadlineView } from './deadline.view';

const ACTION = 'track-authorization';

@Injectable()
export class ChangeDeadlines {
  constructor(private readonly log: PatientLog) {}

  override(write: Write, patientId: string, authorizationId: string, name: string, dto: LetterDayDto): Promise<Answered> {
    const kind = LETTER_DEADLINES.find((each) => each === name);
    return this.change(write, patientId, () => (kind === undefined
      ? reject('unknown-deadline', `A letter sets the day of one of ${LETTER_DEADLINES.join(', ')}: name one of these.`)
      : { type: 'OverrideDeadline', authorizationId, kind, ...plain(dto) }));
  }

  acknowledge(write: Write, patientId: string, authorizationId: string, { reason }: AcknowledgementDto): Promise<Answered> {
    return this.change(write, patientId, () => ({ type: 'AcknowledgeExpiry', authorizationId, reason }));
  }

  ask(write: Write, patientId: string, dto: RecordsRequestDto): Promise<Answered> {
    return this.log.write(write, patientId, {
      action: ACTION, status: 201, command: (ids) => ({ type: 'RequestRecords', requestId: ids(), ...plain(dto) }),
      answer: (recorded) => answerOf(recorded, 201, { recordsRequestId: recorded.newId() }),
    });
  }

  chase(write: Write, patientId: string, requestId: string, dto: ChaseDto): Promise<Answered> {
    return this.change(write, patientId, () => ({ type: 'ChaseRecords', requestId, ...plain(dto) }));
  }

  receive(write: Write, patientId: string, requestId: string, dto: ReceiptDto): Promise<Answered> {
    return this.change(write, patientId, () => ({ type: 'ReceiveRecords', requestId, ...plain(dto) }));
  }

  private change(write: Write, patientId: string, command: () => PatientCommand | Rejection): Promise<Answered> {
    return this.log.write(write, patientId, { action: ACTION, status: 200, command, answer: (recorded) => answerOf(recorded, 200) });
  }
}

function answerOf({ patientId, patient, version, recordedAt, asOf, directory }: Recorded, status: 200 | 201, created: object = {}): Answer {
  const deadlines = datesOf(patient, { directory }).map((each) => deadlineView(each, asOf));
  return answer(status, { patientId, version, recordedAt, asOf, ...created, deadlines }, { etag: tagOf(version), ...(status === 201 && { location: `/v1/patients/${patientId}/deadlines` }) });
}
