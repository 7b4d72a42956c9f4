/** A step's criteria one by one, with required and found in words, evidence, and what to do next. A read: nothing is recorded. */
import { Inject, Injectable } from '@nestjs/common';
import { isPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { assess } from '../../machines/criteria/assess';
import { STEPS, type Policy, type Step } from '../../machines/criteria/types';
import { selectPolicy } from '../../machines/policies/select';
import { coverageOn, dateOfServiceOf, questionOf, standingOf, type EpisodeState } from '../../machines/patient';
import type { PatientEvent } from '../../machines/patient/events';
import type { Caller } from '../platform/auth/caller';
import { actorNames } from '../platform/database/actor-names';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { StoredEvent } from '../platform/event-store/event-store';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { checklistView, type Recorded } from './checklist.view';

export interface ChecklistQuestion {
  /** Left out: the next one. */
  readonly step?: Step;
  readonly dateOfService?: PlainDate;
  readonly asOf?: PlainDate;
  /** `id@version`; left out: the one in force. */
  readonly policy?: string;
}

@Injectable()
export class GetChecklist {
  constructor(private readonly log: PatientLog, @Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async execute(caller: Caller, patientId: string, episodeId: string, question: ChecklistQuestion): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'ask-what-if');
    if (isRejection(loaded)) return loaded;
    const { patient, version, practice: { policies } } = loaded;
    const episode = patient.episodes.find(({ id }) => id === episodeId);
    if (episode === undefined) return reject('unknown-episode', 'This patient has no episode of that id: check the id.');
    const today = this.log.today(caller);
    // As in what-if: a day ahead is asked of today's record, a past one of the record as it had happened by then.
    const asOf = question.asOf ?? (question.dateOfService !== undefined && question.dateOfService < today ? question.dateOfService : today);
    const standing = standingOf(patient, { asOf, policies }).find((one) => one.episodeId === episodeId);
    const step = question.step ?? standing?.nextStep;
    if (step === undefined) return NOTHING_AHEAD;
    const next = standing?.assessments.find((one) => one.step === step);
    const dateOfService = question.dateOfService ?? (next !== undefined && !('error' in next) ? next.dateOfService : dateOfServiceOf(patient, episode, step, asOf));
    const policy = policyFor(loaded, episode, dateOfService, step, question.policy);
    if (isRejection(policy)) return policy;
    const steps = STEPS.filter((each) => policy.steps[each] !== undefined);
    const criteria = policy.steps[step];
    if (criteria === undefined) return reject('step-not-in-policy', `This policy has no step ${step}.`, { details: { steps } });
    const assessment = assess(policy, questionOf(episode, step, dateOfService, asOf), patient.chart);
    const view = checklistView({ assessment, policy, criteria, chart: patient.chart, recorded: await this.recordedOf(caller, patientId) });
    return answer(200, { patientId, episodeId, version, pathway: episode.pathway, region: episode.region, nextStep: standing?.nextStep ?? null, steps, ...view }, { etag: tagOf(version) });
  }

  /** Who recorded each fact last, and when. */
  private async recordedOf(caller: Caller, patientId: string): Promise<ReadonlyMap<string, Recorded>> {
    const events = (await this.log.events(caller, patientId)).filter(isStatement);
    const names = await actorNames(this.store.sql, caller.practice, events.map(({ actorId }) => actorId));
    return new Map(events.map(({ data, recordedAt, actorId }) => [(data as Statement).factId, { recordedAt, recordedBy: actorId, recordedByName: names.get(actorId) ?? null }]));
  }
}

type Statement = Extract<PatientEvent, { readonly type: 'FactDocumented' | 'FactCorrected' }>;

function isStatement({ type }: StoredEvent): boolean {
  return type === 'FactDocumented' || type === 'FactCorrected';
}

const NOTHING_AHEAD = reject('step-not-next', 'No step is ahead of this episode: name the step to look at.', { pointer: '/step' });

function policyFor({ patient, practice: { policies } }: PatientAt, episode: EpisodeState, dateOfService: PlainDate, step: Step, ref: string | undefined): Policy | Rejection {
  if (ref === undefined) {
    const coverage = coverageOn(patient, dateOfService);
    return coverage === undefined ? reject('no-coverage', 'No coverage is recorded for that date. Record the coverage, or name a policy.') : selectPolicy(policies, coverage, episode.pathway, dateOfService, step);
  }
  const [id, version] = ref.split('@');
  const found = isPlainDate(version) ? policies.find((policy) => policy.id === id && policy.version === version) : undefined;
  if (found === undefined) return reject('policy-not-found', 'There is no policy of that id and version (id@YYYY-MM-DD).', { pointer: '/policy' });
  return found.pathway === episode.pathway ? found : reject('policy-of-other-pathway', `That policy is for the pathway ${found.pathway}.`, { pointer: '/policy' });
}
