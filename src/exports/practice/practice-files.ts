/** The files of a practice's export (docs/export.md): what each holds, and the manifest that names them all. Data only. */
import type { Practice } from '../../platform/database/practices';

export const FORMAT = 'pathgate-practice';
export const FORMAT_VERSION = 1;

export const MANIFEST = 'manifest.json';
/** The digest of the manifest, as `sha256sum` writes it. */
export const MANIFEST_DIGEST = 'manifest.json.sha256';
export const DOCUMENTS_FOLDER = 'documents';

/** Lines of JSON, in this order. */
export const FILES = {
  patients: 'patients.ndjson', practiceLog: 'practice-log.ndjson', heads: 'heads.ndjson', documents: 'documents.ndjson', audit: 'audit.ndjson', idempotency: 'idempotency.ndjson', outbox: 'outbox.ndjson', publicEvents: 'public-events.ndjson', importRuns: 'import-runs.ndjson', held: 'held.ndjson', breakGlass: 'break-glass.ndjson', sealingKeys: 'sealing-keys.ndjson', dataKeys: 'data-keys.ndjson', sealedDocuments: 'sealed-documents.ndjson', retention: 'retention.ndjson', holds: 'legal-holds.ndjson', purges: 'purges.ndjson', actors: 'actors.ndjson',
} as const;
export type FileKind = keyof typeof FILES;
export const FILE_KINDS = Object.keys(FILES) as readonly FileKind[];

/** Tables whose rows are no events of a log and are needed again as they are: a line is a row, its columns by their names. `before`: what every key comes after. */
export const PLAIN_TABLES = [
  // What programs were told: they go on reading by number, and what is told once stays told.
  { kind: 'publicEvents', table: 'public_event', key: 'feed', before: -1, columns: ['feed', 'patient_id', 'version', 'type', 'data', 'recorded_at', 'told_once'] },
  { kind: 'importRuns', table: 'import_run', key: 'import_id', before: '', columns: ['import_id', 'source', 'sha256', 'state', 'options', 'mapping', 'counts', 'created_by', 'created_at', 'updated_at'] },
  {
    kind: 'held', table: 'import_held', key: 'held_id', before: '',
    columns: ['held_id', 'source', 'source_key', 'reason', 'state', 'person', 'candidates', 'statements', 'import_id', 'decided_by', 'decided_at', 'decided_why', 'updated_at'],
  },
  // Who opened whose record, and why: the audit has the reads, and not the reason.
  { kind: 'breakGlass', table: 'break_glass', key: 'grant_id', before: '', columns: ['grant_id', 'patient_id', 'actor_id', 'reason', 'started_at', 'ends_at'] },
  // Sealed records leave as they are stored; their keys stand wrapped beside them, and whoever has the sealing key reads them. In this order: a key names what it is wrapped with.
  { kind: 'sealingKeys', table: 'sealing_key', key: 'fingerprint', before: '', columns: ['fingerprint', 'created_at'] },
  { kind: 'dataKeys', table: 'data_key', key: 'patient_id', before: '', columns: ['patient_id', 'key_id', 'wrapped', 'wrapped_with', 'created_at', 'destroyed_at'] },
  { kind: 'sealedDocuments', table: 'sealed_document', key: 'document_id', before: '', columns: ['document_id', 'patient_id', 'sha256', 'media_type', 'stored_sha256', 'key_id'] },
  { kind: 'retention', table: 'retention_period', key: 'period_id', before: '', columns: ['period_id', 'years', 'reason', 'set_by', 'set_at'] },
  { kind: 'holds', table: 'legal_hold', key: 'hold_id', before: '', columns: ['hold_id', 'patient_id', 'reason', 'placed_by', 'placed_at', 'lifted_by', 'lifted_at', 'lifted_why'] },
  { kind: 'purges', table: 'purge', key: 'purge_id', before: '', columns: ['purge_id', 'patient_id', 'reason', 'state', 'asked_by', 'asked_at', 'decided_by', 'decided_at', 'decided_why'] },
] as const satisfies readonly { readonly kind: FileKind; readonly table: string; readonly key: string; readonly before: string | number; readonly columns: readonly string[] }[];
export type PlainLine = Readonly<Record<string, string | number | null>>;

export interface ListedFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly lines: number;
}

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  readonly exportedAt: string;
  readonly practice: Practice;
  /** The practice's last number given to an event, a job or a row of the audit. */
  readonly lastFeed: number;
  /** Streams are patients' logs and the practice's own; documents stand by their digest in the folder, listed in their file. */
  readonly counts: { readonly streams: number; readonly events: number; readonly documents: number; readonly documentBytes: number };
  readonly practiceLogHead: Head | null;
  readonly files: readonly ListedFile[];
}

/** The end of one stream's chain. */
export interface Head {
  readonly version: number;
  /** Hex. */
  readonly hash: string;
}

export interface HeadLine extends Head {
  readonly stream: string;
}

export interface DocumentLine {
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Who acted: a name for what is recorded, and no way in. */
export interface ActorLine {
  readonly actorId: string;
  readonly kind: 'key' | 'account';
  /** The label of a key; what an account shows. */
  readonly name: string;
  /** Of an account: what was typed to sign in. */
  readonly signInName?: string;
  readonly role: string;
  readonly createdAt: string;
}

/** Something is not as the manifest says, or not as it was recorded. */
export class BrokenExport extends Error {
  constructor(readonly file: string, says: string) {
    super(`${file}: ${says}`);
  }
}
