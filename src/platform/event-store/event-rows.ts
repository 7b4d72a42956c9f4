import { bytes, integer, text, textOrNull, type Row } from '../database/sql';
import { StoreUnavailable } from '../database/store-errors';
import type { IdempotencyRecord, StoredEvent } from './event-store';
import { upcast, type Upcasters } from './upcast';

export const EVENT_COLUMNS = 'stream_id, version, type, schema_version, data, key_id, occurred_on, recorded_at, actor_id, correlation_id, causation_id';

/** A row with `EVENT_COLUMNS`, its data parsed and in today's shape. */
export function toStoredEvent(row: Row, upcasters?: Upcasters): StoredEvent {
  if (isSealed(row)) throw new StoreUnavailable('This record is sealed, and it is read without its key: PATHGATE_SEALING_KEY_FILE.');
  return storedEventOf(row, JSON.parse(bytes(row, 'data').toString('utf8')), textOrNull(row, 'occurred_on'), upcasters);
}

/** Whether its data is ciphertext: `openRows` reads it. */
export function isSealed(row: Row): boolean {
  return typeof row['key_id'] === 'string';
}

export function storedEventOf(row: Row, data: unknown, occurredOn: string | null, upcasters?: Upcasters): StoredEvent {
  const type = text(row, 'type');
  const lifted = upcast(type, integer(row, 'schema_version'), data, upcasters);
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
