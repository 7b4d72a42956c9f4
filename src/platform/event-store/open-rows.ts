import type { PracticeId } from '../../../machines/kernel/ids';
import { bytes, integer, text, type Row } from '../database/sql';
import type { DataKeys } from '../sealing/data-keys';
import { PLACES, unseal } from '../sealing/seal';
import { isSealed, storedEventOf, toStoredEvent } from './event-rows';
import type { StoredEvent } from './event-store';

/** What an event's seal holds beside its data: the clinical date, which a row that anybody may read does not say. */
export interface SealedContent {
  readonly data: unknown;
  readonly occurredOn?: string;
}

/** Rows with `EVENT_COLUMNS`, sealed or not. Those whose key was destroyed are left out: nobody can read them. */
export async function openRows(keys: DataKeys, practice: PracticeId, rows: readonly Row[]): Promise<readonly StoredEvent[]> {
  const sealed = rows.filter(isSealed);
  if (sealed.length === 0) return rows.map((row) => toStoredEvent(row));
  const known = await keys.of(practice, sealed.map((row) => text(row, 'stream_id')));
  return rows.flatMap((row) => {
    if (!isSealed(row)) return [toStoredEvent(row)];
    const [stream, version] = [text(row, 'stream_id'), integer(row, 'version')];
    const dataKey = known.get(stream);
    if (dataKey === undefined) return [];
    const opened = dataKey.id === row['key_id'] ? unseal(dataKey.key, PLACES.event(practice, stream, version), bytes(row, 'data')) : undefined;
    if (opened === undefined) throw new Error(`event ${version} of ${stream} does not open: it is not what was recorded (npm run audit -- verify)`);
    const { data, occurredOn } = JSON.parse(opened.toString('utf8')) as SealedContent;
    return [storedEventOf(row, data, occurredOn ?? null)];
  });
}
