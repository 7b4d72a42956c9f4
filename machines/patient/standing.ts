/**
 * Where each episode stands at `asOf`: one unrecorded reassessment of the folded patient, and the answer read from that.
 * Pure. Only a draft that the daily run would create is not foreseen: it is an object with ids of its own, not an answer.
 */
import { toDay, type PlainDate } from '../kernel/calendar';
import { fold } from '../kernel/decider';
import { localDateOf } from '../kernel/instant';
import { describeMap } from '../kernel/statechart';
import { removeFact, replaceFact, visible, type Chart, type ChartFact } from '../evidence/chart';
import type { FactType } from '../evidence/fact';
import { eligibleTargetsOf, isAssessed, isEligible, type NotAssessed, type RecordedAssessment } from '../criteria/recorded';
import type { Assessment, Kind, Step } from '../criteria/types';
import { authorizationMachine, isApproved, isRequested, type AuthorizationState } from '../authorization';
import { authorizationAsOf } from './authorization-as-of';
import { evolvePatient } from './evolve-patient';
import { meaningOf } from './pathways';
import type { EpisodeStanding, EpisodeState, PatientState, StandingOf } from './patient';
import { isUsed, liveAuthorizations, placeEpisode } from './position';
import { hasLostApproval, openSchedules } from './schedules';
import { lapses, reassess, type Answers } from './reassess';

export const standingOf: StandingOf = (patient, given) => {
  const seen = asSeenOn(patient, given.asOf);
  const { patient: now, answers } = reassess(fold(evolvePatient, seen, lapses(seen, given.asOf)), given);
  return now.episodes.map((episode) => standing(now, episode, answers.get(episode.id), given.asOf));
};

function standing(patient: PatientState, episode: EpisodeState, answers: Answers | undefined, asOf: PlainDate): EpisodeStanding {
  const { id: episodeId, pathway, region, plan, position } = episode;
  const { ahead } = meaningOf(pathway, position);
  const assessments = ahead.map((step) => answers?.get(step)).filter((answer) => answer !== undefined);
  return {
    episodeId, pathway, region, plan, position, nextStep: ahead[0], assessments,
    tags: tagsOf(patient, episode, new Map([...(answers ?? [])].map(([step, answer]) => [step, judged(answer)]))),
    authorizations: patient.authorizations.filter((authorization) => authorization.episodeId === episodeId)
      .map((authorization) => authorizationAsOf(patient, authorization, asOf)),
    scheduled: openSchedules(patient, episode),
  };
}

/** The worklist's words for an episode as it is recorded, without any reassessment: for lists, which are folds of the log. */
export function recordedTags(patient: PatientState, episode: EpisodeState): readonly string[] {
  return tagsOf(patient, episode, new Map(Object.entries(episode.assessments) as [Step, RecordedAssessment][]));
}

/** What tags are read from, of a recorded assessment or a fresh one. */
type Judged = Pick<RecordedAssessment, 'result' | 'eligibleTargets' | 'findings'>;
type Records = ReadonlyMap<Step, Judged | NotAssessed>;

function judged(answer: Assessment | NotAssessed): Judged | NotAssessed {
  return isAssessed(answer) ? { result: answer.result, eligibleTargets: eligibleTargetsOf(answer), findings: answer.findings } : answer;
}

/** Words of the worklist: the position's own, then the authorizations', then what is wrong or awaited. */
function tagsOf(patient: PatientState, episode: EpisodeState, answers: Records): readonly string[] {
  const { tags: own, ahead } = meaningOf(episode.pathway, episode.position);
  const live = liveAuthorizations(patient, episode);
  const tags = new Set<string>(own);
  const [step] = ahead;
  const next = step === undefined ? undefined : answers.get(step);
  // While a request is out, what the record lacks shows as `needs-review`.
  if (!live.some(isRequested)) for (const word of waitingFor(next)) tags.add(word);
  if (tags.has('blocked')) tags.delete('waiting');
  for (const authorization of live) {
    if (!isRequested(authorization)) continue;
    // Asked for already: it is no longer the practice's turn.
    tags.delete('ready');
    for (const tag of AUTHORIZATION_TAGS.get(authorization.position) ?? []) tags.add(tag);
    if (isApproved(authorization)) tags.add('approved-not-performed');
    if (needsReview(authorization, answers)) tags.add('needs-review');
  }
  for (const scheduled of openSchedules(patient, episode)) tags.add(hasLostApproval(patient, scheduled) ? 'schedule-to-review' : 'scheduled');
  if (hasLapsedApproval(patient, episode, live, ahead)) tags.add('approval-lapsed');
  return [...tags];
}

/** An approval of a step ahead ran out before its procedure, and nothing has been asked for since. */
function hasLapsedApproval(patient: PatientState, episode: EpisodeState, live: readonly AuthorizationState[], ahead: readonly Step[]): boolean {
  return patient.authorizations.some((authorization) => authorization.position === 'expired' && authorization.episodeId === episode.id && ahead.includes(authorization.step)
    && !live.some((other) => other.step === authorization.step && isRequested(other)) && !isUsed(patient, episode, authorization));
}

const AUTHORIZATION_TAGS: ReadonlyMap<string, readonly string[]> = new Map(describeMap(authorizationMachine).states.map(({ name, tags }) => [name, tags]));

/** Criteria that time alone may meet. */
const OF_TIME: readonly Kind[] = ['pain-duration', 'block-interval', 'session-limit'];

function waitingFor(next: Judged | NotAssessed | undefined): readonly string[] {
  if (next === undefined) return [];
  if ('error' in next) return ['no-policy'];
  switch (next.result) {
    case 'eligible': return [];
    case 'partial': return ['partial'];
    case 'cannot-tell': return ['awaiting-documents'];
    case 'review': return ['people-decide'];
    case 'not-eligible': return next.findings.every(({ outcome, kind }) => outcome !== 'unmet' || OF_TIME.includes(kind)) ? ['too-early'] : ['blocked'];
  }
}

/** The record changed under a request, or no longer supports what it asks beyond what an override answered for. */
function needsReview({ stale, override, step, targets }: AuthorizationState, answers: Records): boolean {
  if (stale !== undefined) return true;
  const answer = answers.get(step);
  if (answer === undefined) return false;
  if ('error' in answer) return true;
  if (override !== undefined) return answer.findings.some(({ outcome, kind }) => outcome !== 'met' && !override.findings.includes(kind));
  return !isEligible(answer) || !targets.every(({ level, side }) => answer.eligibleTargets.some((target) => target.level === level && target.side === side));
}

/** The patient as visible on a day: later facts are not there yet, and a trial that ends later is still under way. */
function asSeenOn(patient: PatientState, asOf: string): PatientState {
  const day = toDay(asOf);
  let chart: Chart = patient.chart;
  for (const type of Object.keys(chart) as FactType[]) {
    const facts = (chart[type] ?? []) as readonly ChartFact[];
    for (const later of facts.slice(visible(chart, type, day).length)) chart = removeFact(chart, later.id);
  }
  for (const { id, fact } of chart['scs-trial'] ?? []) {
    if (fact.endedAt === undefined || localDateOf(fact.endedAt) <= asOf) continue;
    const { endedAt: _, ...running } = fact;
    chart = replaceFact(chart, id, running);
  }
  if (chart === patient.chart) return patient;
  const seen = { ...patient, chart };
  return { ...seen, episodes: seen.episodes.map((episode) => placeEpisode(seen, episode)) };
}

