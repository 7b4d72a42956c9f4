import { bytes, integer, text, textOrNull, type Row } from '../database/sql';
import type { IdempotencyRecord, StoredEvent } from './event-store';
import { upcast, type Upcasters } from './upcast';

export const EVENT_COLUMNS = 'stream_id, version, type, schema_version, data, occurred_on, recorded_at, actor_id, correlation_id, causation_id';

/** A row with `EVENT_COLUMNS`, its data parsed and in today's shape. */
export function toStoredEvent(row: Row, upcasters?: Upcasters): StoredEvent {
  const type = text(row, 'type');
  const lifted = upcast(type, integer(row, 'schema_version'), JSON.parse(bytes(row, 'data').toString('utf8')), upcasters);
  const occurredOn = textOrNull(row, 'occurred_on');
  return {
    streamId: text(row, 'stream_id'), version: integer(row, 'version'), type, schemaVersion: lifted.schemaVersion, data: lifted.data,
    ...(occurredOn === null ? {} : { occurredOn }),
    recordedAt: text(row, 'recorded_at'), actorId: text(row, 'actor_id'), correlationId: text(row, 'correlation_id'), causationId: textOrNull(row, 'causation_id'),
  };
}

export const IDEMPOTENCY_COLUMNS = 'client, key, request_hash, status, stream_id, version, recorded_at, practice_version';

export function toIdempotencyRecord(row: Row): IdempotencyRecord {
  return {
    client: text(row, 'client'), key: text(row, 'key'), requestHash: text(row, 'request_hash'), status: integer(row, 'status'),
    stream: text(row, 'stream_id'), version: integer(row, 'version'), recordedAt: text(row, 'recorded_at'), practiceVersion: integer(row, 'practice_version'),
  };
}
