/** May this step be done on that date, under that policy? A read: nothing is recorded, the episode does not move. */
import { Injectable } from '@nestjs/common';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { assess } from '../../machines/criteria/assess';
import type { Policy, Step } from '../../machines/criteria/types';
import { selectPolicy } from '../../machines/policies/select';
import { coverageOn, dateOfServiceOf, questionOf, type EpisodeState } from '../../machines/patient';
import type { Caller } from '../platform/auth/caller';
import { answerJson, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { namedPolicy } from './named-policy';
import { stepJson } from './standing.view';

export interface WhatIf {
  readonly step: Step;
  readonly dateOfService?: PlainDate;
  /** `id@version`; left out: the one in force. */
  readonly policy?: string;
}

@Injectable()
export class AnswerWhatIf {
  constructor(private readonly log: PatientLog) {}

  async execute(caller: Caller, patientId: string, episodeId: string, question: WhatIf): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'ask-what-if');
    if (isRejection(loaded)) return loaded;
    const episode = loaded.patient.episodes.find(({ id }) => id === episodeId);
    if (episode === undefined) return reject('unknown-episode', 'This patient has no episode of that id: check the id.');
    const today = this.log.today(caller);
    const dateOfService = question.dateOfService ?? dateOfServiceOf(loaded.patient, episode, question.step, today);
    const policy = this.policyFor(loaded, episode, dateOfService, question);
    if (isRejection(policy)) return policy;
    if (policy.steps[question.step] === undefined) {
      return reject('step-not-in-policy', `This policy has no step ${question.step}.`, { details: { steps: Object.keys(policy.steps) } });
    }
    // A date ahead is asked of today's record; a past one of the record as it had happened by then.
    const asOf = dateOfService < today ? dateOfService : today;
    const assessment = assess(policy, questionOf(episode, question.step, dateOfService, asOf), loaded.patient.chart);
    return answerJson(200, stepJson(assessment, true, [policy], { patientId, episodeId, version: loaded.version }), { etag: tagOf(loaded.version) });
  }

  private policyFor({ patient, practice: { policies } }: PatientAt, episode: EpisodeState, dateOfService: PlainDate, { step, policy: ref }: WhatIf): Policy | Rejection {
    if (ref !== undefined) return namedPolicy(ref, episode.pathway, policies);
    const coverage = coverageOn(patient, dateOfService);
    if (coverage === undefined) return reject('no-coverage', 'No coverage is recorded for that date. Record the coverage, or name a policy.');
    return selectPolicy(policies, coverage, episode.pathway, dateOfService, step);
  }
}
