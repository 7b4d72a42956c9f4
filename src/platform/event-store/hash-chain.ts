import { createHash } from 'node:crypto';
import * as crypto from 'node:crypto';
import type { StreamId } from './event-store';

/** What a row of the log says beside its data; every field is under the hash. */
export interface EventHeader {
  readonly practiceId: string;
  readonly streamId: StreamId;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly keyId: string | null;
  readonly occurredOn: string | null;
  readonly recordedAt: string;
  readonly actorId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** Before version 1. */
export const FIRST_PREV_HASH: Buffer = Buffer.alloc(32);

/**
 * `SHA-256(prev_hash, header, stored bytes)`: over the bytes as stored, so that verification needs no key. The header is a JSON
 * array in fixed order and ends in a line feed, which JSON never holds bare: no two rows share an encoding.
 */
export function hashEvent(prevHash: Uint8Array, header: EventHeader, data: Uint8Array): Buffer {
  const fields = JSON.stringify([header.practiceId, header.streamId, header.version, header.type, header.schemaVersion, header.keyId,
    header.occurredOn, header.recordedAt, header.actorId, header.correlationId, header.causationId]);
  return sha256(Buffer.concat([prevHash, Buffer.from(`${fields}\n`), data]));
}

/** The one-call form came with Node 20.12 and costs half. */
const oneCall = (crypto as { hash?: (algorithm: string, data: Uint8Array, encoding: 'buffer') => Buffer }).hash;
export const sha256: (data: Uint8Array) => Buffer = oneCall === undefined
  ? (data) => createHash('sha256').update(data).digest()
  : (data) => oneCall('sha256', data, 'buffer');
