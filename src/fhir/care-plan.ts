/** What an episode means to do: the plan that its policy states, what is missing for the next step, and what was done. Pure. */
import { inWords, STEP_WORDS } from '../../machines/criteria/words';
import { proceduresOf, type EpisodeStanding, type EpisodeState } from '../../machines/patient';
import { findFact } from '../../machines/evidence/chart';
import { present, type Resource } from '../platform/fhir/values';
import { periodOf } from './episode-of-care';
import { carePlanId, episodeId, identifier, procedureId, reference, word } from './names';
import type { PatientSource } from './patient-source';
import { planCanonical } from './plan-definition';
import { isProcedure } from './procedure';
import { taskIds } from './task';

export function carePlans(source: PatientSource): readonly Resource[] {
  return source.standings.flatMap((standing) => {
    const episode = source.patient.episodes.find(({ id }) => id === standing.episodeId);
    return episode === undefined ? [] : [carePlan(source, episode, standing)];
  });
}

function carePlan({ patientId, patient, changes, policies }: PatientSource, episode: EpisodeState, standing: EpisodeStanding): Resource {
  const { openedAt, closedAt } = changes.episodes.get(episode.id) ?? {};
  const [next] = standing.assessments;
  // Another policy than those that decide may have answered in a what-if; the plan is one that is served.
  const policy = next === undefined || 'error' in next ? undefined : policies.find(({ id, version }) => id === next.policy.id && version === next.policy.version);
  const done = proceduresOf(patient, episode).filter(({ id }) => { const found = findFact(patient.chart, id); return found !== undefined && isProcedure(found.fact); });
  return present({
    resourceType: 'CarePlan', id: carePlanId(patientId, episode.id), identifier: [identifier('episode', episode.id)],
    instantiatesCanonical: policy === undefined ? [] : [planCanonical(policy)],
    status: episode.closed === undefined ? 'active' : 'completed', intent: 'plan', category: [word('pathway', episode.pathway)],
    title: standing.nextStep === undefined ? undefined : `Next: ${STEP_WORDS[standing.nextStep]}`, description: `${inWords(episode.region)}, ${episode.pathway}`,
    subject: reference('Patient', patientId), period: openedAt === undefined ? undefined : periodOf(openedAt, closedAt),
    supportingInfo: [reference('EpisodeOfCare', episodeId(patientId, episode.id))],
    activity: [
      ...taskIds(patientId, standing).map((id) => ({ reference: reference('Task', id) })),
      ...done.map(({ id }) => ({ outcomeReference: [reference('Procedure', procedureId(patientId, id))] })),
    ],
  });
}
