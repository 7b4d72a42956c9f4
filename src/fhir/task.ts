/** What is missing for the next step: a task for each finding that is unmet or cannot be told. Pure. */
import { KIND_LABELS, narrate } from '../../machines/criteria/narrate';
import type { Assessment, Finding } from '../../machines/criteria/types';
import { OUTCOME_TITLES, STEP_WORDS } from '../../machines/criteria/words';
import { findFact } from '../../machines/evidence/chart';
import type { EpisodeStanding } from '../../machines/patient';
import { present, type Fhir, type Resource } from '../platform/fhir/values';
import { carePlanId, episodeId, idOf, procedureId, reference, word } from './names';
import { observationsOf } from './observation';
import type { PatientSource } from './patient-source';
import { isProcedure } from './procedure';

type Source = Pick<PatientSource, 'patientId' | 'patient' | 'changes' | 'standings'>;

export function tasks(source: Source): readonly Resource[] {
  return source.standings.flatMap((standing) => gapsOf(standing).map(({ assessment, finding }) => task(source, standing, assessment, finding)));
}

export function taskIds(patientId: string, standing: EpisodeStanding): readonly string[] {
  return gapsOf(standing).map(({ assessment, finding }) => taskId(patientId, standing, assessment, finding));
}

function gapsOf({ assessments: [assessment] }: EpisodeStanding): readonly { readonly assessment: Assessment; readonly finding: Finding }[] {
  if (assessment === undefined || 'error' in assessment) return [];
  return assessment.findings.filter(({ outcome }) => outcome === 'unmet' || outcome === 'unknown').map((finding) => ({ assessment, finding }));
}

function taskId(patientId: string, { episodeId: episode }: EpisodeStanding, { step }: Assessment, { criterion, target }: Finding): string {
  return idOf(patientId, 'Task', episode, step, criterion, target?.level ?? '', target?.side ?? '');
}

function task(source: Source, standing: EpisodeStanding, assessment: Assessment, finding: Finding): Resource {
  const { patientId } = source;
  const { kind, outcome, criterion, target } = finding;
  return present({
    resourceType: 'Task', id: taskId(patientId, standing, assessment, finding),
    basedOn: [reference('CarePlan', carePlanId(patientId, standing.episodeId))],
    status: 'requested', businessStatus: word('outcome', outcome, OUTCOME_TITLES[outcome]), intent: 'proposal', code: word('criterion-kind', kind, KIND_LABELS[kind]),
    description: narrate(finding), focus: reference('EpisodeOfCare', episodeId(patientId, standing.episodeId)), for: reference('Patient', patientId), authoredOn: assessment.asOf,
    reasonCode: word('step', assessment.step, STEP_WORDS[assessment.step]),
    input: [
      { type: word('task-input', 'criterion'), valueString: criterion },
      ...(target === undefined ? [] : [{ type: word('task-input', 'target'), valueString: `${target.level} ${target.side}` }]),
      ...finding.evidence.flatMap((factId) => evidenceOf(source, factId)).map((valueReference) => ({ type: word('task-input', 'evidence'), valueReference })),
    ],
  });
}

/** What was read, where it is a resource that is served. */
function evidenceOf(source: Source, factId: string): readonly Fhir[] {
  const found = findFact(source.patient.chart, factId);
  if (found === undefined) return [];
  if (isProcedure(found.fact)) return [reference('Procedure', procedureId(source.patientId, factId))];
  return observationsOf(source, found).slice(0, 1).map(({ id }) => reference('Observation', String(id)));
}
