/** The life of one approval: drafted, requested, submitted, determined; each step is a write of its own. */
import { Injectable } from '@nestjs/common';
import { refuseUnrequested, type DeterminationContent } from '../../machines/authorization';
import type { Instant } from '../../machines/kernel/ids';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PatientCommand } from '../../machines/patient';
import type { Caller } from '../platform/auth/caller';
import { seesLess } from '../platform/auth/fewer-fields';
import { answer, answerJson, type Answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { withJson } from '../platform/json/raw-json';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite, Recorded } from '../platform/patient-log/patient-write';
import { standingsOf } from '../status';
import type { AppealDto, DraftDto, PeerToPeerDto, RequestDto, WithdrawalDto } from './authorization.dto';
import type { DeterminationCorrectionDto, DeterminationDto, ModificationDto } from './determination.dto';
import { authorizationView, bookingView } from './authorization.view';
import { RequestedLines } from './requested-lines';

@Injectable()
export class Authorizations {
  constructor(private readonly log: PatientLog, private readonly lines: RequestedLines) {}

  /** May-I-book keys see where an approval stands and until when, not why. */
  async list(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-authorizations');
    if (isRejection(loaded)) return loaded;
    const asOf = this.log.today(caller);
    const view = seesLess(caller.role, 'authorizations') ? bookingView : authorizationView;
    return answer(200, { patientId, name: loaded.patient.name, version: loaded.version, items: loaded.patient.authorizations.map((each) => view(each, loaded.patient, asOf)) }, { etag: tagOf(loaded.version) });
  }

  draft(write: Write, patientId: string, episodeId: string, { step }: DraftDto): Promise<Answered> {
    return this.log.write(write, patientId, {
      action: 'draft-authorization', status: 201,
      command: (ids) => ({ type: 'DraftAuthorization', authorizationId: ids(), packetId: ids(), episodeId, step }),
      answer: (recorded) => authorizationAnswer(recorded, recorded.newId(), 201),
    });
  }

  request(write: Write, patientId: string, id: string, dto: RequestDto): Promise<Answered> {
    return this.change(write, patientId, id, 'request-authorization', () => ({ type: 'RequestAuthorization', authorizationId: id, ...plain(dto) }));
  }

  determine(write: Write, patientId: string, id: string, dto: DeterminationDto): Promise<Answered> {
    return this.changeByLines(write, patientId, id, plain(dto), (said) => ({ type: 'RecordDetermination', authorizationId: id, ...said, channel: 'by-hand' }));
  }

  correctDetermination(write: Write, patientId: string, id: string, number: string, dto: DeterminationCorrectionDto): Promise<Answered> {
    const { correction: reason, ...determination } = plain(dto);
    return this.changeByLines(write, patientId, id, determination, (said) => ({ type: 'CorrectDetermination', authorizationId: id, number: /^[1-9]\d*$/.test(number) ? Number(number) : 0, determination: { ...said, channel: 'by-hand' }, reason }));
  }

  answerModification(write: Write, patientId: string, id: string, { answer: given, reason = '' }: ModificationDto): Promise<Answered> {
    return this.change(write, patientId, id, 'accept-modification', () => (given === 'accepted'
      ? { type: 'AcceptModification', authorizationId: id } : { type: 'DeclineModification', authorizationId: id, reason }));
  }

  schedulePeerToPeer(write: Write, patientId: string, id: string, { on }: PeerToPeerDto): Promise<Answered> {
    return this.change(write, patientId, id, 'track-authorization', () => ({ type: 'SchedulePeerToPeer', authorizationId: id, on }));
  }

  appeal(write: Write, patientId: string, id: string, { filedOn, level }: AppealDto): Promise<Answered> {
    return this.change(write, patientId, id, 'track-authorization', () => ({ type: 'FileAppeal', authorizationId: id, filedOn, level }));
  }

  withdraw(write: Write, patientId: string, id: string, { reason }: WithdrawalDto): Promise<Answered> {
    return this.change(write, patientId, id, 'request-authorization', () => ({ type: 'WithdrawAuthorization', authorizationId: id, reason }));
  }

  /** A decision of lines is one of the lines that were requested. */
  private async changeByLines(write: Write, patientId: string, id: string, said: DeterminationContent, command: (said: DeterminationContent) => PatientCommand): Promise<Answered> {
    const lines = said.items === undefined ? [] : await this.lines.of(write.caller, patientId, id);
    if (isRejection(lines)) return lines;
    return this.change(write, patientId, id, 'track-authorization', () => refuseUnrequested(said, lines) ?? command(said));
  }

  private change(write: Write, patientId: string, id: string, action: string, command: (recordedAt: Instant) => PatientCommand | Rejection): Promise<Answered> {
    const spec: PatientWrite = {
      action, status: 200, command: (_, __, given) => command(given.recordedAt),
      answer: (recorded) => authorizationAnswer(recorded, id, 200),
    };
    return this.log.write(write, patientId, spec);
  }
}

/** `more` stands beside the authorization. */
export function authorizationAnswer(recorded: Recorded, id: string, status: 200 | 201, more: object = {}): Answer {
  const { patientId, patient, version, recordedAt, asOf } = recorded;
  const found = patient.authorizations.find((each) => each.id === id);
  return answerJson(status, withJson({
    patientId, version, recordedAt, asOf, authorization: found === undefined ? null : authorizationView(found, patient, asOf), ...more,
  }, 'episodes', standingsOf(recorded, 'next')), { etag: tagOf(version), ...(status === 201 ? { location: `/v1/patients/${patientId}/authorizations` } : {}) });
}
