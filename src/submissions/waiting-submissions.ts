/** What the service has still to send, and what it could not: seen and resent by staff. The outbox holds the jobs, the patients' logs say why. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { PatientState } from '../../machines/patient';
import { authorizationAnswer } from '../authorizations';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { OutboxRow } from '../platform/event-store/outbox';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { PatientLog } from '../platform/patient-log/patient-log';
import { SUBMISSION, type SubmissionJob } from './announce-submissions';
import { FAILURES } from './failures';
import type { ResendDto, SubmissionsDto } from './submission.dto';

const ROWS_MAX = 1000;

@Injectable()
export class WaitingSubmissions {
  constructor(private readonly log: PatientLog, @Inject(STORE) private readonly store: Store, private readonly audited: Audited) {}

  async list(caller: Caller, { state }: SubmissionsDto): Promise<Answered> {
    const rows = await this.store.outbox.list(caller.practice, SUBMISSION, ROWS_MAX);
    const items = (await Promise.all(rows.map((row) => this.itemOf(caller, row)))).filter((item) => item !== undefined && (state === undefined || item.state === state));
    await this.audited.read(caller, 'read-submissions', resourceOfList('submissions', items.flatMap((item) => item?.patientId ?? [])));
    return answer(200, { items });
  }

  /** Under its own id and with the same bytes: the payer knows it again. */
  async resend(write: Write, submissionId: string, { reason }: ResendDto): Promise<Answered> {
    const { caller } = write;
    const parked = (await this.store.outbox.list(caller.practice, SUBMISSION, ROWS_MAX)).filter(({ payload }) => jobOf(payload).submissionId === submissionId);
    // A repeat finds no parked job any more; what it repeats says whose it was.
    const patientId = parked[0] === undefined ? (await this.store.findIdempotency(caller.practice, caller.actor, write.idempotencyKey))?.stream : jobOf(parked[0].payload).patientId;
    if (patientId === undefined) {
      await this.audited.refused(caller, 'track-authorization', 'submission');
      return UNKNOWN_SUBMISSION;
    }
    const answered = await this.log.write(write, patientId, {
      action: 'track-authorization', status: 200,
      command: (_, patient) => {
        const authorizationId = authorizationOf(patient, submissionId);
        return authorizationId === undefined ? UNKNOWN_SUBMISSION : { type: 'ResendSubmission', authorizationId, submissionId, ...(reason !== undefined && { reason }) };
      },
      answer: (recorded) => authorizationAnswer(recorded, authorizationOf(recorded.patient, submissionId) ?? '', 200),
    });
    // The new job was written with the event; those that gave up are done with.
    if (!isRejection(answered)) for (const row of parked) if (row.availableAt === undefined) await this.store.outbox.acknowledge(row);
    return answered;
  }

  /** Undefined of a job that nobody waits for any more: answered, taken back, requested again, resent or sent another way. Where it gave up, it is forgotten. */
  private async itemOf(caller: Caller, row: OutboxRow) {
    const { payload, attempt, recordedAt, availableAt, lastError } = row;
    const { patientId, authorizationId, submissionId } = jobOf(payload);
    const { patient } = await this.log.loadQuietly(caller, patientId);
    const authorization = patient.authorizations.find(({ id }) => id === authorizationId);
    const submission = authorization?.submission;
    if (authorization === undefined || submission?.id !== submissionId || submission.state === 'answered' || (availableAt === undefined && submission.state === 'queued')) {
      if (availableAt === undefined) await this.store.outbox.acknowledge(row);
      return undefined;
    }
    const { packetId, payer, to, state, failure } = submission;
    const failed = failure ?? (lastError === undefined ? undefined : { code: lastError, reason: FAILURES[lastError] ?? 'The service will try again by itself.', attempts: attempt });
    return {
      submissionId, patientId, authorizationId, packetId, step: authorization.step, payer, to, state, queuedAt: recordedAt, attempts: attempt,
      ...(state === 'queued' && availableAt !== undefined && { nextAttemptAt: availableAt }), ...(failed !== undefined && { failure: { code: failed.code, reason: failed.reason } }),
    };
  }
}

function jobOf(payload: unknown): SubmissionJob {
  return payload as SubmissionJob;
}

function authorizationOf({ authorizations }: PatientState, submissionId: string): string | undefined {
  return authorizations.find(({ submission }) => submission?.id === submissionId)?.id;
}

const UNKNOWN_SUBMISSION: Rejection = reject('unknown-submission', 'No submission of that id is waiting: it was answered, went out another way, or was requested again.');
