/** The rows of a patient's needs, by episode and step of its map; where nothing is needed there is none: a step's row, or that it goes. */
import { stepsOnMap, type EpisodeState } from '../../machines/patient';
import type { Need } from '../../machines/queue';
import type { ProjectionWrite } from '../platform/event-store/event-store';
import { sortName, type NeedRow } from '../platform/event-store/projection-tables';
import type { PatientRecord } from '../platform/patient-log/patient-record';

export function needRows(patientId: string, { patient, recordedAt }: PatientRecord, version: number, needs: readonly Need[]): readonly ProjectionWrite[] {
  const { family, given } = patient.name ?? { family: '', given: '' };
  const whose = { patientId, family, given, sortName: sortName({ family, given }), version, recordedAt };
  return patient.episodes.flatMap((episode) => stepsOnMap(episode.pathway).map((step) => {
    const need = episode.closed === undefined ? needs.find((each) => each.episodeId === episode.id && each.step === step) : undefined;
    return { table: 'need' as const, key: { need_id: `${episode.id}-${step}` }, ...(need !== undefined && { row: rowOf(whose, episode, step, need) }) };
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

/** Written at every commit: spelled out, because putting so many columns together from parts costs a fact a tenth of its time. */
function rowOf({ patientId, family, given, sortName: sort_name, version, recordedAt }: Whose, { id, pathway, region }: EpisodeState, step: string, need: Need): Omit<NeedRow, 'need_id'> {
  return {
    patient_id: patientId, family, given, sort_name, version, updated_at: recordedAt, episode_id: id, step, pathway, region,
    authorization_id: need.authorizationId ?? null, targets: JSON.stringify(need.targets), payer: need.payer ?? null, delegate: need.delegate ?? null, directory_lacks: need.directoryLacks ?? null,
    stage: need.stage, criteria: need.criteria, packet: need.packet, decision: need.decision, blocked_by: JSON.stringify(need.blockedBy),
    action: need.next.action, due_kind: need.next.due?.kind ?? null, due_on: need.next.due?.on ?? null, until_on: need.until ?? null,
    later_action: need.afterwards?.action ?? null, later_due_kind: need.afterwards?.due?.kind ?? null, later_due_on: need.afterwards?.due?.on ?? null,
    clock_on: need.clockOn ?? null, peer_until: need.peerUntil ?? null, schedule_by: need.scheduleBy ?? null, expires_on: need.expiresOn ?? null, units_left: need.unitsLeft ?? null,
    owner: need.owner ?? null, snoozed_until: need.snoozedUntil ?? null, comments: need.comments,
  };
}
