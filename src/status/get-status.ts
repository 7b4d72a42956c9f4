/**
 * Where the patient stands: the log folded to `knownAt`, one unrecorded reassessment at `asOf`, and the answer from that.
 * Whether the daily reassessment has run changes nothing here.
 */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { PlainDate } from '../../machines/kernel/calendar';
import type { Instant } from '../../machines/kernel/ids';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { standingOf } from '../../machines/patient';
import type { Caller } from '../platform/auth/caller';
import { parseInstant, todayIn } from '../platform/clock/clock';
import { Answer, answerJson, type Answered } from '../platform/http/answer';
import { NOT_FOUND } from '../platform/http/problem';
import { withJson } from '../platform/json/raw-json';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PracticeAt } from '../platform/practice-log/practice-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { awaitingAttestation } from './awaiting-attestation';
import { RememberedAnswers } from './remembered-answers';
import { standingsJson, type FindingsWanted } from './standing.view';

export interface StatusQuestion {
  readonly asOf?: PlainDate;
  readonly knownAt?: Instant;
  readonly findings?: FindingsWanted;
}

/** What is asked, nothing left open. */
interface Question {
  readonly asOf: PlainDate;
  readonly knownAt: Instant | undefined;
  readonly findings: FindingsWanted;
}

/** Bounds what answers take in memory; at 30 kB each, about four hundred. */
const REMEMBERED_BYTES_MAX = 12 * 1024 * 1024;

const KNOWN_AT_IN_FUTURE = reject('known-at-in-future', 'That instant has not come yet, so nothing is known at it. Leave knownAt out for now, or ask asOf for a day to come.', { pointer: '/knownAt' });

@Injectable()
export class GetStatus {
  private readonly remembered = new RememberedAnswers(REMEMBERED_BYTES_MAX);

  constructor(private readonly log: PatientLog) {}

  async execute(caller: Caller, patientId: string, question: StatusQuestion, known: string | undefined): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-status');
    if (isRejection(loaded)) return loaded;
    const { findings = 'next' } = question;
    const knownAt = question.knownAt === undefined ? undefined : parseInstant(question.knownAt);
    if (knownAt !== undefined && knownAt > this.log.now()) return KNOWN_AT_IN_FUTURE;
    const asOf = question.asOf ?? (knownAt === undefined ? this.log.today(caller) : todayIn(caller.timeZone, knownAt));
    // The tag names everything an answer of now depends on: who holds it holds the answer, so none is computed or remembered.
    if (known !== undefined && knownAt === undefined && known === etagOf(loaded.version, loaded.practice, { asOf, knownAt, findings })) return unchanged(known);
    const key = `${caller.practice}/${patientId}@${loaded.version}/${loaded.practice.version} ${asOf} ${knownAt ?? ''} ${findings}`;
    const answered = this.remembered.get(key) ?? (await this.compute(caller, patientId, loaded, { asOf, knownAt, findings }));
    if (isRejection(answered)) return answered;
    this.remembered.set(key, answered);
    return known !== undefined && known === answered.headers.etag ? unchanged(known) : answered;
  }

  private async compute(caller: Caller, patientId: string, current: PatientAt, question: Question): Promise<Answer | Rejection> {
    const { asOf, knownAt, findings } = question;
    const { patient, version, practice } = knownAt === undefined ? current : await this.log.at(caller, patientId, { knownAt });
    if (patient.id === undefined) return NOT_FOUND;
    const standings = standingOf(patient, { asOf, policies: practice.policies });
    const head = { patientId, version, asOf, ...(knownAt === undefined ? {} : { knownAt }), awaitingAttestation: awaitingAttestation(patient, asOf) };
    return answerJson(200, withJson(head, 'episodes', standingsJson(standings, findings, practice.policies)), { etag: etagOf(version, practice, question) });
  }
}

function etagOf(version: number, practice: PracticeAt, { asOf, knownAt, findings }: Question): string {
  return `"${version}-${createHash('sha256').update(`${asOf} ${knownAt ?? ''} ${findings} ${digestOfPolicies(practice)}`).digest('base64url').slice(0, 12)}"`;
}

function unchanged(etag: string): Answer {
  return new Answer(304, undefined, { etag });
}

const digests = new WeakMap<PracticeAt['policies'], string>();

/** Of the policies that decide: of the program's by name, for a published file never changes, and of the practice's own by content. */
function digestOfPolicies({ policies, key }: PracticeAt): string {
  let digest = digests.get(policies);
  if (digest === undefined) digests.set(policies, (digest = createHash('sha256').update(`${policies.map(({ id, version }) => `${id}@${version}`).sort().join()} ${key}`).digest('base64url').slice(0, 8)));
  return digest;
}
