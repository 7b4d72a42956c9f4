/** What lies ahead of an episode, and whether a day may be booked: reads, nothing is recorded. */
import { Injectable } from '@nestjs/common';
import type { Target } from '../../machines/kernel/anatomy';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { Step } from '../../machines/criteria/types';
import type { EpisodeState } from '../../machines/patient';
import { mayIBook, planOf } from '../../machines/planner';
import type { Caller } from '../platform/auth/caller';
import { seesLess } from '../platform/auth/fewer-fields';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { bookingView, planView } from './plan.view';

export interface BookingQuestion {
  readonly step: Step;
  readonly date: PlainDate;
  /** Left out: the planned ones. */
  readonly targets?: readonly Target[];
  readonly setting?: string;
}

@Injectable()
export class AnswerPlan {
  constructor(private readonly log: PatientLog) {}

  async plan(caller: Caller, patientId: string, episodeId: string): Promise<Answered> {
    const found = await this.episodeOf(caller, patientId, episodeId, 'plan-steps');
    if (isRejection(found)) return found;
    const { loaded: { patient, practice, version } } = found;
    const asOf = this.log.today(caller);
    const planned = planOf(patient, { asOf, policies: practice.policies }).find((one) => one.episodeId === episodeId);
    return planned === undefined ? CLOSED : answer(200, { patientId, version, asOf, ...planView(planned) }, { etag: tagOf(version) });
  }

  async mayIBook(caller: Caller, patientId: string, episodeId: string, question: BookingQuestion): Promise<Answered> {
    const found = await this.episodeOf(caller, patientId, episodeId, 'may-i-book');
    if (isRejection(found)) return found;
    const { episode, loaded: { patient, practice, version } } = found;
    if (episode.closed !== undefined) return CLOSED;
    const booking = mayIBook(patient, episode, question, { asOf: this.log.today(caller), policies: practice.policies });
    return answer(200, { patientId, episodeId, version, ...bookingView(booking, !seesLess(caller.role, 'may-i-book')) }, { etag: tagOf(version) });
  }

  private async episodeOf(caller: Caller, patientId: string, episodeId: string, action: string): Promise<{ readonly loaded: PatientAt; readonly episode: EpisodeState } | Rejection> {
    const loaded = await this.log.read(caller, patientId, action);
    if (isRejection(loaded)) return loaded;
    const episode = loaded.patient.episodes.find(({ id }) => id === episodeId);
    return episode === undefined ? reject('unknown-episode', 'This patient has no episode of that id: check the id.') : { loaded, episode };
  }
}

const CLOSED = reject('episode-closed', 'The episode is closed, so nothing is ahead of it: open a new one.');
