/** Keys made and revoked over HTTP: shown once, for the administrator, and never the last way in. */
import { randomUUID } from 'node:crypto';
import { hashOfKey, newKey } from '../../src/platform/auth/keys';
import { describeEachEngine } from '../support/engines';
import { NOON, startService, type Call, type Reply, type Service } from './support/service';
import { expectStatus } from './support/story';

const ADMIN: Call = { role: 'admin' };

interface Key { readonly keyId: string; readonly role: string; readonly label: string; readonly createdAt: string; readonly revokedAt: string | null; readonly expiresAt: string | null; readonly scope: readonly string[] | null; readonly replaces: string | null }
type Made = Key & { readonly key: string };

describeEachEngine('the keys of a practice', (under) => {
  let service: Service;
  beforeEach(async () => { service = await startService(await under.freshDatabase()); });
  afterEach(() => service.close());

  const list = async (call: Call = ADMIN) => expectStatus(await service.get('/v1/keys', call), 200).body.items as Key[];
  const make = (role: string, label = `The ${role}'s`, call: Call = {}): Promise<Reply> => service.post('/v1/keys', { role, label }, { ...ADMIN, ...call });
  const made = async (role: string, label?: string, call?: Call) => expectStatus(await make(role, label, call), 201).body as Made;
  const revoke = (keyId: string, call: Call = ADMIN): Promise<Reply> => service.call('DELETE', `/v1/keys/${keyId}`, {}, call);
  /** With a key of one's own. */
  const withKey = (key: string, path: string, method = 'GET'): Promise<Response> =>
    fetch(service.address + path, { method, headers: { authorization: `Bearer ${key}`, ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }) } });

  it('are listed newest first, without the keys', async () => {
    const before = await list();
    service.setNow('2026-10-02T17:00:00.000Z');
    const { key, ...rest } = await made('nurse', 'Front desk');
    expect(key).toMatch(/^pgk_[A-Za-z0-9_-]{43}$/);
    expect(rest).toEqual({ keyId: expect.any(String), role: 'nurse', label: 'Front desk', createdAt: '2026-10-02T17:00:00.000Z', revokedAt: null, expiresAt: '2027-03-31T17:00:00.000Z', scope: null, replaces: null });
    const after = await list();
    expect(after).toEqual([rest, ...before]);
    expect(before[0]).toEqual({ keyId: 'riverbend-admin', role: 'admin', label: 'admin', createdAt: NOON, revokedAt: null, expiresAt: null, scope: null, replaces: null });
    expect(JSON.stringify(after)).not.toContain(key);
  });

  it('open what their role may, in their practice, and the audit names them', async () => {
    const { key, keyId } = await made('nurse', 'Front desk');
    expect((await withKey(key, '/v1/patients')).status).toBe(200);
    expect((await withKey(key, '/v1/keys')).status).toBe(403);
    const { items } = expectStatus(await service.get(`/v1/audit?actor=${keyId}`, { role: 'auditor' }), 200).body as { items: object[] };
    expect(items.map((item) => item)).toMatchObject([{ actorName: 'Front desk', action: 'manage-keys', outcome: 'refused' }, { actorName: 'Front desk', action: 'list-patients', outcome: 'allowed' }]);
    expect((expectStatus(await service.get('/v1/audit?action=manage-keys&actor=riverbend-admin', { role: 'auditor' }), 200).body.items as object[])[0]).toMatchObject({ resource: `key/${keyId}`, outcome: 'allowed' });
    expect(service.logged()).not.toContain(key);
  });

  it('are shown once: a repeat makes no second and says what to do', async () => {
    const { keyId } = await made('nurse', 'Front desk', { key: 'one-delivery' });
    expect((await make('nurse', 'Front desk', { key: 'one-delivery' })).body).toMatchObject({ status: 409, code: 'key-shown', details: { keyId } });
    expect((await list()).filter(({ label }) => label === 'Front desk')).toHaveLength(1);
    const replies = await Promise.all(Array.from({ length: 5 }, () => make('biller', 'At once', { key: 'many-deliveries' })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('stop when they are revoked, and stay listed with the first time of it', async () => {
    // Never used before it is revoked: a key that was used is remembered for a few seconds.
    const { key, keyId } = await made('nurse');
    service.setNow('2026-10-02T17:00:00.000Z');
    expect(expectStatus(await revoke(keyId), 200).body).toMatchObject({ keyId, revokedAt: '2026-10-02T17:00:00.000Z' });
    service.setNow('2026-10-03T17:00:00.000Z');
    expect(expectStatus(await revoke(keyId), 200).body).toMatchObject({ keyId, revokedAt: '2026-10-02T17:00:00.000Z' });
    expect((await withKey(key, '/v1/patients')).status).toBe(401);
    expect((await list()).find((one) => one.keyId === keyId)).toMatchObject({ revokedAt: '2026-10-02T17:00:00.000Z' });
  });

  it('expire, refused like an unknown one from then on, and the audit says whose it was', async () => {
    const key = expectStatus(await service.post('/v1/keys', { role: 'nurse', label: 'For a week', lifetimeDays: 7 }, ADMIN), 201).body as Made;
    expect(key.expiresAt).toBe('2026-10-08T17:00:00.000Z');
    service.setNow('2026-10-08T16:59:59.999Z');
    const beginning = expectStatus(await service.post('/v1/keys', { role: 'nurse', label: 'Never used', lifetimeDays: 1 }, ADMIN), 201).body as Made;
    expect((await withKey(beginning.key, '/v1/patients')).status).toBe(200);
    service.setNow('2026-10-08T17:00:00.000Z');
    const refused = await withKey(key.key, '/v1/patients');
    const unknown = await withKey(newKey().key, '/v1/patients');
    expect([refused.status, await refused.text()]).toEqual([401, await unknown.text()]);
    expect(expectStatus(await service.get(`/v1/audit?actor=${key.keyId}`, { role: 'auditor' }), 200).body.items).toMatchObject([{ action: 'list-patients:expired-key', outcome: 'refused', actorName: 'For a week' }]);
    for (const lifetimeDays of [0, 367, 1.5, '7']) expect((await service.post('/v1/keys', { role: 'nurse', label: 'x', lifetimeDays }, ADMIN)).body).toMatchObject({ status: 400, pointer: '/lifetimeDays' });
  });

  it('are rotated: another with the same role, label and scope, beside the former for a while', async () => {
    const scope = ['read-events', 'read-status'];
    const former = expectStatus(await service.post('/v1/keys', { role: 'api-consumer', label: 'Interface engine', scope }, ADMIN), 201).body as Made;
    const rotate = (keyId: string, body: object = {}, call: Call = {}): Promise<Reply> => service.post(`/v1/keys/${keyId}/rotation`, body, { ...ADMIN, ...call });
    const made = expectStatus(await rotate(former.keyId, { overlapHours: 2 }, { key: 'rotation-1' }), 201).body as Made;
    expect(made).toMatchObject({ role: 'api-consumer', label: 'Interface engine', scope, replaces: former.keyId, expiresAt: '2027-03-30T17:00:00.000Z' });
    expect((await list()).find(({ keyId }) => keyId === former.keyId)).toMatchObject({ expiresAt: '2026-10-01T19:00:00.000Z', revokedAt: null });
    expect([(await withKey(made.key, '/v1/events')).status, (await withKey(former.key, '/v1/events')).status]).toEqual([200, 200]);
    // A repeat shows nothing, and puts nothing off.
    service.setNow('2026-10-01T18:00:00.000Z');
    expect((await rotate(former.keyId, { overlapHours: 168 }, { key: 'rotation-1' })).body).toMatchObject({ status: 409, code: 'key-shown', details: { keyId: made.keyId } });
    expect((await rotate(former.keyId, { overlapHours: 168 }, { key: 'rotation-2' })).status).toBe(201);
    expect((await list()).find(({ keyId }) => keyId === former.keyId)).toMatchObject({ expiresAt: '2026-10-01T19:00:00.000Z' });
    service.setNow('2026-10-01T19:00:00.000Z');
    expect((await rotate(former.keyId)).body).toMatchObject({ status: 409, code: 'key-ended' });
    expect((await rotate('nobody')).body).toMatchObject({ status: 404, code: 'key-not-found' });
    expect((await rotate(made.keyId, {}, { practice: 'hillside' })).body.code).toBe('key-not-found');
    const { items } = expectStatus(await service.get('/v1/audit?action=manage-keys:rotated', { role: 'auditor' }), 200).body as { items: { outcome: string; resource: string }[] };
    expect(items.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'allowed', 'refused', 'allowed']);
  });

  it('of a program may be narrowed to some actions of its role, and to no other', async () => {
    const { key } = expectStatus(await service.post('/v1/keys', { role: 'api-consumer', label: 'Reads events', scope: ['read-events'] }, ADMIN), 201).body as Made;
    expect((await withKey(key, '/v1/events')).status).toBe(200);
    const refused = await withKey(key, '/v1/patients');
    expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ code: 'not-allowed', details: { action: 'list-patients', role: 'api-consumer' } })]);
    const beyond = (body: object): Promise<Reply> => service.post('/v1/keys', { label: 'x', ...body }, ADMIN);
    expect((await beyond({ role: 'api-consumer', scope: ['read-events', 'read-audit'] })).body).toMatchObject({ status: 422, code: 'scope-beyond-role', details: { actions: ['read-audit'] } });
    expect((await beyond({ role: 'clinician', scope: ['read-status'] })).body).toMatchObject({ status: 422, code: 'scope-beyond-role' });
    expect((await beyond({ role: 'api-consumer', scope: [] })).body).toMatchObject({ status: 400, pointer: '/scope' });
    // Whatever the table holds, the role stays the limit.
    await service.store.keys.add('riverbend', { keyId: 'tampered', hash: hashOfKey(`pgk_${'A'.repeat(43)}`), role: 'api-consumer', label: 'x', scope: ['read-audit', 'read-events'] });
    expect([(await withKey(`pgk_${'A'.repeat(43)}`, '/v1/audit')).status, (await withKey(`pgk_${'A'.repeat(43)}`, '/v1/events')).status]).toEqual([403, 200]);
  });

  it('never lose the last administrator to a key that has expired', async () => {
    const other = expectStatus(await service.post('/v1/keys', { role: 'admin', label: 'For a day', lifetimeDays: 1 }, ADMIN), 201).body as Made;
    service.setNow('2026-10-02T17:00:00.000Z');
    expect((await revoke('riverbend-admin')).body.code).toBe('last-admin-access');
    expectStatus(await revoke(other.keyId), 200);
  });

  it('never lose the last administrator', async () => {
    expect((await revoke('riverbend-admin')).body).toMatchObject({ status: 409, code: 'last-admin-access' });
    expect((await list()).find(({ keyId }) => keyId === 'riverbend-admin')).toMatchObject({ revokedAt: null });
    const second = await made('admin', 'The other administrator');
    expectStatus(await revoke('riverbend-admin'), 200);
    const own = await withKey(second.key, `/v1/keys/${second.keyId}`, 'DELETE');
    expect([own.status, ((await own.json()) as { code: string }).code]).toEqual([409, 'last-admin-access']);
  });

  it('may all go where an account of an administrator is active, which the audit calls by its name', async () => {
    const account = { accountId: 'a-person', name: 'robin', displayName: 'Robin Example', role: 'admin', password: 'unused', mustChangePassword: false };
    await service.store.accounts.add('riverbend', account);
    await service.store.accounts.change('riverbend', account.accountId, { state: 'locked' });
    expect((await revoke('riverbend-admin')).body.code).toBe('last-admin-access');
    await service.store.accounts.change('riverbend', account.accountId, { state: 'active' });
    expectStatus(await revoke('riverbend-admin'), 200);
    await service.store.audit('riverbend', { actorId: account.accountId, role: 'admin', action: 'manage-keys', resource: 'keys', outcome: 'allowed', requestId: 'r' });
    expect(expectStatus(await service.get('/v1/audit?actor=a-person', { role: 'auditor' }), 200).body.items).toMatchObject([{ actor: 'a-person', actorName: 'Robin Example' }]);
  });

  it('never lose both of two administrators who revoke each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      const keys = [await made('admin', `A ${round}`), await made('admin', `B ${round}`)];
      const open = (await list()).filter(({ role, revokedAt, keyId }) => role === 'admin' && revokedAt === null && !keys.some((key) => key.keyId === keyId));
      // Every other way in at the same moment, too.
      const replies = await Promise.all([...keys, ...open].map(({ keyId }) => revoke(keyId)));
      expect(replies.map(({ status }) => status).sort()).toEqual([...Array.from({ length: replies.length - 1 }, () => 200), 409]);
      const left = (await service.store.keys.list('riverbend')).filter(({ role, revokedAt }) => role === 'admin' && revokedAt === null);
      expect(left).toHaveLength(1);
      // The administrator's key of this test is among those that were revoked: the next round needs a new one.
      await service.store.sql.of('riverbend').execute("UPDATE api_key SET revoked_at = NULL WHERE practice_id = 'riverbend' AND key_id = 'riverbend-admin'");
    }
  });

  it('are one practice\'s, the administrator\'s to make, of a role that people hold', async () => {
    const { keyId } = await made('nurse');
    expect((await revoke(keyId, { role: 'admin', practice: 'hillside' })).body).toMatchObject({ status: 404, code: 'key-not-found' });
    expect((await list({ role: 'admin', practice: 'hillside' })).map((key) => key.keyId)).not.toContain(keyId);
    for (const role of ['clinician', 'auth-staff', 'auditor'] as const) expect((await service.get('/v1/keys', { role })).status).toBe(403);
    expect((await make('patient-link')).body).toMatchObject({ status: 400, code: 'invalid-request', pointer: '/role' });
    expect((await make('nurse', 'two\nlines')).body).toMatchObject({ status: 400, pointer: '/label' });
    expect((await revoke('nobody')).body).toMatchObject({ status: 404, code: 'key-not-found' });
  });
});
