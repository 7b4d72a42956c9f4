/**
 * The rows a patient stands for: one for the list of patients, one per open episode for the worklist, the days not to be missed, the needs for authorizations. A fold of the log
 * and nothing else: recorded assessments, no clock, no policy, so that a rebuild writes the same rows.
 */

import { datesOf } from '../../machines/deadlines';
import { EMPTY_DIRECTORY, type Directory } from '../../machines/directory';
import { waitOf } from '../../machines/criteria/earliest-on';
import { nextStep, openScheduleOf, recordedTags, type EpisodeState, type Link, type PatientEvent, type PatientState, type RecordedAssessment } from '../../machines/patient';
import { publicEventsOf } from '../../machines/public-events';
import { needsOf } from '../../machines/queue';

import { deadlineRows } from '../deadlines';
import { needRows } from '../queue';
import type { ProjectionWrite } from '../platform/event-store/event-store';
import type { Projector } from '../platform/event-store/projection';
import { sortName, type PatientLinkRow, type PatientSummaryRow, type WorklistRow } from '../platform/event-store/projection-tables';
import type { PatientRecord } from '../platform/patient-log/patient-record';

export const patientProjector: Projector<PatientRecord> = projectorOf(EMPTY_DIRECTORY);

function projectorOf(directory: Directory): Projector<PatientRecord> {
  const projector: Projector<PatientRecord> = {
    project: (_practice, patientId, record, version) => rowsOf(patientId, record, version, directory),
    publish: (stream, { patient }, events, version) => publicEventsOf(patient, events.map(({ data }, index) => ({ version: version + index, event: data as PatientEvent }))).map((told) => ({ stream, ...told })),
    under: (practice) => (practice.directory === directory ? projector : projectorOf(practice.directory)),
  };
  return projector;
}

function rowsOf(patientId: string, record: PatientRecord, version: number, directory: Directory): readonly ProjectionWrite[] {
  // A log whose record was destroyed stands for nobody.
  if (record.patient.id === undefined) return [];
  const dates = datesOf(record.patient, { directory });
  return [
    summaryOf(patientId, record, version), ...linksOf(patientId, record, version), ...record.patient.episodes.map((episode) => workOf(patientId, record, episode, version)),
    ...deadlineRows(patientId, record, version, directory, dates), ...needRows(patientId, record, version, needsOf(record.patient, directory, dates)),
  ];
}

function summaryOf(patientId: string, { patient, recordedAt }: PatientRecord, version: number): ProjectionWrite {
  const { name, birthDate, identifiers } = patient;
  const primary = primaryCoverage(patient);
  const row: Omit<PatientSummaryRow, 'patient_id'> = {
    family: name?.family ?? '', given: name?.given ?? '', sort_name: sortName(name ?? { family: '', given: '' }), birth_date: birthDate ?? '',
    mrn: identifiers.find(({ kind }) => kind === 'mrn')?.value ?? null, identifiers: JSON.stringify(identifiers),
    payer: primary?.payer ?? null, line: primary?.line ?? null, state: primary?.state ?? null,
    open_episodes: patient.episodes.filter(({ closed }) => closed === undefined).length, version, updated_at: recordedAt,
  };
  return { table: 'patient_summary', key: { patient_id: patientId }, row };
}

function linksOf(patientId: string, { patient: { links }, recordedAt }: PatientRecord, version: number): readonly ProjectionWrite[] {
  if (links === undefined) return [];
  const rowOf = ({ source, key }: Link, state: PatientLinkRow['state']): ProjectionWrite => {
    const row: Omit<PatientLinkRow, 'link_id'> = { source, source_key: key, patient_id: patientId, state, version, updated_at: recordedAt };
    return { table: 'patient_link', key: { link_id: `${source}/${patientId}/${key}` }, row };
  };
  return [...links.standing.map((link) => rowOf(link, 'standing')), ...links.undone.map((link) => rowOf(link, 'undone'))];
}

function workOf(patientId: string, { patient, recordedAt }: PatientRecord, episode: EpisodeState, version: number): ProjectionWrite {
  const key = { episode_id: episode.id };
  if (episode.closed !== undefined) return { table: 'worklist', key };
  const { name } = patient;
  const step = nextStep(episode.pathway, episode.position);
  const recorded = step === undefined ? undefined : episode.assessments[step];
  const row: Omit<WorklistRow, 'episode_id'> = {
    patient_id: patientId, family: name?.family ?? '', given: name?.given ?? '', sort_name: sortName(name ?? { family: '', given: '' }),
    pathway: episode.pathway, region: episode.region, position: episode.position, tags: JSON.stringify(recordedTags(patient, episode)),
    blocked_by: JSON.stringify(recorded === undefined ? [] : blockingKinds(recorded)), targets: JSON.stringify(episode.plan.targets),
    payer: primaryCoverage(patient)?.payer ?? null, next_step: step ?? null, result: recorded?.result ?? null,
    due_on: recorded === undefined ? null : waitOf(recorded.findings).earliestOn, planned_on: (step === undefined ? undefined : openScheduleOf(patient, episode, step)?.on) ?? episode.plan.plannedOn ?? null, version, updated_at: recordedAt,
  };
  return { table: 'worklist', key, row };
}

function primaryCoverage({ coverages }: PatientState) {
  return coverages.reduce<PatientState['coverages'][number] | undefined>((first, each) => (first === undefined || each.order < first.order ? each : first), undefined);
}

/** Kinds that stand against the next step, each once. */
function blockingKinds({ findings }: RecordedAssessment): readonly string[] {
  return [...new Set(findings.filter(({ outcome }) => outcome !== 'met').map(({ kind }) => kind))];
}
