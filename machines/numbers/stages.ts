/** How many days an authorization spent in each of its stages. Pure. */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { APPROVING_DECISIONS, isApproved, type AuthorizationState } from '../authorization';
import { performedUnder } from '../patient';
import type { PatientHistory, Recorded } from './case-of';
import { isDecided } from './first-pass';

/** `approved-to-scheduled` begins with the decision that approved, so that a denial and its appeal are not time to find a day. */
export const STAGES = ['needed-to-requested', 'requested-to-submitted', 'submitted-to-decided', 'approved-to-scheduled', 'scheduled-to-performed', 'needed-to-performed'] as const;
export type Stage = (typeof STAGES)[number];

export interface StageDays {
  readonly stage: Stage;
  /** Negative where the end was recorded with a day before the beginning. */
  readonly days: number;
  /** The day on which the stage ended. */
  readonly on: PlainDate;
}

/** The stages that are over, each from the first time something happened to the first time what follows did. */
export function stagesOf({ patient, recorded }: PatientHistory, authorization: AuthorizationState): readonly StageDays[] {
  const { determinations } = authorization;
  const of = eventsOf(authorization, recorded);
  const needed = of('AuthorizationNeeded');
  const requested = of('AuthorizationRequested');
  const submitted = of('AuthorizationSubmitted');
  // What staff drafted before the step was eligible was not needed yet.
  const neededOn = needed?.event.early === false ? needed.on : undefined;
  const requestedOn = requested === undefined ? undefined : requested.event.issuedOn ?? requested.on;
  const submittedOn = submitted?.event.submittedOn;
  const decidedOn = determinations.find(({ decision }) => isDecided(decision))?.decidedOn;
  const approvedOn = determinations.find(({ decision, accepted }) => APPROVING_DECISIONS.includes(decision) && (decision !== 'modified' || accepted === true))?.decidedOn;
  const scheduledOn = of('ProcedureScheduled')?.on;
  const performedOn = firstPerformedOn({ patient }, authorization);
  return [
    ...stage('needed-to-requested', neededOn, requestedOn), ...stage('requested-to-submitted', requestedOn, submittedOn), ...stage('submitted-to-decided', submittedOn, decidedOn),
    ...stage('approved-to-scheduled', approvedOn, scheduledOn), ...stage('scheduled-to-performed', scheduledOn, performedOn), ...stage('needed-to-performed', neededOn, performedOn),
  ];
}

/** The first procedure done under an approval. */
export function firstPerformedOn({ patient }: Pick<PatientHistory, 'patient'>, authorization: AuthorizationState): PlainDate | undefined {
  const episode = patient.episodes.find(({ id }) => id === authorization.episodeId);
  if (episode === undefined || !(isApproved(authorization) || authorization.position === 'expired')) return undefined;
  const [first] = performedUnder(patient, episode, authorization);
  return first === undefined ? undefined : toPlainDate(first.day);
}

type Of<Type extends Recorded['event']['type']> = { readonly event: Extract<Recorded['event'], { readonly type: Type }>; readonly on: PlainDate };

function eventsOf({ id }: AuthorizationState, recorded: readonly Recorded[]) {
  return <Type extends Recorded['event']['type']>(type: Type): Of<Type> | undefined =>
    recorded.find((one): one is Of<Type> => one.event.type === type && 'authorizationId' in one.event && one.event.authorizationId === id);
}

function stage(name: Stage, from: PlainDate | undefined, to: PlainDate | undefined): readonly StageDays[] {
  return from === undefined || to === undefined ? [] : [{ stage: name, days: toDay(to) - toDay(from), on: to }];
}
