/** The staff's side of patients' diaries: a link made for one fact, listed with what has become of it, revoked. */
import { Inject, Injectable } from '@nestjs/common';
import { closesAfterMinutes, DEFAULT_DIARY_PROTOCOL, type DiaryKind } from '../../machines/diary';
import { findFact } from '../../machines/evidence/chart';
import type { Fact } from '../../machines/evidence/fact';
import { INSTRUMENT_RANGES } from '../../machines/evidence/fact-rules';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, parseInstant, todayIn, type Clock } from '../platform/clock/clock';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PatientLog } from '../platform/patient-log/patient-log';
import { DiaryStore, type Diary, type ListedDiary, type NewDiary } from './diary-store';
import { hashOfToken, newDiaryToken } from './diary-token';
import type { DiaryDto } from './diary.dto';

const ACTION = 'share-diary';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

@Injectable()
export class Diaries {
  constructor(private readonly diaries: DiaryStore, private readonly log: PatientLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  /** A link is random and shown once, so a repeat cannot show it again. */
  async make({ caller, idempotencyKey }: Write, patientId: string, dto: DiaryDto): Promise<Answered> {
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return loaded;
    const now = this.clock.now();
    const refuse = (rejection: Rejection): Promise<Rejection> => this.log.refuse(caller, ACTION, patientId, rejection);
    const fact = findFact(loaded.patient.chart, dto.factId)?.fact;
    if (fact === undefined) return refuse(reject('unknown-fact', 'This patient has no fact of that id: check the id.', { pointer: '/factId' }));
    const start = startOf(fact, dto, caller, now);
    if (isRejection(start)) return refuse(start);
    const protocol = loaded.practice.state.diaryProtocol ?? DEFAULT_DIARY_PROTOCOL;
    const plannedDays = start.kind === 'scs-trial' ? (dto.plannedDays ?? protocol.trial.plannedDays) : null;
    const closesAtMs = Date.parse(start.at) + closesAfterMinutes({ kind: start.kind, ...(plannedDays !== null && { plannedDays }) }, protocol) * MINUTE_MS;
    if (closesAtMs <= Date.parse(now)) {
      return refuse(reject('diary-window-over', 'The time in which this diary could be kept is over. Ask the patient, and add the scores as observations with source phone.', { details: { closedAt: new Date(closesAtMs).toISOString() } }));
    }
    const diaryId = derivedIds(caller.practice, caller.actor, `diary\n${idempotencyKey}`)();
    const token = newDiaryToken();
    const diary: NewDiary = {
      practice: caller.practice, diaryId, patientId, factId: dto.factId, kind: start.kind, startsAt: start.at, closesAt: new Date(closesAtMs).toISOString(),
      expiresAt: new Date(closesAtMs + protocol.linkDaysAfterClose * DAY_MS).toISOString(), plannedDays, language: dto.language ?? null, createdBy: caller.actor, createdAt: now,
    };
    if (!(await this.diaries.add(diary, hashOfToken(token)))) {
      return refuse(reject('diary-link-shown', 'This request made a diary already, and its link is shown only once: if it did not arrive, revoke that diary and make another.', { details: { diaryId } }));
    }
    await this.audited.read(caller, ACTION, resourceOfDiary(diary));
    return answer(201, { ...viewOf({ ...diary, ...UNTOUCHED }, now), link: `/diary/${token}` }, { location: `/v1/patients/${patientId}/diaries` });
  }

  async list(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-patient');
    if (isRejection(loaded)) return loaded;
    const now = this.clock.now();
    return answer(200, { patientId, items: (await this.diaries.list(caller.practice, patientId)).map((diary) => viewOf(diary, now)) });
  }

  async revoke({ caller }: Write, patientId: string, diaryId: string): Promise<Answered> {
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return loaded;
    const now = this.clock.now();
    await this.diaries.revoke(caller.practice, patientId, diaryId, now);
    const [diary] = await this.diaries.list(caller.practice, patientId, diaryId);
    if (diary === undefined) return this.log.refuse(caller, ACTION, patientId, reject('unknown-diary', 'This patient has no diary of that id: list them.'));
    await this.audited.read(caller, `${ACTION}:revoked`, resourceOfDiary(diary));
    return answer(200, viewOf(diary, now));
  }
}

const UNTOUCHED = { revokedAt: null, openedAt: null, wrongTries: 0, pausedUntil: null, entries: 0, lastEntryAt: null };

/** What kind of diary the fact takes, and from which instant its entries are counted. */
function startOf(fact: Fact, { startedAt, plannedDays }: DiaryDto, { timeZone }: Caller, now: string): { readonly kind: DiaryKind; readonly at: string } | Rejection {
  if (fact.type !== 'block' && fact.type !== 'epidural' && fact.type !== 'scs-trial') {
    return reject('fact-without-series', `A fact of type ${fact.type} has no series of observations: a diary is kept for a block, an epidural or a stimulator trial.`, { pointer: '/factId', details: { type: fact.type } });
  }
  const { scale, baseline } = fact.relief ?? {};
  if ((scale !== undefined && scale !== 'NRS') || (scale === undefined && (baseline ?? 0) > INSTRUMENT_RANGES.NRS.max)) {
    return reject('diary-scale-not-asked', 'The diary asks for pain from 0 to 10, and this series has another scale: a score of one cannot stand beside the other. Ask the patient, and add the scores on the scale of the series.', { pointer: '/factId', details: { scale: scale ?? null } });
  }
  if (fact.type === 'scs-trial') {
    if (startedAt !== undefined) return reject('diary-start-not-asked', 'A trial has its start on record: leave startedAt out, or correct the fact.', { pointer: '/startedAt' });
    return { kind: fact.type, at: parseInstant(fact.startedAt) ?? fact.startedAt };
  }
  if (plannedDays !== undefined) return reject('diary-start-not-asked', 'Only a trial has planned days: how long this diary is kept, the protocol says.', { pointer: '/plannedDays' });
  const at = startedAt === undefined ? undefined : parseInstant(startedAt);
  if (at === undefined) return reject('diary-start-missing', 'Say when the procedure was done (startedAt): the record has its day only, and an entry is counted in minutes from it.', { pointer: '/startedAt' });
  if (at > now) return reject('date-in-future', 'The procedure cannot have been done after now.', { pointer: '/startedAt' });
  if (todayIn(timeZone, at) !== fact.occurredOn) return reject('diary-start-differs', 'The record says that the procedure was done on another day: check the time, or correct the fact.', { pointer: '/startedAt', details: { occurredOn: fact.occurredOn } });
  return { kind: fact.type, at };
}

function resourceOfDiary({ patientId, diaryId }: Pick<Diary, 'patientId' | 'diaryId'>): string {
  return `${resourceOf('patient', patientId)}/${resourceOf('diary', diaryId)}`;
}

export function stateOf({ revokedAt, expiresAt, closesAt, openedAt }: Pick<Diary, 'revokedAt' | 'expiresAt' | 'closesAt' | 'openedAt'>, now: string): 'revoked' | 'expired' | 'closed' | 'opened' | 'not-opened' {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt <= now) return 'expired';
  if (closesAt <= now) return 'closed';
  return openedAt === null ? 'not-opened' : 'opened';
}

function viewOf(diary: ListedDiary, now: string) {
  const { diaryId, patientId, factId, kind, startsAt, closesAt, expiresAt, plannedDays, language, createdBy, createdAt, openedAt, revokedAt, pausedUntil, entries, lastEntryAt } = diary;
  return {
    diaryId, patientId, factId, kind, state: stateOf(diary, now), startsAt, closesAt, expiresAt, ...(plannedDays !== null && { plannedDays }), ...(language !== null && { language }),
    createdBy, createdAt, openedAt, lastEntryAt, entries, pausedUntil: pausedUntil !== null && pausedUntil > now ? pausedUntil : null, revokedAt,
  };
}
