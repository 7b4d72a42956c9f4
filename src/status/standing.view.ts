/**
 * What a caller reads of an episode, as JSON: where it stands, and every finding with its evidence, citation and sentence.
 * Most of a finding is the policy's own words, the same objects every time, and most sentences were told before: both are
 * serialised once and remembered.
 */
import { waitOf } from '../../machines/criteria/earliest-on';
import type { Assessment, Finding, Policy } from '../../machines/criteria/types';
import { narrate, verdict } from '../../machines/criteria/narrate';
import { reviewIn } from '../../machines/policies/review';
import type { AuthorizationState, EpisodeStanding, NotAssessed } from '../../machines/patient';
import { listOfJson, withJson } from '../platform/json/raw-json';

/** `next`: of the next step only; `all`: of every step ahead; `none`: results and kinds without findings. */
export const FINDINGS = ['next', 'all', 'none'] as const;
export type FindingsWanted = (typeof FINDINGS)[number];

export function standingsJson(standings: readonly EpisodeStanding[], wanted: FindingsWanted, policies: readonly Policy[]): string {
  return listOfJson(standings.map((standing) => standingJson(standing, wanted, policies)));
}

function standingJson(standing: EpisodeStanding, wanted: FindingsWanted, policies: readonly Policy[]): string {
  const { episodeId, pathway, region, plan, position, tags, nextStep = null, authorizations, scheduled } = standing;
  const assessments = wanted === 'next' ? standing.assessments.slice(0, 1) : standing.assessments;
  const head = { episodeId, pathway, region, plan, position, tags, nextStep, authorizations: authorizations.map(authorizationBrief), ...(scheduled.length > 0 && { scheduled: scheduled.map(({ preceding: _, ...each }) => each) }) };
  return withJson(head, 'steps', listOfJson(assessments.map((assessment) => stepJson(assessment, wanted !== 'none', policies))));
}

/** `more` is told before the step's own fields. `policies` are those that it was assessed with. */
export function stepJson(assessment: Assessment | NotAssessed, withFindings: boolean, policies: readonly Policy[], more: object = {}): string {
  if ('error' in assessment) return JSON.stringify({ ...more, step: assessment.step, error: assessment.error, statement: NO_POLICY });
  const { step, result, policy, dateOfService, asOf, unmet, unknown, review, targets, findings } = assessment;
  const head = { ...more, step, result, statement: verdict(assessment), policy, policyReview: reviewIn(policies, assessment), dateOfService, asOf, ...waitOf(findings), unmet, unknown, review, targets };
  return withFindings ? withJson(head, 'findings', listOfJson(findings.map(findingJson))) : JSON.stringify(head);
}

/** What JSON a policy's own object is; policies live as long as the process. */
const ofPolicy = new WeakMap<object, string>();
/** Sentences told, by the criterion's `required` and what the sentence is made of. */
const told = new WeakMap<object, Map<string, string>>();
const TOLD_PER_CRITERION_MAX = 100;

function findingJson(finding: Finding): string {
  const { criterion, kind, outcome, target, required, evidence, missing, marks, source } = finding;
  const place = target === undefined ? '' : `"target":{"level":"${target.level}","side":"${target.side}"},`;
  const found = JSON.stringify(finding.found);
  return `{"criterion":${JSON.stringify(criterion)},"kind":"${kind}","outcome":"${outcome}",${place}"text":${textJson(finding, place, found)},"required":${policyJson(required as object)},`
    + `"found":${found},"evidence":${wordsJson(evidence)},"missing":${wordsJson(missing)},"marks":${wordsJson(marks)},"source":${policyJson(source)}}`;
}

/** Most lists are empty. */
function wordsJson(words: readonly string[]): string {
  return words.length === 0 ? '[]' : JSON.stringify(words);
}

function policyJson(value: object): string {
  let json = ofPolicy.get(value);
  if (json === undefined) ofPolicy.set(value, (json = JSON.stringify(value)));
  return json;
}

function textJson(finding: Finding, place: string, found: string): string {
  const required = finding.required as object;
  let texts = told.get(required);
  if (texts === undefined) told.set(required, (texts = new Map()));
  const key = `${finding.criterion} ${finding.outcome} ${place}${found}${finding.missing.join()}`;
  let text = texts.get(key);
  if (text === undefined) {
    if (texts.size >= TOLD_PER_CRITERION_MAX) texts.clear();
    texts.set(key, (text = JSON.stringify(narrate(finding))));
  }
  return text;
}

const NO_POLICY = 'Nothing was assessed: no single policy answers for this payer, pathway and date.';

function authorizationBrief({ id, step, position, stale, packetId }: AuthorizationState) {
  return { authorizationId: id, step, position, packetId, ...(stale === undefined ? {} : { stale }) };
}
