/** One step of one episode, asked of the policy that is in force: the question, the policy, the assessment. Pure. */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { isRejection } from '../kernel/rejection';
import { assess, hasStep } from '../criteria/assess';
import type { NotAssessed } from '../criteria/recorded';
import type { Assessment, Policy, Step, StepQuestion } from '../criteria/types';
import { selectPolicy } from '../policies/select';
import { isRequested } from '../authorization';
import { coverageOn } from './coverage';
import { roomOf } from './pathways';
import type { EpisodeState, PatientState } from './patient';
import { liveAuthorizations, proceduresOf } from './position';
import { openScheduleOf } from './schedules';

/** What an episode asks of a policy. */
export function questionOf(episode: EpisodeState, step: Step, dateOfService: PlainDate, asOf: PlainDate): StepQuestion {
  const { targets, technique, guidance, setting, approach, contrast } = episode.plan;
  return { step, dateOfService: toDay(dateOfService), asOf: toDay(asOf), region: episode.region, targets, technique, guidance, setting, approach, contrast };
}

/**
 * The requested date while a request of the step is out: that date is what the payer is asked about, however many days pass.
 * Else the scheduled day, the planned date, today. A planned date that has passed, or on which a session is on record, cannot be the
 * next step's: then it is the first day that can.
 */
export function dateOfServiceOf(patient: PatientState, episode: EpisodeState, step: Step, asOf: PlainDate): PlainDate {
  const request = liveAuthorizations(patient, episode).findLast((authorization) => authorization.step === step && isRequested(authorization));
  if (request?.dateOfService !== undefined) return request.dateOfService;
  const plannedOn = openScheduleOf(patient, episode, step)?.on ?? episode.plan.plannedOn;
  const earliest = earliestDate(patient, episode, asOf);
  return plannedOn !== undefined && plannedOn >= earliest ? plannedOn : earliest;
}

/** Today, or tomorrow when a session of the episode is on record today. */
export function earliestDate(patient: PatientState, episode: EpisodeState, asOf: PlainDate): PlainDate {
  const { sessions } = roomOf(episode.pathway);
  const today = toDay(asOf);
  return proceduresOf(patient, episode).some(({ event, day }) => day === today && sessions.includes(event)) ? toPlainDate(today + 1) : asOf;
}

/** Errors: `no-coverage`, `step-not-in-policy`, and those of `selectPolicy`. */
export function assessStep(patient: PatientState, episode: EpisodeState, step: Step, dateOfService: PlainDate, asOf: PlainDate, policies: readonly Policy[]): Assessment | NotAssessed {
  const coverage = coverageOn(patient, dateOfService);
  if (coverage === undefined) return { step, error: 'no-coverage' };
  const policy = selectPolicy(policies, coverage, episode.pathway, dateOfService, step);
  if (isRejection(policy)) return { step, error: policy.code };
  if (!hasStep(policy, step)) return { step, error: 'step-not-in-policy' };
  return assess(policy, questionOf(episode, step, dateOfService, asOf), patient.chart);
}
