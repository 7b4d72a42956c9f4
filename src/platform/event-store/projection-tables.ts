import type { ProjectionWrite } from './event-store';

export type ProjectionTable = ProjectionWrite['table'];

interface TableShape {
  readonly key: string;
  readonly columns: readonly string[];
  /** In an index, and seldom changed. */
  readonly indexed: readonly string[];
}

/** Key and columns after practice_id, as in `migrations/`. */
export const PROJECTION_TABLES: { readonly [Table in ProjectionTable]: TableShape } = {
  patient_summary: {
    key: 'patient_id', indexed: ['sort_name', 'mrn'],
    columns: ['patient_id', 'family', 'given', 'sort_name', 'birth_date', 'mrn', 'identifiers', 'payer', 'line', 'state', 'open_episodes', 'version', 'updated_at'],
  },
  patient_link: { key: 'link_id', indexed: ['source', 'source_key'], columns: ['link_id', 'source', 'source_key', 'patient_id', 'state', 'version', 'updated_at'] },
  worklist: {
    key: 'episode_id', indexed: ['sort_name', 'patient_id'],
    columns: ['episode_id', 'patient_id', 'family', 'given', 'sort_name', 'pathway', 'region', 'position', 'tags', 'blocked_by', 'targets', 'payer',
      'next_step', 'result', 'due_on', 'planned_on', 'version', 'updated_at'],
  },
  deadline: {
    key: 'deadline_id', indexed: ['patient_id', 'due_on'],
    columns: ['deadline_id', 'patient_id', 'family', 'given', 'kind', 'due_on', 'until_on', 'authorization_id', 'episode_id', 'records_request_id', 'payer', 'step', 'details', 'version', 'updated_at'],
  },
  need: {
    key: 'need_id',
    indexed: ['patient_id', 'sort_name', 'stage', 'criteria', 'action', 'later_action', 'until_on', 'due_on', 'later_due_on', 'clock_on', 'peer_until', 'schedule_by', 'expires_on', 'owner', 'snoozed_until', 'payer', 'step', 'pathway'],
    columns: ['need_id', 'patient_id', 'family', 'given', 'sort_name', 'episode_id', 'step', 'pathway', 'region', 'authorization_id', 'targets', 'payer', 'delegate', 'directory_lacks',
      'stage', 'criteria', 'packet', 'decision', 'blocked_by', 'action', 'due_kind', 'due_on', 'until_on', 'later_action', 'later_due_kind', 'later_due_on', 'clock_on',
      'peer_until', 'schedule_by', 'expires_on', 'units_left', 'owner', 'snoozed_until', 'comments', 'version', 'updated_at'],
  },
  document_content: { key: 'sha256', indexed: [], columns: ['sha256', 'media_type', 'bytes'] },
};

/** Key `patient_id`. `identifiers` is a JSON array of {kind, value}. */
export type PatientSummaryRow = {
  readonly patient_id: string; readonly family: string; readonly given: string; readonly sort_name: string; readonly birth_date: string;
  readonly mrn: string | null; readonly identifiers: string; readonly payer: string | null; readonly line: string | null;
  readonly state: string | null; readonly open_episodes: number; readonly version: number; readonly updated_at: string;
};

/** Key `link_id`; one row per patient of a source and patient of ours. `state`: `standing`, or `undone` for good. */
export type PatientLinkRow = {
  readonly link_id: string; readonly source: string; readonly source_key: string; readonly patient_id: string; readonly state: 'standing' | 'undone'; readonly version: number; readonly updated_at: string;
};

/** Key `episode_id`; one row per open episode. `tags` and `blocked_by` are JSON arrays of words, `targets` of {level, side}. */
export type WorklistRow = {
  readonly episode_id: string; readonly patient_id: string; readonly family: string; readonly given: string; readonly sort_name: string;
  readonly pathway: string; readonly region: string; readonly position: string; readonly tags: string; readonly blocked_by: string;
  readonly targets: string; readonly payer: string | null; readonly next_step: string | null; readonly result: string | null;
  readonly due_on: string | null; readonly planned_on: string | null; readonly version: number; readonly updated_at: string;
};

/** Key `deadline_id`; one row per place of an authorization or records request, `kind` and `due_on` null where nothing is due. `details` is JSON. */
export type DeadlineRow = {
  readonly deadline_id: string; readonly patient_id: string; readonly family: string; readonly given: string; readonly kind: string | null;
  readonly due_on: string | null; readonly until_on: string | null; readonly authorization_id: string | null; readonly episode_id: string | null;
  readonly records_request_id: string | null; readonly payer: string | null; readonly step: string | null; readonly details: string;
  readonly version: number; readonly updated_at: string;
};

/** Key `need_id`; one row per step of an open episode for which something is to do. */
export type NeedRow = {
  readonly need_id: string; readonly patient_id: string; readonly family: string; readonly given: string; readonly sort_name: string;
  readonly episode_id: string; readonly step: string; readonly pathway: string; readonly region: string; readonly authorization_id: string | null;
  readonly targets: string; readonly payer: string | null; readonly delegate: string | null; readonly directory_lacks: string | null; readonly stage: string;
  readonly criteria: string; readonly packet: string; readonly decision: string; readonly blocked_by: string;
  readonly action: string; readonly due_kind: string | null; readonly due_on: string | null; readonly until_on: string | null;
  readonly later_action: string | null; readonly later_due_kind: string | null; readonly later_due_on: string | null;
  readonly clock_on: string | null; readonly peer_until: string | null; readonly schedule_by: string | null; readonly expires_on: string | null;
  readonly units_left: number | null; readonly owner: string | null; readonly snoozed_until: string | null; readonly comments: number;
  readonly version: number; readonly updated_at: string;
};

/** How lists are ordered and searched: lower case, composed, "family given". */
export function sortName(name: { readonly family: string; readonly given: string }): string {
  return `${name.family} ${name.given}`.normalize('NFC').toLowerCase();
}

/** The rows of a commit by table and key; of two writes to one row the later stands. Throws on a column that does not exist. */
export function lastWrites(writes: readonly ProjectionWrite[]): readonly ProjectionWrite[] {
  const last = new Map<string, ProjectionWrite>();
  for (const write of writes) {
    const { columns } = PROJECTION_TABLES[write.table];
    const stray = Object.keys(write.row ?? {}).find((column) => !columns.includes(column));
    if (stray !== undefined) throw new Error(`${write.table} has no column ${stray}`);
    last.set(`${write.table}/${keyOf(write)}`, write);
  }
  return [...last.values()];
}

export function keyOf(write: ProjectionWrite): string {
  const { key } = PROJECTION_TABLES[write.table];
  const value = write.key[key];
  if (value === undefined) throw new Error(`${write.table} is keyed by ${key}`);
  return value;
}
