/** The rows of a patient's needs: every step of each open episode's map, so that what is no longer needed is replaced and not deleted; a closed episode has none. */
import { stepsOnMap } from '../../machines/patient';
import type { Need } from '../../machines/queue';
import type { ProjectionWrite } from '../platform/event-store/event-store';
import { sortName, type NeedRow } from '../platform/event-store/projection-tables';
import type { PatientRecord } from '../platform/patient-log/patient-record';

export function needRows(patientId: string, { patient, recordedAt }: PatientRecord, version: number, needs: readonly Need[]): readonly ProjectionWrite[] {
  const { family, given } = patient.name ?? { family: '', given: '' };
  const whose = { patient_id: patientId, family, given, sort_name: sortName({ family, given }), version, updated_at: recordedAt };
  return patient.episodes.flatMap((episode) => stepsOnMap(episode.pathway).map((step) => {
    const key = { need_id: `${episode.id}-${step}` };
    if (episode.closed !== undefined) return { table: 'need' as const, key };
    const need = needs.find((each) => each.episodeId === episode.id && each.step === step);
    const row: Omit<NeedRow, 'need_id'> = { ...whose, episode_id: episode.id, step, pathway: episode.pathway, region: episode.region, ...(need === undefined ? NOTHING : columnsOf(need)) };
    return { table: 'need' as const, key, row };
  }));
}

type NeedColumns = Omit<NeedRow, 'need_id' | 'patient_id' | 'family' | 'given' | 'sort_name' | 'version' | 'updated_at' | 'episode_id' | 'step' | 'pathway' | 'region'>;

function columnsOf({ authorizationId, targets, payer, delegate, directoryLacks, stage, criteria, packet, decision, blockedBy, next, until, afterwards, clockOn, peerUntil, scheduleBy, expiresOn, unitsLeft, owner, snoozedUntil, comments }: Need): NeedColumns {
  return {
    authorization_id: authorizationId ?? null, targets: JSON.stringify(targets), payer: payer ?? null, delegate: delegate ?? null, directory_lacks: directoryLacks ?? null, stage, criteria, packet, decision, blocked_by: JSON.stringify(blockedBy),
    action: next.action, due_kind: next.due?.kind ?? null, due_on: next.due?.on ?? null, until_on: until ?? null,
    later_action: afterwards?.action ?? null, later_due_kind: afterwards?.due?.kind ?? null, later_due_on: afterwards?.due?.on ?? null,
    clock_on: clockOn ?? null, peer_until: peerUntil ?? null, schedule_by: scheduleBy ?? null, expires_on: expiresOn ?? null, units_left: unitsLeft ?? null,
    owner: owner ?? null, snoozed_until: snoozedUntil ?? null, comments,
  };
}

const NOTHING: NeedColumns = {
  authorization_id: null, targets: '[]', payer: null, delegate: null, directory_lacks: null, stage: null, criteria: null, packet: null, decision: null, blocked_by: '[]', action: null, due_kind: null, due_on: null, until_on: null,
  later_action: null, later_due_kind: null, later_due_on: null, clock_on: null, peer_until: null, schedule_by: null, expires_on: null, units_left: null, owner: null, snoozed_until: null, comments: 0,
};
