/** What a caller reads of an episode: where it stands, and every finding with its evidence, citation and sentence. */
import type { Assessment, Finding } from '../../machines/criteria/types';
import { narrate, verdict } from '../../machines/criteria/narrate';
import type { NotAssessed } from '../../machines/patient/events';
import type { AuthorizationState, EpisodeStanding } from '../../machines/patient/patient';

/** `next`: of the next step only; `all`: of every step ahead; `none`: results and kinds without findings. */
export const FINDINGS = ['next', 'all', 'none'] as const;
export type FindingsWanted = (typeof FINDINGS)[number];

export function standingView(standing: EpisodeStanding, wanted: FindingsWanted) {
  const assessments = wanted === 'next' ? standing.assessments.slice(0, 1) : standing.assessments;
  return {
    episodeId: standing.episodeId, pathway: standing.pathway, region: standing.region, plan: standing.plan,
    position: standing.position, tags: standing.tags, nextStep: standing.nextStep ?? null,
    steps: assessments.map((assessment) => stepView(assessment, wanted !== 'none')),
    authorizations: standing.authorizations.map(authorizationBrief),
  };
}

export function stepView(assessment: Assessment | NotAssessed, withFindings: boolean) {
  if ('error' in assessment) return { step: assessment.step, error: assessment.error, statement: NO_POLICY };
  const { step, result, policy, dateOfService, asOf, unmet, unknown, review, targets, findings } = assessment;
  return {
    step, result, statement: verdict(assessment), policy, dateOfService, asOf, unmet, unknown, review, targets,
    ...(withFindings ? { findings: findings.map(findingView) } : {}),
  };
}

export function findingView(finding: Finding) {
  const { criterion, kind, outcome, target, required, found, evidence, missing, marks, source } = finding;
  return { criterion, kind, outcome, ...(target === undefined ? {} : { target }), text: narrate(finding), required, found, evidence, missing, marks, source };
}

const NO_POLICY = 'Nothing was assessed: no single policy answers for this payer, pathway and date.';

function authorizationBrief({ id, step, position, stale, packetId }: AuthorizationState) {
  return { authorizationId: id, step, position, packetId, ...(stale === undefined ? {} : { stale }) };
}
