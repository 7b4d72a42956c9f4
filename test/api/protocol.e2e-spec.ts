/** HTTP itself: what the router or Node would answer in their own words is said in ours, and nothing of it is echoed. */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { describeSqlite } from '../support/engines';
import { startService, type Service } from './support/service';
import { expectStatus, register, REGISTRATION } from './support/story';

describeSqlite('the protocol', (under) => {
  let service: Service;
  beforeAll(async () => (service = await startService(await under.freshDatabase())));
  afterAll(() => service.close());

  /** The bytes as they are, and the whole answer. */
  function exchange(head: string, body = ''): Promise<{ readonly status: number; readonly head: string; readonly body: string }> {
    const { hostname, port } = new URL(service.address);
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(`${head}\r\nHost: pathgate\r\nConnection: close\r\nAuthorization: Bearer ${service.keyOf('clinician')}\r\n\r\n${body}`));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', (error: NodeJS.ErrnoException) => (text === '' ? reject(error) : undefined));
      socket.on('close', () => {
        const [answered = '', ...rest] = text.split('\r\n\r\n');
        resolve({ status: Number(answered.split(' ')[1]), head: answered, body: rest.join('') });
      });
    });
  }

  it.each<readonly [string, string, number, string]>([
    ['an address that is no UTF-8', 'GET /v1/patients/%ff HTTP/1.1', 400, 'malformed-address'],
    ['an address that is no UTF-8, to write to', 'POST /v1/patients/%e0%a4/facts HTTP/1.1', 400, 'malformed-address'],
    ['an id of 5,000 characters', `GET /v1/patients/${'Zanzi'.repeat(1000)} HTTP/1.1`, 414, 'address-too-long'],
    ['an id of 201 characters', `GET /v1/patients/${'x'.repeat(201)}/status HTTP/1.1`, 414, 'address-too-long'],
    ['20,000 bytes of headers', `GET /v1/patients HTTP/1.1\r\nX-Large: ${'Zanzi'.repeat(4000)}`, 431, 'headers-too-large'],
    ['no HTTP at all', 'Zanzi patients', 400, 'malformed-request'],
    ['a method there is not', 'BREW /v1/patients HTTP/1.1', 400, 'malformed-request'],
    ['two lengths', 'POST /v1/patients HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked', 400, 'malformed-request'],
    ['TRACE', 'TRACE /v1/patients HTTP/1.1\r\nX-Secret: Zanzi', 405, 'method-not-allowed'],
    ['OPTIONS', 'OPTIONS /v1/patients HTTP/1.1', 405, 'method-not-allowed'],
    ['OPTIONS of the server', 'OPTIONS * HTTP/1.1', 404, 'not-found'],
  ])('%s is a problem with a code of its own', async (_, head, status, code) => {
    const answered = await exchange(head);
    expect([answered.status, JSON.parse(answered.body)]).toEqual([status, expect.objectContaining({ status, code, type: `urn:pathgate:problem:${code}` })]);
    expect(answered.head.toLowerCase()).toContain('content-type: application/problem+json; charset=utf-8');
    expect(answered.body + service.logged()).not.toMatch(/Zanzi|%ff|FST_|HPE_/);
  });

  it('answers HEAD as GET without the body, and audits it alike', async () => {
    const patientId = await register(service);
    const got = await service.get(`/v1/patients/${patientId}`);
    const headed = await exchange(`HEAD /v1/patients/${patientId} HTTP/1.1`);
    expect([headed.status, headed.body]).toEqual([200, '']);
    expect(headed.head).toContain(`etag: ${got.headers.get('etag')}`);
    expect(headed.head).toContain(`content-length: ${Buffer.byteLength(got.text)}`);
    const [row] = await service.store.sql.of('riverbend').query("SELECT count(*) AS reads FROM audit WHERE action = 'read-patient' AND resource LIKE ?", [`patient/${patientId}@%`]);
    expect(Number(row?.reads)).toBe(2);
  });

  it.each<Readonly<Record<string, string>>>([{ 'content-encoding': 'gzip' }, { 'content-encoding': 'br' }, { 'content-encoding': 'Identity, deflate' }, { 'content-type': 'application/json; charset=utf-16' }, { 'content-type': 'application/json;charset="ISO-8859-1"' }])(
    'takes no body with %j', async (headers) => {
      const reply = await service.post('/v1/patients', REGISTRATION, { headers });
      expect([reply.status, reply.body.code]).toEqual([415, 'unsupported-media-type']);
    });

  it('takes JSON that says it is UTF-8', async () => {
    expectStatus(await service.post('/v1/patients', { ...REGISTRATION, identifiers: [] }, { headers: { 'content-type': 'application/json; charset=UTF-8', 'content-encoding': 'identity' } }), 201);
  });

  it('knows the scheme of a key in any case', async () => {
    for (const scheme of ['bearer', 'BEARER', 'Bearer']) {
      expect((await fetch(`${service.address}/v1/worklist`, { headers: { authorization: `${scheme} ${service.keyOf('nurse')}` } })).status).toBe(200);
    }
  });

  describe('a key that does not open', () => {
    const audited = async (): Promise<readonly unknown[]> => service.store.sql.of('hillside').query("SELECT actor_id, role, action, resource FROM audit WHERE practice_id = 'hillside' AND outcome = 'refused' ORDER BY feed");
    const knock = (authorization: string): Promise<Response> =>
      fetch(`${service.address}/v1/patients/p1/facts`, { method: 'POST', headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: '{}' });

    it('is on its practice\'s audit when it was revoked', async () => {
      await service.store.keys.revoke('hillside', 'hillside-nurse');
      expect((await knock(`Bearer ${service.keyOf('nurse', 'hillside')}`)).status).toBe(401);
      expect(await audited()).toEqual([{ actor_id: 'hillside-nurse', role: 'nurse', action: 'document-fact:revoked-key', resource: 'patient/p1' }]);
    });

    it('is a line of the log when no practice can be named', async () => {
      const before = await audited();
      expect((await knock(`Bearer pgk_${'x'.repeat(43)}`)).status).toBe(401);
      expect((await fetch(`${service.address}/v1/worklist`)).status).toBe(401);
      expect(await audited()).toEqual(before);
      const lines = service.logged().trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'key-refused');
      expect(lines.slice(-2)).toEqual([
        expect.objectContaining({ code: 'key-unknown', method: 'POST', route: '/v1/patients/:patientId/facts' }), expect.objectContaining({ code: 'key-missing', method: 'GET', route: '/v1/worklist' }),
      ]);
    });
  });
});
