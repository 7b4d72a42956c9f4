/** From a link to its diary: who may see what of it, and what the record says of the procedure it is kept for. */
import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_DIARY_PROTOCOL, type DiaryProtocol } from '../../machines/diary';
import { findFact } from '../../machines/evidence/chart';
import { isPlainDate } from '../../machines/kernel/calendar';
import type { PatientState } from '../../machines/patient';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { Answer } from '../platform/http/answer';
import { PatientLog } from '../platform/patient-log/patient-log';
import { DiaryStore, type LinkedDiary } from './diary-store';
import { hashOfToken, isDiaryToken, isSessionToken, newSessionToken } from './diary-token';
import { birthPage, closedPage, neutralPage, pausedPage, type Typed } from './pages/entrance';
import { redirect, type View } from './pages/layout';
import { hasDiary, type FactWithDiary } from './stand';
import { isLanguage, languageOf, sayIn } from './texts';
import { FREE_TRIES } from './throttle';
import { sessionCookie, viewCookie, type Visit } from './visit';

const ACTION = 'open-diary';
const SESSION_MINUTES = 60;
const MINUTE_MS = 60_000;
const TYPED_CHARS_MAX = 10;

/** A diary whose window is open, as the record stands now. */
export interface OpenDiary {
  readonly diary: LinkedDiary;
  readonly view: View;
  readonly now: string;
  readonly fact: FactWithDiary;
  readonly patient: PatientState;
  readonly protocol: DiaryProtocol;
  /** Who writes: the diary itself, with a role that opens nothing else. */
  readonly caller: Caller;
}

@Injectable()
export class DiaryDoor {
  constructor(private readonly diaries: DiaryStore, private readonly log: PatientLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  /** The first page of a link. */
  async entrance(visit: Visit): Promise<Answer> {
    const open = await this.find(visit);
    if (!('diary' in open)) return open;
    if (await this.isIn(visit, open)) return redirect(`${open.view.base}/go-on`);
    return this.paused(visit, open);
  }

  /** A date of birth, tried. What is no date at all does not count as a try. */
  async enter(visit: Visit): Promise<Answer> {
    const open = await this.find(visit);
    if (!('diary' in open)) return open;
    const { diary, view, now, caller } = open;
    const say = sayIn(view.language);
    const typed = typedIn(visit.form);
    const birthDate = dateOf(typed);
    if (visit.isForeign) return birthPage(view);
    if (birthDate === undefined) return birthPage(view, typed, say('birthIncomplete'));
    const tries = await this.diaries.countTry(diary, now);
    if (tries === undefined) return this.paused(visit, open);
    if (birthDate === open.patient.birthDate) {
      const session = newSessionToken();
      await this.diaries.letIn(diary, hashOfToken(session), now, new Date(Date.parse(now) + SESSION_MINUTES * MINUTE_MS).toISOString());
      await this.audited.read(caller, ACTION, resourceOfDiary(diary));
      return redirect(`${view.base}/go-on`, { 'set-cookie': sessionCookie(visit, session, SESSION_MINUTES * 60) });
    }
    await this.audited.refused(caller, ACTION, resourceOfDiary(diary));
    return tries < FREE_TRIES ? birthPage(view, typed, `${say('birthWrong')} ${say('triesLeft', { count: FREE_TRIES - tries })}`) : this.paused(visit, open);
  }

  /** Read anew: another try may have lengthened it meanwhile, or the right one ended it. */
  private async paused({ token }: Visit, { view, now }: OpenDiary): Promise<Answer> {
    const until = (await this.diaries.byHash(hashOfToken(token)))?.pausedUntil ?? null;
    return until !== null && until > now ? pausedPage(view, until) : birthPage(view);
  }

  /** For whoever has given the date of birth; others are sent to the first page. */
  async inside(visit: Visit): Promise<OpenDiary | Answer> {
    const open = await this.find(visit);
    return !('diary' in open) || (await this.isIn(visit, open)) ? open : redirect(open.view.base);
  }

  /** Language and size of text, remembered by the browser; the diary goes on where it was. */
  choose(visit: Visit, choice: string): Answer {
    if (!isDiaryToken(visit.token)) return neutralPage(languageOf(visit.acceptLanguage));
    const language = isLanguage(choice) ? choice : visit.language;
    const large = choice === 'large' || (choice !== 'usual' && visit.large);
    return redirect(`/diary/${visit.token}`, { 'set-cookie': viewCookie(visit, language, large) });
  }

  private async find(visit: Visit): Promise<OpenDiary | Answer> {
    const now = this.clock.now();
    const asked = languageOf(visit.acceptLanguage);
    const diary = isDiaryToken(visit.token) ? await this.diaries.byHash(hashOfToken(visit.token)) : undefined;
    if (diary === undefined || diary.revokedAt !== null || diary.expiresAt <= now) return neutralPage(asked);
    const { patient, practice: { state } } = await this.log.loadQuietly(diary, diary.patientId);
    const { name = diary.practiceName, phone } = state.directory.practice ?? {};
    const view: View = {
      language: visit.language ?? (isLanguage(diary.language) ? diary.language : asked), large: visit.large, base: `/diary/${visit.token}`,
      practice: name, phone, timeZone: diary.timeZone, now, demo: diary.demo,
    };
    const fact = findFact(patient.chart, diary.factId)?.fact;
    if (diary.closesAt <= now || !hasDiary(fact, diary.kind)) return closedPage(view);
    const caller: Caller = { practice: diary.practice, actor: diary.diaryId, role: 'patient-link', timeZone: diary.timeZone, demo: diary.demo, requestId: visit.requestId };
    return { diary, view, now, fact, patient, protocol: state.diaryProtocol ?? DEFAULT_DIARY_PROTOCOL, caller };
  }

  private isIn({ session }: Visit, { diary, now }: OpenDiary): Promise<boolean> | boolean {
    return session !== undefined && isSessionToken(session) && this.diaries.isIn(diary, hashOfToken(session), now);
  }
}

function resourceOfDiary({ patientId, diaryId }: LinkedDiary): string {
  return `${resourceOf('patient', patientId)}/${resourceOf('diary', diaryId)}`;
}

function typedIn(form: URLSearchParams): Typed {
  const of = (name: string): string => (form.get(name) ?? '').trim().slice(0, TYPED_CHARS_MAX);
  return { month: of('month'), day: of('day'), year: of('year') };
}

function dateOf({ month, day, year }: Typed): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(date) ? date : undefined;
}
