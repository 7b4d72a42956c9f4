/** The rows of a patient's needs: every step of each open episode's map, so that what is no longer needed is replaced and not deleted; a closed episode has none. */
import { stepsOnMap, type EpisodeState } from '../../machines/patient';
import type { Need } from '../../machines/queue';
import type { ProjectionWrite } from '../platform/event-store/event-store';
import { sortName, type NeedRow } from '../platform/event-store/projection-tables';
import type { PatientRecord } from '../platform/patient-log/patient-record';

export function needRows(patientId: string, { patient, recordedAt }: PatientRecord, version: number, needs: readonly Need[]): readonly ProjectionWrite[] {
  const { family, given } = patient.name ?? { family: '', given: '' };
  const whose = { patientId, family, given, sortName: sortName({ family, given }), version, recordedAt };
  return patient.episodes.flatMap((episode) => stepsOnMap(episode.pathway).map((step) => {
    const key = { need_id: `${episode.id}-${step}` };
    if (episode.closed !== undefined) return { table: 'need' as const, key };
    return { table: 'need' as const, key, row: rowOf(whose, episode, step, needs.find((each) => each.episodeId === episode.id && each.step === step)) };
  }));
}

interface Whose {
  readonly patientId: string;
  readonly family: string;
  readonly given: string;
  readonly sortName: string;
  readonly version: number;
  readonly recordedAt: string;
}

/** Written at every commit, one for each step: spelled out, because putting so many columns together from parts costs a fact a tenth of its time. */
function rowOf({ patientId, family, given, sortName: sort_name, version, recordedAt }: Whose, { id, pathway, region }: EpisodeState, step: string, need: Need | undefined): Omit<NeedRow, 'need_id'> {
  return {
    patient_id: patientId, family, given, sort_name, version, updated_at: recordedAt, episode_id: id, step, pathway, region,
    authorization_id: need?.authorizationId ?? null, targets: need === undefined ? NONE : JSON.stringify(need.targets), payer: need?.payer ?? null, delegate: need?.delegate ?? null, directory_lacks: need?.directoryLacks ?? null,
    stage: need?.stage ?? null, criteria: need?.criteria ?? null, packet: need?.packet ?? null, decision: need?.decision ?? null, blocked_by: need === undefined ? NONE : JSON.stringify(need.blockedBy),
    action: need?.next.action ?? null, due_kind: need?.next.due?.kind ?? null, due_on: need?.next.due?.on ?? null, until_on: need?.until ?? null,
    later_action: need?.afterwards?.action ?? null, later_due_kind: need?.afterwards?.due?.kind ?? null, later_due_on: need?.afterwards?.due?.on ?? null,
    clock_on: need?.clockOn ?? null, peer_until: need?.peerUntil ?? null, schedule_by: need?.scheduleBy ?? null, expires_on: need?.expiresOn ?? null, units_left: need?.unitsLeft ?? null,
    owner: need?.owner ?? null, snoozed_until: need?.snoozedUntil ?? null, comments: need?.comments ?? 0,
  };
}

const NONE = '[]';
