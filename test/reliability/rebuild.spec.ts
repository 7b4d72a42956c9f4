/** The lists of real stories: what was written live is what a rebuild writes, for every patient of the demo practice, on both engines. */
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { openDemoPractice } from '../../src/demo';
import { patientProjector } from '../../src/patients';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { diffProjections, rebuildProjections } from '../../src/platform/event-store/rebuild-projections';
import { PRACTICE_STREAM } from '../../src/platform/event-store/event-store';
import { StreamCache } from '../../src/platform/event-store/stream-cache';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { configOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';

const NOW = '2026-11-23T15:00:00.000Z';

describeEachEngine('the demo practice\'s lists', (under) => {
  let store: Store;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-rebuild-'));
    store = await openStore(configOf(await under.freshDatabase()), { now: () => NOW });
    await openDemoPractice({ store, clock: { now: () => NOW }, keyFile: join(folder, 'keys.json'), policies: SHIPPED_POLICIES, projector: patientProjector, announce: () => [] });
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are live what a rebuild makes of the log', async () => {
    const before = (await store.reads.worklist('demo', {}, 1000)).items;
    expect(before.length).toBeGreaterThan(5);
    expect(await diffProjections(store, 'demo', PATIENT_FOLD, patientProjector)).toEqual([]);
    await store.sql.of('demo').execute('DELETE FROM worklist');
    await store.sql.of('demo').execute('UPDATE patient_summary SET family = ?', ['Nobody']);
    expect((await diffProjections(store, 'demo', PATIENT_FOLD, patientProjector)).length).toBeGreaterThan(before.length);
    expect(await rebuildProjections(store, 'demo', PATIENT_FOLD, patientProjector)).toBeGreaterThan(5);
    expect((await store.reads.worklist('demo', {}, 1000)).items).toEqual(before);
    expect(await diffProjections(store, 'demo', PATIENT_FOLD, patientProjector)).toEqual([]);
  });

  it('rest on states that are the same from the live cache and from a full replay', async () => {
    for (const stream of (await store.reads.streams('demo', 1000)).filter((each) => each !== PRACTICE_STREAM)) {
      const replayed = JSON.stringify(await new StreamCache(store, store.sql).loadAt('demo', stream, PATIENT_FOLD, {}));
      expect(JSON.stringify(await store.streams.load('demo', stream, PATIENT_FOLD))).toBe(replayed);
    }
  });
});
