/** Does a step need the payer's word before it is done, and does what is on record cover that day: reads, nothing is recorded. */
import { Injectable } from '@nestjs/common';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { toDay } from '../../machines/kernel/calendar';
import { CODE_FILES, codesOfPlan, codesOn, unitsOn, type CodeFile } from '../../machines/coding';
import type { Step } from '../../machines/criteria/types';
import { exemptionOn, type Directory } from '../../machines/directory';
import { coverageOn, dateOfServiceOf, nextStep, type EpisodeState, type PatientState } from '../../machines/patient';
import { priorAuthorization, type NeedQuestion } from '../../machines/programs/applies';
import { authorizationValid } from '../../machines/programs/approvals';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { approvalsOnRecord } from './approvals-on-record';

export interface NeedOptions {
  readonly step?: Step;
  readonly date?: PlainDate;
  readonly setting?: string;
  readonly exempt?: boolean;
  readonly criticalAccess?: boolean;
}

@Injectable()
export class AnswerNeed {
  constructor(private readonly log: PatientLog) {}

  async execute(caller: Caller, patientId: string, episodeId: string, options: NeedOptions): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-authorizations');
    if (isRejection(loaded)) return loaded;
    const { patient, version } = loaded;
    const episode = patient.episodes.find(({ id }) => id === episodeId);
    if (episode === undefined) return reject('unknown-episode', 'This patient has no episode of that id: check the id.');
    const asked = questionOf(patient, episode, options, this.log.today(caller), loaded.practice.state.directory);
    if (isRejection(asked)) return asked;
    const { step, question } = asked;
    const { result, program, contested, codes } = priorAuthorization(question);
    const documented = authorizationValid(question, patient.chart, toDay(question.dateOfService), approvalsOnRecord(patient, question.coverage, question.codes), unitsOn(patient.chart, question.coverage));
    const { dateOfService, setting, coverage: { payer, line, state } } = question;
    return answer(200, {
      patientId, episodeId, version, step, dateOfService, ...(setting !== undefined && { setting }), coverage: { payer, ...(line !== undefined && { line }), ...(state !== undefined && { state }) },
      result, program, contested, codes, approvals: { result: documented.result, codes: documented.codes },
    }, { etag: tagOf(version) });
  }
}

function questionOf(patient: PatientState, episode: EpisodeState, { step: named, date, setting, exempt, criticalAccess }: NeedOptions, today: PlainDate, directory: Directory): { readonly step: Step; readonly question: NeedQuestion } | Rejection {
  const step = named ?? nextStep(episode.pathway, episode.position);
  if (step === undefined) return reject('step-not-next', 'No step is ahead of this episode: name one.');
  const dateOfService = date ?? dateOfServiceOf(patient, episode, step, today);
  const coverage = coverageOn(patient, dateOfService);
  if (coverage === undefined) return reject('no-coverage', 'No coverage is recorded for that date. Record the coverage first.');
  const file = codesOn(dateOfService);
  const codes = codesOfPlan(isRejection(file) ? CODE_FILES[0] as CodeFile : file, step, episode.region, episode.plan);
  if (codes.length === 0) return reject('plan-incomplete', 'The plan does not say what will be done, so no code can be asked about: complete it first.');
  const place = setting ?? episode.plan.setting;
  const question: NeedQuestion = { coverage, codes, dateOfService, ...(place !== undefined && { setting: place }) };
  const facility = directory.facilities.find(({ id }) => id === episode.plan.facilityId);
  // Another place than the planned facility's is another facility: the directory does not say which.
  const known = facility?.placeOfService === place ? facility : undefined;
  const { program } = priorAuthorization(question);
  const isExempt = exempt ?? (known !== undefined && program !== null ? exemptionOn(known, program, dateOfService) !== undefined : undefined);
  const isCriticalAccess = criticalAccess ?? known?.criticalAccess;
  return { step, question: { ...question, ...(isExempt !== undefined && { exempt: isExempt }), ...(isCriticalAccess !== undefined && { criticalAccess: isCriticalAccess }) } };
}
