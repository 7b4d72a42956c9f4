/**
 * Sends what is queued, until the payer has answered or a person has to look. At least once: a process that ends between sending and
 * recording leaves the job, the same bytes go out again under the same number, and one answer is recorded.
 */
import { createHash } from 'node:crypto';
import type { ElectronicSubmission } from '../../machines/authorization';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { readAnswerTo } from '../authorizations';
import type { PacketFiles } from '../packets';
import { todayIn } from '../platform/clock/clock';
import type { Practices } from '../platform/database/practices';
import { waitAfter, type BackOff } from '../platform/event-store/back-off';
import type { OutboxJob } from '../platform/event-store/outbox';
import { Postponed, type WorkerPace } from '../platform/event-store/outbox-worker';
import { FHIR_TYPE } from '../platform/http/media-types';
import type { PatientLog } from '../platform/patient-log/patient-log';
import type { SystemWrites } from '../platform/patient-log/system-writes';
import { AccessTokens } from './access-tokens';
import type { SubmissionJob } from './announce-submissions';
import { FAILURES } from './failures';
import { endpointOf, type PayerEndpoints } from './payer-endpoint';
import { isFailure, type Failure } from './post';
import { readNumbers } from './read-identifiers';
import { sendClaim, type Sent } from './send-claim';

const BACK_OFF: Omit<BackOff, 'attemptsMax'> = { firstMs: 5_000, factor: 4, longestMs: 3_600_000, jitter: 0.5 };
/** Short, and renewed while an attempt runs: what a process that died was sending goes out again soon. */
export const PACE: WorkerPace = { batchJobs: 4, leaseMs: 10_000, atOnce: true };
const ACTION = 'deliver-submission';

export interface DeliveryParts {
  readonly log: PatientLog;
  readonly writes: SystemWrites;
  readonly packets: PacketFiles;
  readonly practices: Practices;
  readonly endpoints: PayerEndpoints;
  readonly tokens: AccessTokens;
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly now: () => string;
}

export class DeliverSubmission {
  constructor(private readonly parts: DeliveryParts) {}

  async execute(job: OutboxJob, ending: AbortSignal): Promise<void> {
    try {
      await this.attempt(job, ending);
    } catch (error) {
      if (error instanceof Postponed) throw error;
      // A fault of the service's own, such as a store that cannot be written: it stays in line, since only what is on record as parked can be resent.
      throw new Postponed('failed-here', waitAfter({ ...BACK_OFF, attemptsMax: job.attempt + 1 }, job.attempt, this.parts.chance()) ?? BACK_OFF.longestMs, error);
    }
  }

  private async attempt(job: OutboxJob, ending: AbortSignal): Promise<void> {
    const { patientId, authorizationId, submissionId } = job.payload as SubmissionJob;
    const now = await this.parts.log.loadQuietly({ practice: job.practice }, patientId);
    const submission = now.patient.authorizations.find(({ id }) => id === authorizationId)?.submission;
    // Answered, taken back, requested again, or sent another way meanwhile.
    if (submission?.id !== submissionId || submission.state === 'answered') return;
    const endpoint = endpointOf(this.parts.endpoints, job.practice, submission.payer);
    if (endpoint === undefined || endpoint.baseAddress !== submission.to) return this.park(job, { code: endpoint === undefined ? 'endpoint-missing' : 'endpoint-differs' });
    if (job.attempt > endpoint.attemptsMax) return this.park(job, { code: 'interrupted' });
    const request = await this.parts.packets.fhir(job.practice, now, submission.packetId);
    if (isRejection(request)) return this.park(job, { code: request.code, reason: request.message });
    const sent = await sendClaim(endpoint, this.parts.tokens, request.content, ending);
    const failure = isFailure(sent) ? sent : await this.record(job, submission, { patient: now.patient, authorizationId: (job.payload as SubmissionJob).authorizationId, lines: await this.parts.packets.lines(job.practice, now, submission.packetId) }, sent, request.sha256);
    if (failure === undefined) return;
    if (ending.aborted) throw new Postponed('interrupted', 0);
    const waitMs = failure.isFinal ? undefined : waitAfter({ ...BACK_OFF, attemptsMax: endpoint.attemptsMax }, job.attempt, this.parts.chance());
    if (waitMs === undefined) return this.park(job, failure);
    throw new Postponed(failure.code, Math.max(waitMs, failure.retryAfterMs ?? 0));
  }

  /** A refusal that says nothing about the request is a failure; everything else is on record afterwards. */
  private async record(job: OutboxJob, { id: submissionId }: ElectronicSubmission, asked: Parameters<typeof readAnswerTo>[0], { httpStatus, body, message }: Sent, requestSha256: string): Promise<Failure | undefined> {
    const { patientId, authorizationId } = job.payload as SubmissionJob;
    const timeZone = (await this.parts.practices.find(job.practice))?.timeZone ?? 'UTC';
    const receivedOn = todayIn(timeZone, this.parts.now());
    const read = readAnswerTo(asked, message, receivedOn, timeZone);
    if (isRejection(read) && httpStatus >= 300) return { code: 'request-refused', isFinal: true, httpStatus };
    const responseSha256 = createHash('sha256').update(body).digest('hex');
    const { identifiers, reference } = readNumbers(message);
    const document = (documentId: string) => ({ documentId, sha256: responseSha256, mediaType: FHIR_TYPE, bytes: body.length, pages: 1, title: `Payer's answer of ${receivedOn}` });
    const alsoProject = [{ table: 'document_content' as const, key: { sha256: responseSha256 }, row: { media_type: FHIR_TYPE, bytes: body } }];
    const refused = await this.parts.writes.record(job.practice, patientId, {
      action: ACTION, key: `answer-${submissionId}`, alsoProject,
      command: (ids) => ({
        type: 'RecordDelivery', authorizationId, submissionId, document: document(ids()), ...(reference !== undefined && { reference }), ...(isRejection(read) ? {} : { determination: read.determination }),
        exchange: { httpStatus, requestSha256, responseSha256, ...(identifiers.length > 0 && { identifiers }), ...(isRejection(read) && { unread: read.code }) },
      }),
    });
    if (refused !== undefined) await this.keep(job, document, alsoProject, refused);
    return undefined;
  }

  /** Nobody awaits the answer any more, as after a withdrawal; the payer gave it all the same, so a person can find it. */
  private async keep(job: OutboxJob, document: (documentId: string) => { readonly documentId: string; readonly sha256: string; readonly mediaType: string; readonly bytes: number; readonly pages: number; readonly title: string }, alsoProject: NonNullable<Parameters<SystemWrites['record']>[2]['alsoProject']>, { code }: Rejection): Promise<void> {
    const { patientId, submissionId } = job.payload as SubmissionJob;
    await this.parts.writes.record(job.practice, patientId, {
      action: ACTION, key: `unawaited-${submissionId}-${document('').sha256}`, alsoProject,
      command: (ids) => ({ type: 'AttachDocument', ...document(ids()), title: `Payer's answer, not awaited (${code})` }),
    });
  }

  private async park(job: OutboxJob, { code, reason = FAILURES[code] ?? code }: { readonly code: string; readonly reason?: string }): Promise<never> {
    const { patientId, authorizationId, submissionId } = job.payload as SubmissionJob;
    await this.parts.writes.record(job.practice, patientId, {
      action: ACTION, key: `parked-${submissionId}-${job.feed}`,
      command: () => ({ type: 'ParkSubmission', authorizationId, submissionId, code, reason, attempts: job.attempt }),
    });
    throw new Postponed(code, null);
  }
}
