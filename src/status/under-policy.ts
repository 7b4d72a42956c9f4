/** The next step of each open episode under a policy that is named: beside what the patient's own says, never in its place. */
import { assess, hasStep } from '../../machines/criteria/assess';
import type { Policy } from '../../machines/criteria/types';
import { dateOfServiceOf, meaningOf, questionOf } from '../../machines/patient';
import { listOfJson } from '../platform/json/raw-json';
import type { Recorded } from '../platform/patient-log/patient-write';
import { stepJson } from './standing.view';

/** As JSON: episodes of the policy's pathway with a step ahead. Of a step the policy does not have: `step-not-in-policy`. */
export function underPolicyJson({ patient, asOf, policies }: Pick<Recorded, 'patient' | 'asOf' | 'policies'>, policy: Policy): string {
  return listOfJson(patient.episodes.filter(({ pathway }) => pathway === policy.pathway).flatMap((episode) => {
    const [step] = meaningOf(episode.pathway, episode.position).ahead;
    if (step === undefined) return [];
    const { id: episodeId } = episode;
    if (!hasStep(policy, step)) return [JSON.stringify({ episodeId, step, error: 'step-not-in-policy', statement: `This policy has no step ${step}: it asks for nothing there.` })];
    const dateOfService = dateOfServiceOf(patient, episode, step, asOf);
    return [stepJson(assess(policy, questionOf(episode, step, dateOfService, asOf), patient.chart), true, policies, { episodeId })];
  }));
}
