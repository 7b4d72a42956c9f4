import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { hashOfKey } from '../platform/auth/keys';
import { isPassword } from '../platform/auth/passwords';
import { openStore } from '../platform/database/open-store';
import type { Store } from '../platform/database/store';
import { PATIENT_FOLD } from '../platform/patient-log/patient-record';
import { demoBanner } from './banner';
import { openDemoPractice, type DemoPractice } from './open-demo-practice';

describe('the demo practice', () => {
  let folder: string;
  let store: Store;
  let now: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-demo-'));
    now = '2026-11-23T15:00:00.000Z';
    store = await openStore({ kind: 'sqlite', file: join(folder, 'data', 'demo.db') }, { now: () => now });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const keyFile = () => join(folder, 'data', 'demo-keys.json');
  const open = (): Promise<DemoPractice> => openDemoPractice({
    store, clock: { now: () => now }, keyFile: keyFile(), policies: SHIPPED_POLICIES, projector: { project: () => [] }, announce: () => [],
  });
  const versions = (demo: DemoPractice) => Promise.all(demo.patients.map(({ patientId }) => store.version('demo', patientId)));

  it('tells every story into a log whose instants are those of the visits', async () => {
    const demo = await open();
    const [first] = demo.patients;
    const events = await store.read('demo', first?.patientId ?? '');
    expect(events[0]).toMatchObject({ type: 'PatientRegistered', version: 1, recordedAt: `${first?.steps[0]?.on}T17:00:00.000Z` });
    expect(events.every(({ recordedAt }) => recordedAt <= now)).toBe(true);
    const { state } = await store.streams.load('demo', first?.patientId ?? '', PATIENT_FOLD);
    expect(state.patient.episodes[0]?.position).toBe('ready-for-block-1');
    expect(demo.ready?.packetId).toEqual(expect.any(String));
  });

  it('has needs that belong to somebody, were commented or put off', async () => {
    const { patients } = await open();
    const needs = (await Promise.all(patients.map(async ({ patientId }) => (await store.streams.load('demo', patientId, PATIENT_FOLD)).state.patient.needs ?? []))).flat();
    expect(new Set(needs.map(({ owner }) => owner))).toEqual(new Set(['demo-account-auth-staff', 'demo-account-clinician', 'demo-account-nurse', undefined]));
    expect([needs.some(({ comments }) => comments > 0), needs.some(({ snoozedUntil }) => snoozedUntil === '2026-12-07')]).toEqual([true, true]);
  });

  it('keeps data and keys on a second opening, and opens the practice with each role\'s key', async () => {
    const first = await open();
    const before = await versions(first);
    now = '2026-11-23T16:00:00.000Z';
    const second = await open();
    expect(second).toMatchObject({ keys: first.keys, createdOn: first.createdOn, ready: first.ready });
    expect(await versions(second)).toEqual(before);
    expect(await store.keys.findActive(hashOfKey(first.keys.nurse))).toMatchObject({ role: 'nurse', demo: true, timeZone: 'America/New_York' });
    expect(await store.keys.list('demo')).toHaveLength(8);
  });

  it('has an account for each role, all with the password of the file, also after somebody has changed one', async () => {
    const { keys: { password } } = await open();
    await store.accounts.setPassword('demo', 'demo-account-nurse', 'something else', true);
    const again = await open();
    expect([again.keys.password, demoBanner(again, 'http://x').includes(password)]).toEqual([password, true]);
    for (const { name, role } of await store.accounts.list('demo')) {
      const account = await store.accounts.credentialsByName(name);
      expect([name, role, account?.mustChangePassword, await isPassword(password, account?.password ?? '')]).toEqual([role, role, false, true]);
    }
    expect(await store.accounts.list('demo')).toHaveLength(8);
  });

  it('adds a password to a file of keys that has none, and keeps the keys', async () => {
    const { keys } = await open();
    const { password: _, ...before } = keys;
    writeFileSync(keyFile(), JSON.stringify(before));
    const again = await open();
    expect(again.keys).toEqual({ ...before, password: expect.stringMatching(/^[a-z2-9-]{19}$/) });
    expect(JSON.parse(readFileSync(keyFile(), 'utf8'))).toEqual(again.keys);
    expect(await store.keys.list('demo')).toHaveLength(8);
  });

  it('keeps its keys readable by their owner only, and out of the database', async () => {
    const demo = await open();
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    await store.close();
    for (const file of ['demo.db', 'demo.db-wal']) {
      const content = statSync(join(folder, 'data', file), { throwIfNoEntry: false }) === undefined ? Buffer.alloc(0) : readFileSync(join(folder, 'data', file));
      expect([content.includes(demo.keys.admin), content.includes(demo.keys.password)]).toEqual([false, false]);
    }
    store = await openStore({ kind: 'sqlite', file: join(folder, 'data', 'demo.db') }, { now: () => now });
  });

  it('resumes where an interrupted first start stopped', async () => {
    let commits = 0;
    const failing: Store = Object.create(store, { commit: { value: (commit: Parameters<Store['commit']>[0]) => (++commits > 25 ? Promise.reject(new Error('power cut')) : store.commit(commit)) } });
    await expect(openDemoPractice({ store: failing, clock: { now: () => now }, keyFile: keyFile(), policies: SHIPPED_POLICIES, projector: { project: () => [] }, announce: () => [] }))
      .rejects.toThrow('power cut');
    expect(await store.keys.list('demo')).toHaveLength(0);
    const resumed = await versions(await open());

    const other = await openStore({ kind: 'sqlite', file: join(folder, 'other', 'demo.db') }, { now: () => now });
    const whole = await openDemoPractice({ store: other, clock: { now: () => now }, keyFile: keyFile(), policies: SHIPPED_POLICIES, projector: { project: () => [] }, announce: () => [] });
    expect(resumed).toEqual(await Promise.all(whole.patients.map(({ patientId }) => other.version('demo', patientId))));
    await other.close();
  });

  it('says in its banner that it is synthetic, and from the next day on how to move its dates', async () => {
    const young = demoBanner(await open(), 'http://127.0.0.1:3000');
    expect(young).toContain('DEMO PRACTICE (synthetic patients)');
    expect(young).not.toContain('To move them to today');
    now = '2026-11-25T15:00:00.000Z';
    const old = demoBanner(await open(), 'http://127.0.0.1:3000');
    expect(old).toContain(`set on 2026-11-23, 2 days ago. To move them to today: stop, rm ${join(folder, 'data')}/demo.db*`);
  });
});
