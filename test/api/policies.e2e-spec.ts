/** A practice's own policy over HTTP: listed, proposed, activated by a second person, asked at any instant, withdrawn; the log decides, not the file. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { announcePackets } from '../../src/packets';
import { patientProjector } from '../../src/patients';
import { StreamCache } from '../../src/platform/event-store/stream-cache';
import { PracticeLog } from '../../src/platform/practice-log/practice-log';
import { refuseUnreadablePolicies, type LoadedPolicy } from '../../src/policies';
import { reassessPractice } from '../../src/reassessment';
import { commitOf } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { ownPolicies } from './support/own-policies';
import { startService, type Call, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, REGISTRATION } from './support/story';

const NAME = 'example-facet/2026-01-01';
const CARE = { type: 'conservative-care', occurredOn: '2026-08-01', modality: 'physical-therapy', startedOn: '2026-06-01', endedOn: '2026-08-01', visits: 12, response: 'failed' };
/** In place of a shipped one. */
const instead = (text: string): string => text.replace('"covers": {\n    "payer": "example-health"', '"replaces": "bcbs-nd-facet@2026-01-01",\n  "covers": {\n    "payer": "bcbs-nd"');
const ADMIN: Call = { role: 'admin' };
const STAFF: Call = { role: 'auth-staff' };

describeEachEngine('a policy of the practice\'s own', (under) => {
  let location: DatabaseLocation;
  let service: Service;
  let minute = 0;
  /** Every call at a minute of its own, so that instants tell the calls apart. */
  const tick = (): string => {
    const instant = `2026-10-01T17:${String(++minute).padStart(2, '0')}:00.000Z`;
    service.setNow(instant);
    return instant;
  };
  const list = async (options: Call = ADMIN) => expectStatus(await service.get('/v1/policies', options), 200);
  const own = async (options: Call = ADMIN) => (await list(options)).body.items.find(({ id }: { id: string }) => id === 'example-facet');
  const post = (what: string, options: Call, body: object = { reason: 'read against EH-12' }) => service.post(`/v1/policies/${NAME}/${what}`, body, options);
  const seen = async (): Promise<string> => etagOf(await list());
  const propose = async (options = STAFF) => expectStatus(await post('proposal', options), 201);
  const activate = async (options = ADMIN) => expectStatus(await post('activation', { ...options, ifMatch: await seen() }), 200);
  const withdraw = async (options = ADMIN) => expectStatus(await post('withdrawal', { ...options, ifMatch: await seen() }), 200);

  async function patientOf(payer: string): Promise<string> {
    const { patientId } = expectStatus(await service.post('/v1/patients', { ...REGISTRATION, identifiers: [{ kind: 'mrn', value: randomUUID() }], coverages: [{ payer, order: 1 }] }), 201).body;
    expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, EPISODE), 201);
    return patientId as string;
  }
  const stepOf = async (patientId: string, query = '') => expectStatus(await service.get(`/v1/patients/${patientId}/status${query}`), 200).body.episodes[0].steps[0];
  const restart = async (files: readonly LoadedPolicy[]): Promise<void> => {
    await service.close();
    service = await startService(location, files);
  };

  beforeEach(async () => {
    minute = 0;
    location = await under.freshDatabase();
    service = await startService(location, ownPolicies());
  });
  afterEach(() => service.close());

  it('is listed as loaded, beside the shipped ones, with age and review', async () => {
    const { body, headers } = await list({ role: 'scheduler' });
    expect(body).toMatchObject({ version: 0, asOf: '2026-10-01' });
    expect(headers.get('etag')).toMatch(/^"0-/);
    expect(body.items).toHaveLength(SHIPPED_POLICIES.length + 1);
    expect(body.items[0]).toMatchObject({ id: 'example-facet', version: '2026-01-01', origin: 'practice', state: 'loaded', file: 'same', digest: expect.stringMatching(/^[0-9a-f]{64}$/), readOn: '2026-01-01', ageDays: 273, reviewBy: null, reviewDue: false });
    for (const item of body.items.slice(1)) expect(item).toMatchObject({ origin: 'shipped', state: 'active', readOn: expect.any(String), reviewBy: '2027-05-23', reviewDue: false });
    expect(await stepOf(await patientOf('example-health'))).toMatchObject({ error: 'no-policy-for-payer' });
  });

  it('is due for review from the day on that its file names', async () => {
    service.setNow('2027-05-22T17:00:00.000Z');
    expect((await list()).body.items[1]).toMatchObject({ reviewDue: false });
    service.setNow('2027-05-23T17:00:00.000Z');
    expect((await list()).body.items[1]).toMatchObject({ reviewDue: true, ageDays: 181 });
    const patientId = await patientOf('bcbs-nd');
    expect(await stepOf(patientId)).toMatchObject({ policy: { id: 'bcbs-nd-facet' }, policyReview: { readOn: '2026-11-23', reviewBy: '2027-05-23', ageDays: 181, reviewDue: true } });
    expect(await stepOf(patientId, '?asOf=2027-05-22')).toMatchObject({ policyReview: { ageDays: 180, reviewDue: false } });
  });

  it('decides nothing until a second person activates what they have seen', async () => {
    const patientId = await patientOf('example-health');
    const before = await seen();
    expect((await propose()).body).toMatchObject({ version: 1, policy: { state: 'proposed', proposed: { by: 'riverbend-auth-staff', reason: 'read against EH-12' } } });
    expect(await own()).toMatchObject({ state: 'proposed', file: 'same' });
    expect(await stepOf(patientId)).toMatchObject({ error: 'no-policy-for-payer' });
    expect((await post('proposal', ADMIN)).body.code).toBe('policy-already-proposed');
    expect((await post('activation', ADMIN)).body.code).toBe('if-match-missing');
    expect((await post('activation', { ...ADMIN, ifMatch: before })).body).toMatchObject({ status: 412, code: 'version-moved' });
    expect((await post('activation', { ...STAFF, ifMatch: await seen() })).body).toMatchObject({ status: 403 });
    expect(await stepOf(patientId)).toMatchObject({ error: 'no-policy-for-payer' });
    const { body, headers } = await activate();
    expect(body).toMatchObject({ version: 2, policy: { state: 'active', active: { by: 'riverbend-admin', proposedBy: 'riverbend-auth-staff' } } });
    expect(headers.get('etag')).toBe('"2"');
    expect(await stepOf(patientId)).toMatchObject({ step: 'mbb1', result: 'cannot-tell', policy: { id: 'example-facet', version: '2026-01-01', document: 'EH-12' }, unknown: ['conservative-care'] });
  });

  it('is not activated by the key that proposed it, which is on the audit', async () => {
    await propose(ADMIN);
    const refused = await post('activation', { ...ADMIN, ifMatch: await seen() });
    expect(refused.body).toMatchObject({ status: 409, code: 'second-person-required' });
    const { items } = expectStatus(await service.get('/v1/audit?resource=policy/example-facet', { role: 'auditor' }), 200).body;
    expect(items.map(({ action, resource, outcome, actor }: Record<string, string>) => [action, resource, outcome, actor].join(' '))).toEqual([
      'activate-policy policy/example-facet/version/2026-01-01 refused riverbend-admin', 'propose-policy policy/example-facet/version/2026-01-01 allowed riverbend-admin']);
    expect((await activate({ role: 'clinician' })).body.policy.state).toBe('active');
  });

  it('is activated once, however many do it at the same time', async () => {
    await propose();
    const ifMatch = await seen();
    const replies = await Promise.all([post('activation', { ...ADMIN, ifMatch }), post('activation', { role: 'clinician', ifMatch }), post('withdrawal', { ...ADMIN, ifMatch })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await list()).body.version).toBe(2);
  });

  it('is asked at the instant that is asked for: what was known then was known without it', async () => {
    const patientId = await patientOf('example-health');
    const [beforeProposal] = [tick(), tick()];
    await propose();
    const proposed = tick();
    tick();
    await activate();
    const active = tick();
    tick();
    await withdraw();
    const withdrawn = tick();
    tick();
    for (const [knownAt, shown] of [[beforeProposal, { error: 'no-policy-for-payer' }], [proposed, { error: 'no-policy-for-payer' }], [active, { result: 'cannot-tell' }], [withdrawn, { error: 'no-policy-for-payer' }]] as const) {
      expect([knownAt, await stepOf(patientId, `?knownAt=${knownAt}`)]).toEqual([knownAt, expect.objectContaining(shown)]);
    }
    expect(await own()).toMatchObject({ state: 'withdrawn', withdrawn: { by: 'riverbend-admin' } });
  });

  it('changes the status and its ETag without touching the patient\'s log, and the reassessment records it', async () => {
    const patientId = await patientOf('example-health');
    const asked = async () => service.get(`/v1/patients/${patientId}/status`);
    const before = await asked();
    expect((await service.get(`/v1/patients/${patientId}/status`, { headers: { 'if-none-match': etagOf(before) } })).status).toBe(304);
    await propose();
    await activate();
    const after = await service.get(`/v1/patients/${patientId}/status`, { headers: { 'if-none-match': etagOf(before) } });
    expect([after.status, after.body.version]).toEqual([200, before.body.version]);
    const parts = { store: service.store, clock: { now: () => tick() }, practiceLog: new PracticeLog(service.store.streams, SHIPPED_POLICIES), projector: patientProjector, announce: announcePackets };
    const practice = await service.store.practices.find('riverbend');
    if (practice === undefined) throw new Error('no practice');
    const supervision = { isEnding: () => false, onFailure: (error: unknown) => { throw error; } };
    expect(await reassessPractice(parts, practice, supervision)).toMatchObject({ changed: 1, failed: 0 });
    expect(await reassessPractice(parts, practice, supervision)).toMatchObject({ changed: 0, failed: 0 });
    const { items } = expectStatus(await service.get(`/v1/patients/${patientId}/timeline`), 200).body;
    expect(items.at(-1)).toMatchObject({ type: 'StepAssessed', text: expect.stringContaining('example-facet@2026-01-01'), actor: 'system' });
  });

  it('answers a repeat with the bytes of then, whatever was activated since', async () => {
    const patientId = await patientOf('example-health');
    const fact = { key: 'fact-before-activation' };
    const first = expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact: CARE }, fact), 201);
    expect(first.body.episodes[0].steps[0]).toMatchObject({ error: 'no-policy-for-payer' });
    const proposal = { ...STAFF, key: 'the-one-proposal' };
    const proposed = expectStatus(await post('proposal', proposal), 201);
    const activation = { ...ADMIN, key: 'the-one-activation', ifMatch: await seen() };
    const activated = expectStatus(await post('activation', activation), 200);
    for (const [reply, again] of [[first, await service.post(`/v1/patients/${patientId}/facts`, { fact: CARE }, fact)], [proposed, await post('proposal', proposal)], [activated, await post('activation', activation)]] as const) {
      expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([reply.status, reply.text, 'true']);
    }
    expect((await post('proposal', proposal, { reason: 'another' })).body.code).toBe('idempotency-key-reused');
  });

  it('goes on deciding when its file is gone or was changed, until the changed one is activated; what was known before is asked of the former', async () => {
    const patientId = await patientOf('example-health');
    await propose();
    await activate();
    // The start reassesses: the version may move, what is answered may not.
    const episodes = async () => expectStatus(await service.get(`/v1/patients/${patientId}/status`), 200).body.episodes;
    const then = await episodes();
    const instant = tick();
    tick();
    await restart([]);
    service.setNow(instant);
    expect(await own()).toMatchObject({ state: 'active', file: 'missing', title: 'Facet procedures' });
    expect(await episodes()).toEqual(then);
    expect((await post('proposal', STAFF)).body.code).toBe('policy-not-found');

    await restart(ownPolicies((text) => text.replace('"responses": [', '"weeksMin": 6,\n            "responses": [').replace('"revision": "say which"', '"revision": "v2"')));
    tick();
    expect(await own()).toMatchObject({ state: 'active', file: 'differs', revision: 'say which' });
    expect(await episodes()).toEqual(then);
    await propose();
    expect(await own()).toMatchObject({ state: 'active', file: 'same', proposed: { by: expect.any(String) } });
    expect(await stepOf(patientId)).toMatchObject({ policy: { revision: 'say which' } });
    await activate();
    expect(await stepOf(patientId)).toMatchObject({ policy: { revision: 'v2' }, findings: [expect.objectContaining({ required: expect.objectContaining({ weeksMin: 6 }) })] });
    expect(await stepOf(patientId, `?knownAt=${instant}`)).toMatchObject({ policy: { revision: 'say which' } });
  });

  it('that replaces a shipped one decides in its place, an issued packet keeps its bytes, and its draft speaks of the policy it was drafted under', async () => {
    await restart(ownPolicies(instead));
    const patientId = await patientOf('bcbs-nd');
    expect(await stepOf(patientId)).toMatchObject({ policy: { id: 'bcbs-nd-facet' } });
    const [{ episodeId }] = (await service.get(`/v1/patients/${patientId}/status`)).body.episodes;
    const drafted = expectStatus(await service.post(`/v1/patients/${patientId}/episodes/${episodeId}/authorizations`, { step: 'mbb1' }), 201).body;
    const { authorizationId, packetId } = drafted.authorization;
    await propose();
    await activate();
    expect(await stepOf(patientId)).toMatchObject({ policy: { id: 'example-facet' } });
    expect((await list()).body.items.find(({ id, version }: { id: string; version: string }) => id === 'bcbs-nd-facet' && version === '2026-01-01')).toMatchObject({ state: 'replaced', replacedBy: 'example-facet@2026-01-01' });
    const packet = async () => expectStatus(await service.get(`/v1/patients/${patientId}/packets/${packetId}`), 200);
    expect((await packet()).body.packet.policy.ref).toMatch(/^(bcbs-nd-facet|example-facet)@/);
    const override = { by: 'Dr. Example', rationale: 'urgent', findings: ['conservative-care'] };
    const requested = await service.post(`/v1/patients/${patientId}/authorizations/${authorizationId}/request`, { dateOfService: '2026-10-08', override }, { ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) });
    expectStatus(requested, 200);
    const issued = (await packet()).body;
    expect(issued).toMatchObject({ state: 'issued', packet: { policy: { ref: 'example-facet@2026-01-01' } } });
    tick();
    await withdraw();
    expect((await packet()).body.packet).toEqual(issued.packet);
    expect(await stepOf(patientId)).toMatchObject({ policy: { id: 'bcbs-nd-facet' } });
  });

  it('is one practice\'s: another has loaded the same file and activated nothing', async () => {
    await propose();
    await activate();
    expect(await own({ role: 'admin', practice: 'hillside' })).toMatchObject({ state: 'loaded' });
    expect((await service.get('/v1/policies', { practice: 'hillside' })).body.version).toBe(0);
  });

  it('that is not there, ships with the program or would answer twice is refused, and the practice\'s log is no patient', async () => {
    for (const what of ['proposal', 'activation', 'withdrawal']) {
      const options = { ...ADMIN, ifMatch: '"0"' };
      expect((await service.post(`/v1/policies/nothing/2026-01-01/${what}`, { reason: 'x' }, options)).body.code).toBe('policy-not-found');
      expect((await service.post(`/v1/policies/${encodeURIComponent('Zanzi barova')}/x/${what}`, { reason: 'x' }, options)).body.code).toBe('policy-not-found');
      expect((await service.post(`/v1/policies/${NAME}/${what}`, {}, options)).body).toMatchObject({ code: 'invalid-request', errors: [{ pointer: '/reason' }] });
      if (what !== 'proposal') expect((await service.post(`/v1/policies/bcbs-nd-facet/2026-01-01/${what}`, { reason: 'x' }, options)).body.code).toBe('policy-shipped');
    }
    await propose();
    for (const path of ['', '/status', '/timeline', '/facts']) expect((await service.get(`/v1/patients/practice${path}`)).body.code).toBe('not-found');
    expect((await service.post('/v1/patients/practice/facts', { fact: CARE })).body.code).toBe('not-found');
    expect((await service.get('/v1/patients')).body.items).toEqual([]);
  });

  it('that this program cannot read, because a later one activated it, stops the start', async () => {
    const act = { id: 'later', version: '2026-01-01', reason: 'x', at: '2026-10-01T17:00:00.000Z', digest: 'd' };
    const [{ content }] = ownPolicies((text) => text.replace('"example-facet"', '"later"')) as readonly [LoadedPolicy];
    const commit = (data: Readonly<Record<string, unknown>> & { readonly type: string }, expectedVersion: number) => service.store.commit(commitOf({ practice: 'riverbend', stream: 'practice', expectedVersion, events: [{ type: data.type, schemaVersion: 1, data }] }));
    await commit({ type: 'PolicyProposed', ...act, by: 'a', origin: { kind: 'practice' }, content: JSON.parse(JSON.stringify(content).replaceAll('"conservative-care"', '"phase-of-the-moon"')) as object }, 0);
    await refuseUnreadablePolicies(service.store);
    await commit({ type: 'PolicyActivated', ...act, by: 'b' }, 1);
    await expect(refuseUnreadablePolicies(service.store)).rejects.toThrow(/^The practice riverbend has an active policy that this program cannot read \(later@2026-01-01: .*\)\. Start the version of the program in which it was activated\.$/);
  });

  it('of another node is seen within a second', async () => {
    const patientId = await patientOf('example-health');
    const other = new PracticeLog(new StreamCache(service.store, service.store.sql), SHIPPED_POLICIES);
    const before = await other.now('riverbend');
    await propose();
    await activate();
    expect(await stepOf(patientId)).toMatchObject({ policy: { id: 'example-facet' } });
    expect(await other.now('riverbend')).toBe(before);
    await delay(1_050);
    expect((await other.now('riverbend')).policies.some(({ id }) => id === 'example-facet')).toBe(true);
  });

  it('leaves history as it was: whatever is proposed, activated, withdrawn and documented, each instant is answered as it was answered then', async () => {
    const patients = [await patientOf('bcbs-nd'), await patientOf('example-health')];
    await restart(ownPolicies(instead));
    const told: { readonly knownAt: string; readonly patientId: string; readonly episodes: unknown }[] = [];
    const events = async (patientId: string) => JSON.stringify((await service.store.read('riverbend', patientId)).map(({ data }) => data));
    const acts = [() => post('proposal', STAFF), async () => post('activation', { ...ADMIN, ifMatch: await seen() }), async () => post('withdrawal', { ...ADMIN, ifMatch: await seen() }),
      () => service.post(`/v1/patients/${patients[0] ?? ''}/facts`, { fact: CARE }), () => service.post(`/v1/patients/${patients[1] ?? ''}/facts`, { fact: { ...CARE, occurredOn: '2026-08-02' } })];
    // Enough draws that every act follows every other; refusals among them change nothing.
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(acts.length - 1), { minLength: 3, maxLength: 6 }), async (order) => {
      for (const index of order) {
        tick();
        await acts[index]?.();
        const knownAt = tick();
        for (const patientId of patients) told.push({ knownAt, patientId, episodes: (await service.get(`/v1/patients/${patientId}/status`)).body.episodes });
      }
    }), { numRuns: 4, seed: 20261127 });
    const logs = await Promise.all(patients.map(events));
    for (const { knownAt, patientId, episodes } of told) expect([knownAt, expectStatus(await service.get(`/v1/patients/${patientId}/status?knownAt=${knownAt}`), 200).body.episodes]).toEqual([knownAt, episodes]);
    expect(await Promise.all(patients.map(events))).toEqual(logs);
    expect(new Set(told.map(({ episodes }) => JSON.stringify(episodes))).size).toBeGreaterThan(3);
  });
});
