/** A snapshot is a cache of the record, so it is sealed as the record is. */
import type { PracticeId } from '../../../machines/kernel/ids';
import { bytes, textOrNull, type Row } from '../database/sql';
import type { DataKeys, NewDataKeys } from '../sealing/data-keys';
import { PLACES, seal, unseal } from '../sealing/seal';
import { PRACTICE_STREAM, type StreamId } from './event-store';

export interface StoredSnapshot {
  readonly state: Buffer;
  /** Null: in the clear. */
  readonly keyId: string | null;
}

/** Undefined: there is nothing to seal it with any more, so it is not kept. */
export async function sealSnapshot(keys: NewDataKeys | undefined, practice: PracticeId, stream: StreamId, fold: string, version: number, state: Buffer): Promise<StoredSnapshot | undefined> {
  if (keys === undefined || stream === PRACTICE_STREAM) return { state, keyId: null };
  const dataKey = await keys.toSeal(practice, stream);
  return dataKey === undefined ? undefined : { state: seal(dataKey.key, PLACES.snapshot(practice, stream, fold, version), state), keyId: dataKey.id };
}

/** The state of a row with `state` and `key_id`. Undefined where it does not open: it is a cache, and the log is folded instead. */
export async function openSnapshot(keys: DataKeys | undefined, practice: PracticeId, stream: StreamId, fold: string, version: number, row: Row): Promise<unknown> {
  const keyId = textOrNull(row, 'key_id');
  if (keyId === null) return JSON.parse(bytes(row, 'state').toString('utf8'));
  const dataKey = (await keys?.of(practice, [stream]))?.get(stream);
  const state = dataKey?.id === keyId ? unseal(dataKey.key, PLACES.snapshot(practice, stream, fold, version), bytes(row, 'state')) : undefined;
  return state === undefined ? undefined : JSON.parse(state.toString('utf8'));
}
