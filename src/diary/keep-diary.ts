/** The patient's side of a diary: an entry begun, answered question by question, sent once, and gone on with where it was left. */
import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { answered, faultOf, firstOpen, observationsOf, QUESTIONS, type Answers, type Question } from '../../machines/diary';
import { isRejection } from '../../machines/kernel/rejection';
import { Answer } from '../platform/http/answer';
import { PatientLog } from '../platform/patient-log/patient-log';
import { DiaryStore, type Entry } from './diary-store';
import { DiaryDoor, type OpenDiary } from './open-diary';
import { closedPage, troublePage } from './pages/entrance';
import { checkPage, questionPage, startPage, thanksPage } from './pages/entry';
import { redirect } from './pages/layout';
import { aboutInWords, choicesOf, nextInWords } from './stand-in-words';
import { momentOf, questionsFor, tenseOf } from './stand';
import type { Visit } from './visit';

const ACTION = 'keep-diary';
const FORM_CHARS_MAX = 20;
const KEY_DIGEST_CHARS = 22;

@Injectable()
export class KeepDiary {
  constructor(private readonly door: DiaryDoor, private readonly diaries: DiaryStore, private readonly log: PatientLog) {}

  async show(visit: Visit, name: string): Promise<Answer> {
    const open = await this.door.inside(visit);
    if (!('diary' in open)) return open;
    const last = await this.diaries.lastEntry(open.diary);
    if (name === 'start') return startPage(open.view, { after: sentBefore(last), ...choicesOf(open), next: nextInWords(open).next });
    if (name === 'thanks' || name === 'already') {
      const { missed, present } = choicesOf(open);
      return thanksPage(open.view, { isNew: name === 'thanks', ...nextInWords(open), hasMissed: missed.length > 0, mayWrite: present !== undefined });
    }
    const entry = writing(last);
    if (entry === undefined) return redirect(`${open.view.base}/start`);
    const questions = questionsFor(open.fact, entry.answers);
    const open1 = firstOpen(questions, entry.answers);
    const asked = { questions, answers: entry.answers, entry: entry.number, about: aboutInWords(open, entry), tense: tenseOf(entry, open.view.timeZone, open.now) };
    if (name === 'check' && open1 === undefined) return checkPage(open.view, asked);
    const question = questions.find((each) => each === name);
    // Nobody is asked ahead of what is still open.
    const isReached = question !== undefined && (open1 === undefined || questions.indexOf(question) <= questions.indexOf(open1));
    return isReached ? questionPage(open.view, { ...asked, question }) : redirect(placeOf(open, entry));
  }

  async take(visit: Visit, name: string): Promise<Answer> {
    const open = await this.door.inside(visit);
    if (!('diary' in open)) return open;
    if (visit.isForeign) return redirect(`${open.view.base}/go-on`);
    const last = await this.diaries.lastEntry(open.diary);
    if (name === 'start') return this.begin(open, last, visit.form);
    const number = Number(fieldOf(visit.form, 'entry'));
    // A second tap, a page that was gone back to: what was sent stays sent.
    if (number > 0 && number <= sentBefore(last)) return redirect(`${open.view.base}/thanks`);
    const entry = writing(last);
    if (entry === undefined || entry.number !== number) return redirect(`${open.view.base}/go-on`);
    if (name === 'discard') {
      await this.diaries.discard(open.diary, entry.number);
      return redirect(`${open.view.base}/start`);
    }
    if (name === 'check') return this.send(open, entry);
    const question = questionsFor(open.fact, entry.answers).find((each) => each === name);
    return question === undefined ? redirect(placeOf(open, entry)) : this.answer(open, entry, question, fieldOf(visit.form, 'answer'));
  }

  private async begin(open: OpenDiary, last: Entry | undefined, form: URLSearchParams): Promise<Answer> {
    const { diary, view } = open;
    const number = Number(fieldOf(form, 'after')) + 1;
    if (number <= sentBefore(last)) return redirect(`${view.base}/thanks`);
    const { present, missed } = choicesOf(open);
    const about = [present, ...missed].find((choice) => choice?.about === fieldOf(form, 'about'))?.about;
    if (about === undefined || number !== sentBefore(last) + 1) return redirect(`${view.base}/start`);
    await this.diaries.begin(diary, number, about);
    return redirect(`${view.base}/go-on`);
  }

  private async answer(open: OpenDiary, entry: Entry, question: Question, value: string | undefined): Promise<Answer> {
    const { diary, view, now, fact } = open;
    const tense = tenseOf(entry, view.timeZone, now);
    const fault = faultOf(question, value, entry.answers);
    if (fault !== undefined || value === undefined) {
      return questionPage(view, { question, questions: questionsFor(fact, entry.answers), answers: entry.answers, entry: entry.number, about: aboutInWords(open, entry), tense, ...(fault !== undefined && { fault }) });
    }
    const answers = answered(entry.answers, question, value);
    // The moment of an entry is the one in which the pain was told, also when the rest of it comes later.
    const isTold = PAIN.includes(question) && (entry.toldAt === null || tense === 'now');
    const toldAt = isTold ? now : entry.toldAt;
    await this.diaries.keep(diary, { number: entry.number, answers, toldAt });
    return redirect(placeOf(open, { ...entry, answers, toldAt }));
  }

  /** Under keys of the entry and what it says, so that sending it again records nothing further. */
  private async send(open: OpenDiary, entry: Entry): Promise<Answer> {
    const { diary, view, fact, caller, now } = open;
    const questions = questionsFor(fact, entry.answers);
    const moment = momentOf(diary, entry, view.timeZone);
    if (moment === undefined || firstOpen(questions, entry.answers) !== undefined) return redirect(placeOf(open, entry));
    let isNew = false;
    for (const [index, observation] of observationsOf(only(entry.answers, questions), moment).entries()) {
      const key = `entry-${entry.number}-${index}-${hash('sha256', JSON.stringify(observation), 'base64url').slice(0, KEY_DIGEST_CHARS)}`;
      const result = await this.log.write({ caller, idempotencyKey: key, requestHash: key, ifMatch: undefined, contentType: '' }, diary.patientId, {
        action: ACTION, status: 201, command: () => ({ type: 'AddObservation', factId: diary.factId, observation, diaryId: diary.diaryId }), answer: () => RECORDED,
      });
      if (!isRejection(result)) isNew = true;
      else if (result.code === 'not-available') return troublePage(view);
      else if (result.code !== 'duplicate-observation') return closedPage(view);
    }
    await this.diaries.sent(diary, entry.number, now);
    return redirect(`${view.base}/${isNew ? 'thanks' : 'already'}`);
  }
}

const RECORDED = new Answer(201, undefined);
const PAIN: readonly Question[] = ['pain', 'pain-left', 'pain-right', 'day-pain'];

/** Pages of a diary behind its entrance; `go-on` leads to the one where it was left. */
export const PAGES: readonly string[] = ['go-on', 'start', 'check', 'discard', 'thanks', 'already', ...QUESTIONS];

function writing(last: Entry | undefined): Entry | undefined {
  return last?.recordedAt === null ? last : undefined;
}

/** Number of the last entry that was sent; 0 before the first. */
function sentBefore(last: Entry | undefined): number {
  return last === undefined ? 0 : last.recordedAt === null ? last.number - 1 : last.number;
}

function placeOf({ view, fact }: OpenDiary, { answers }: Entry): string {
  return `${view.base}/${firstOpen(questionsFor(fact, answers), answers) ?? 'check'}`;
}

/** Of the questions that are asked: what the record calls the sides may have been corrected meanwhile. */
function only(answers: Answers, questions: readonly Question[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([question]) => questions.includes(question as Question)));
}

function fieldOf(form: URLSearchParams, name: string): string | undefined {
  return form.get(name)?.slice(0, FORM_CHARS_MAX);
}
