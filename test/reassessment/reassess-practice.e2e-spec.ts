/** The daily run over a practice's patients: once, twice, cut short, on two nodes, with something broken among them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { StoreUnavailable } from '../../src/platform/database/store-errors';
import { diffProjections } from '../../src/platform/event-store/rebuild-projections';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { patientProjector } from '../../src/patients';
import { DailyReassessment, reassessPractice, type Reassessed } from '../../src/reassessment';
import type { RecordedAssessment } from '../../machines/criteria/recorded';
import { configOf } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { BLOCK_2_ON, plusDays } from '../support/patient-story';
import { noonOf, partsOf, PRACTICE, recordWaiting, tracesOf, withStricterFrom } from './waiting-patients';

/** More than two pages. */
const PATIENTS = 45;
const ROOT = join(__dirname, '../..');
/** Assessed as eligible, and the draft that follows. */
const NEWS = ['StepAssessed', 'AuthorizationNeeded'];

describeEachEngine('reassessing a practice', (under) => {
  let now: string;
  let location: DatabaseLocation;
  let store: Store;
  let patientIds: readonly string[];
  const opened: Store[] = [];
  const clock = { now: () => now };
  const open = async (): Promise<Store> => {
    const another = await openStore(configOf(location), clock);
    opened.push(another);
    return another;
  };
  const failures: unknown[] = [];
  const run = (over: Store = store, isEnding = (): boolean => false): Promise<Reassessed> =>
    reassessPractice(partsOf(over, clock), PRACTICE, { isEnding, onFailure: (error) => failures.push(error) });
  const expectEachOnce = async (): Promise<void> => {
    expect(await tracesOf(store, patientIds)).toEqual({ events: patientIds.map(() => NEWS), keys: PATIENTS, audited: PATIENTS, jobs: PATIENTS });
    expect(await diffProjections(store, PRACTICE.id, PATIENT_FOLD, patientProjector)).toEqual([]);
  };
  const killInTheMiddle = async (more: object): Promise<void> => {
    const order = JSON.stringify({ config: configOf(location), now, commits: 27, ...more });
    const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(__dirname, 'reassess-and-hang.ts'), order], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    expect(String((await once(child.stdout, 'data'))[0])).toBe('in the middle\n');
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const unchanged = { patients: PATIENTS, changed: 0, events: 0, rewritten: 0, failed: 0, complete: true };

  beforeEach(async () => {
    now = noonOf(plusDays(BLOCK_2_ON, -1));
    location = await under.freshDatabase();
    store = await open();
    patientIds = await recordWaiting(store, PATIENTS);
    failures.length = 0;
  });
  afterEach(() => Promise.all(opened.splice(0).map((each) => each.close())));

  it('writes nothing on a day that changes nothing, and on the day that does each change once', async () => {
    const nothing = { events: patientIds.map(() => []), keys: 0, audited: 0, jobs: 0 };
    expect(await run()).toEqual(unchanged);
    expect(await tracesOf(store, patientIds)).toEqual(nothing);

    now = noonOf(BLOCK_2_ON);
    expect(await run()).toEqual({ ...unchanged, changed: PATIENTS, events: PATIENTS * NEWS.length });
    await expectEachOnce();
    expect(await run()).toEqual(unchanged);
    expect(await run(await open())).toEqual(unchanged);
    now = noonOf(plusDays(BLOCK_2_ON, 1));
    expect(await run()).toEqual(unchanged);
    await expectEachOnce();
  });

  it('goes on where a killed process was, in the middle of a commit', async () => {
    now = noonOf(BLOCK_2_ON);
    await killInTheMiddle({});
    const resumed = await run();
    expect([PATIENTS - 27, PATIENTS - 28]).toContain(resumed.changed);
    await expectEachOnce();
  });

  it('records what a version changes on the day it takes effect, each with its policy, also when a run was killed', async () => {
    const stricterFrom = plusDays(BLOCK_2_ON, -3);
    const under = (): Promise<Reassessed> => reassessPractice(partsOf(store, clock, withStricterFrom(stricterFrom)), PRACTICE, { isEnding: () => false, onFailure: (error) => failures.push(error) });
    now = noonOf(plusDays(stricterFrom, -1));
    expect(await under()).toEqual(unchanged);
    now = noonOf(stricterFrom);
    await killInTheMiddle({ stricterFrom });
    expect([PATIENTS - 27, PATIENTS - 28]).toContain((await under()).changed);
    expect(await under()).toEqual(unchanged);
    for (const id of patientIds) {
      const [assessed, ...more] = (await store.read(PRACTICE.id, id)).filter(({ actorId }) => actorId === 'system');
      const { policy, findings } = (assessed?.data as { assessment: RecordedAssessment }).assessment;
      expect([assessed?.type, policy.version, findings.find(({ kind }) => kind === 'block-relief')?.outcome]).toEqual(['StepAssessed', stricterFrom, 'unmet']);
      // The second block, and whatever else was ahead of it.
      expect(more.every(({ type }) => type === 'StepAssessed')).toBe(true);
    }
    expect(failures).toEqual([]);
  });

  it('ends after the patient in hand, and the next run does the rest', async () => {
    now = noonOf(BLOCK_2_ON);
    let asked = 0;
    expect(await run(store, () => ++asked > 30)).toMatchObject({ patients: 30, changed: 30, complete: false });
    expect(await run()).toMatchObject({ patients: PATIENTS, changed: PATIENTS - 30, complete: true });
    await expectEachOnce();
  });

  it('is done once by two nodes at the same time', async () => {
    now = noonOf(BLOCK_2_ON);
    const both = await Promise.all([run(), run(await open())]);
    expect(both.map(({ failed }) => failed)).toEqual([0, 0]);
    expect((both[0]?.changed ?? 0) + (both[1]?.changed ?? 0)).toBe(PATIENTS);
    await expectEachOnce();
  });

  it('lets the event loop turn between two patients, also where no commit does', async () => {
    let turns = 0;
    let running = true;
    const turn = (): void => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    await run();
    running = false;
    expect(turns).toBeGreaterThanOrEqual(PATIENTS);
  });

  it('writes rows anew that are not what the log says, without an event', async () => {
    await store.sql.of(PRACTICE.id).execute('UPDATE worklist SET result = ?, due_on = ? WHERE patient_id = ?', ['eligible', null, patientIds[3] ?? '']);
    await store.sql.of(PRACTICE.id).execute('DELETE FROM worklist WHERE patient_id = ?', [patientIds[30] ?? '']);
    await store.sql.of(PRACTICE.id).execute('UPDATE patient_summary SET family = ? WHERE patient_id = ?', ['Nobody', patientIds[44] ?? '']);
    expect(await diffProjections(store, PRACTICE.id, PATIENT_FOLD, patientProjector)).toHaveLength(3);
    expect(await run()).toEqual({ ...unchanged, rewritten: 3 });
    expect(await diffProjections(store, PRACTICE.id, PATIENT_FOLD, patientProjector)).toEqual([]);
    expect(await run()).toEqual(unchanged);
  });

  it('does everybody else when one patient cannot be done', async () => {
    now = noonOf(BLOCK_2_ON);
    await store.sql.of(PRACTICE.id).execute(`INSERT INTO patient_summary (practice_id, patient_id, family, given, sort_name, birth_date, identifiers, open_episodes, version, updated_at)
      VALUES ('spine', 'patient-0007-stray', '', '', '', '', '[]', 1, 1, '')`);
    expect(await run()).toMatchObject({ patients: PATIENTS + 1, changed: PATIENTS, failed: 1, complete: true });
    expect(failures).toHaveLength(1);
  });

  it('is repeated at the next look when the store could not write, and then not before the next day', async () => {
    now = noonOf(BLOCK_2_ON);
    const notices: object[] = [];
    let commits = 0;
    const failing: Store = { ...store, commit: (commit) => (++commits === 11 ? Promise.reject(new StoreUnavailable('The disk is full.')) : store.commit(commit)) };
    const daily = new DailyReassessment(partsOf(failing, clock), { notice: (event, fields) => void notices.push({ event, ...fields }), failure: (error) => void failures.push(error) });
    await daily.runDue();
    expect([failures.map((error) => (error as Error).name), notices]).toEqual([['StoreUnavailable'], []]);
    await daily.runDue();
    await daily.runDue();
    const { complete: _, ...counts } = unchanged;
    expect(notices).toEqual([{ event: 'reassessment', practice: 'spine', day: BLOCK_2_ON, ...counts, changed: PATIENTS - 10, events: (PATIENTS - 10) * NEWS.length, complete: true, durationMs: expect.any(Number) }]);
    // Still the evening of the practice's day, the next day in UTC.
    now = `${plusDays(BLOCK_2_ON, 1)}T03:59:00.000Z`;
    await daily.runDue();
    expect(notices).toHaveLength(1);
    now = `${plusDays(BLOCK_2_ON, 1)}T04:00:00.000Z`;
    await daily.runDue();
    expect(notices).toHaveLength(2);
    await expectEachOnce();
  });
});
