import { toStoredEvent } from './event-rows';
import { upcast, type Upcasters } from './upcast';

/** A fixture: version 1 knew one name, version 2 two, version 3 says where the relief was measured. */
const UPCASTERS: Upcasters = {
  'Named@1': (data) => { const { name, ...rest } = data as { name: string }; const [given = '', family = ''] = name.split(' '); return { ...rest, given, family }; },
  'Named@2': (data) => ({ ...(data as object), place: 'unknown' }),
};

describe('events of an earlier shape', () => {
  it('are lifted version by version to today\'s', () => {
    expect(upcast('Named', 1, { type: 'Named', name: 'Ann Lee' }, UPCASTERS)).toEqual({ schemaVersion: 3, data: { type: 'Named', given: 'Ann', family: 'Lee', place: 'unknown' } });
    expect(upcast('Named', 2, { given: 'A' }, UPCASTERS)).toEqual({ schemaVersion: 3, data: { given: 'A', place: 'unknown' } });
  });

  it('are left alone when they are of today, or of another type', () => {
    const data = { name: 'Ann Lee' };
    expect(upcast('Named', 3, data, UPCASTERS).data).toBe(data);
    expect(upcast('Other', 1, data, UPCASTERS)).toEqual({ schemaVersion: 1, data });
    expect(upcast('Named', 1, data)).toEqual({ schemaVersion: 1, data });
  });

  it('are lifted as they are read; the stored bytes stay', () => {
    const bytes = Buffer.from('{"name":"Ann Lee","type":"Named"}');
    const row = { stream_id: 's', version: 1, type: 'Named', schema_version: 1, data: bytes, occurred_on: null, recorded_at: 't', actor_id: 'a', correlation_id: 'c', causation_id: null };
    expect(toStoredEvent(row, UPCASTERS)).toMatchObject({ schemaVersion: 3, data: { given: 'Ann', family: 'Lee', place: 'unknown' } });
    expect(bytes.toString()).toBe('{"name":"Ann Lee","type":"Named"}');
  });
});
