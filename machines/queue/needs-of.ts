/**
 * The needs of a patient's open episodes: the next step's, and every step with an authorization that is drafted, out or approved and not yet used,
 * or with a day that must not be missed. Pure: the record and the practice's directory alone, no clock and no policy.
 */
import type { PlainDate } from '../kernel/calendar';
import type { Coverage, Step } from '../criteria/types';
import { isApproved, isOver, isRequested, lastValidDayOf } from '../authorization';
import { waysOf, type Directory } from '../directory';
import type { Deadline } from '../deadlines';
import { coverageOn, isPerformed, liveAuthorizations, nextStep, unitsLeft, type AuthorizationState, type EpisodeState, type PatientState } from '../patient';
import type { Need } from './need';
import { planOfDates, planOfRecord } from './next-todo';
import { criteriaOf, decisionOf, openKinds, packetOf, stageOf } from './stages';

/** `dates`: the patient's deadlines, soonest first. */
export function needsOf(patient: PatientState, directory: Directory, dates: readonly Deadline[]): readonly Need[] {
  return patient.episodes.filter(({ closed }) => closed === undefined).flatMap((episode) => needsOfEpisode(patient, episode, directory, dates.filter(({ episodeId }) => episodeId === episode.id)));
}

function needsOfEpisode(patient: PatientState, episode: EpisodeState, directory: Directory, dates: readonly Deadline[]): readonly Need[] {
  const live = new Set(liveAuthorizations(patient, episode));
  const own = patient.authorizations.filter((each) => each.episodeId === episode.id
    && (live.has(each) || dates.some(({ authorizationId }) => authorizationId === each.id) || (isApproved(each) && !isPerformed(patient, episode, each))));
  const next = nextStep(episode.pathway, episode.position);
  const steps = new Set<Step>([...(next === undefined ? [] : [next]), ...own.map(({ step }) => step)]);
  return [...steps].map((step) => {
    const ofStep = own.filter((each) => each.step === step);
    const authorization = ofStep.findLast((each) => live.has(each)) ?? ofStep.at(-1);
    return needOf(patient, episode, step, authorization, directory, dates.filter((each) => ofStep.some(({ id }) => id === each.authorizationId)), dates);
  });
}

function needOf(patient: PatientState, episode: EpisodeState, step: Step, authorization: AuthorizationState | undefined, directory: Directory, dates: readonly Deadline[], ofEpisode: readonly Deadline[]): Need {
  const recorded = episode.assessments[step];
  const [criteria, packet, decision] = [criteriaOf(recorded), packetOf(authorization), decisionOf(authorization)];
  const isOut = authorization !== undefined && (isRequested(authorization) || isOver(authorization));
  const seen = { recorded, plannedOn: episode.plan.plannedOn, chaseOn: ofEpisode.find(({ recordsRequestId }) => recordsRequestId !== undefined)?.on };
  // A lapse that nobody has seen comes before the draft that followed it.
  const plan = isOut || dates.length > 0 ? planOfDates(authorization as AuthorizationState, dates) : planOfRecord(authorization, seen);
  const asked = askedOf(patient, authorization, recorded?.dateOfService);
  const left = authorization === undefined ? undefined : unitsLeft(patient, authorization);
  const find = (...kinds: readonly Deadline['kind'][]): Deadline | undefined => dates.find(({ kind }) => kinds.includes(kind));
  const clock = decision === 'awaited' && plan.afterwards?.action === 'chase' ? plan.until : undefined;
  const peer = find('peer-to-peer-closes');
  const scheduleBy = find('approved-not-scheduled')?.on;
  const expiresOn = authorization !== undefined && isApproved(authorization) ? lastValidDayOf(authorization)?.until : undefined;
  const said = patient.needs?.find((each) => each.episodeId === episode.id && each.step === step);
  return {
    episodeId: episode.id, step, pathway: episode.pathway, region: episode.region, ...(authorization !== undefined && { authorizationId: authorization.id }),
    targets: authorization?.targets ?? episode.plan.targets, ...(asked !== undefined && { payer: asked.payer, ...deciderOf(asked, authorization?.dateOfService ?? recorded?.dateOfService, directory) }),
    stage: stageOf(criteria, packet, decision), criteria, packet, decision, blockedBy: isOut ? [] : openKinds(recorded), ...plan,
    ...(clock !== undefined && { clockOn: clock }), ...(peer !== undefined && { peerUntil: peer.until ?? peer.on }), ...(scheduleBy !== undefined && { scheduleBy }), ...(expiresOn !== undefined && { expiresOn }),
    ...(left !== undefined && { unitsLeft: left.total?.left ?? left.byCode.reduce((sum, each) => sum + each.left, 0) }),
    ...(said?.owner !== undefined && { owner: said.owner }), ...(said?.snoozedUntil !== undefined && { snoozedUntil: said.snoozedUntil }), comments: said?.comments ?? 0,
  };
}

/** Whom the request asked; before one, who covers the day that was assessed, else who pays first. */
function askedOf(patient: PatientState, authorization: AuthorizationState | undefined, on: PlainDate | undefined): Coverage | undefined {
  const coverage = (on === undefined ? undefined : coverageOn(patient, on)) ?? patient.coverages.toSorted((a, b) => a.order - b.order)[0];
  const { payer, line, state } = { ...coverage, ...authorization?.asked };
  return payer === undefined ? undefined : { payer, ...(line !== undefined && { line }), ...(state !== undefined && { state }) };
}

function deciderOf(asked: Coverage, on: PlainDate | undefined, directory: Directory): Pick<Need, 'delegate' | 'directoryLacks'> {
  if (!directory.payers.some(({ id }) => id === asked.payer)) return { directoryLacks: 'payer' };
  const ways = on === undefined ? undefined : waysOf(directory, asked, on);
  if (ways === undefined) return {};
  if (ways.plan === undefined) return { directoryLacks: 'plan' };
  const { delegate } = ways.plan;
  if (delegate === undefined || delegate === ways.payer.id) return {};
  return ways.decider.id === delegate ? { delegate } : { directoryLacks: 'delegate' };
}
