/** Abuse of the wire, written byte by byte: each class has its documented answer, stores nothing, and holds nothing up. What a router or Node says is in test/api/protocol. */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startService, type Service } from '../api/support/service';
import { expectStatus, register, REGISTRATION } from '../api/support/story';
import { describeSqlite } from '../support/engines';

const ARRIVAL_MS = 1_000;
/** Node looks for late requests a few times in that time. */
const CLOSED_MS_MAX = 4 * ARRIVAL_MS;
const JSON_BODY = JSON.stringify(REGISTRATION);

describeSqlite('abuse of the wire', (under) => {
  let service: Service;
  let patientId: string;
  beforeAll(async () => {
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], { arrivalMsMax: ARRIVAL_MS });
    patientId = await register(service);
  });
  afterAll(() => service.close());

  /** Writes the parts with a pause between, and answers all that came back until the other side closed. */
  function exchange(parts: readonly (string | Buffer)[], pauseMs = 0): Promise<{ readonly status: number; readonly text: string; readonly tookMs: number }> {
    const { hostname, port } = new URL(service.address);
    const startedAt = performance.now();
    return new Promise((resolve) => {
      let text = '';
      const socket = connect(Number(port), hostname);
      socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('error', () => undefined);
      socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text, tookMs: performance.now() - startedAt }));
      void (async () => {
        for (const part of parts) {
          if (!socket.writable) return;
          socket.write(part);
          if (pauseMs > 0) await new Promise((done) => setTimeout(done, pauseMs));
        }
      })();
    });
  }

  const head = (line: string, more: Readonly<Record<string, string | number>> = {}): string =>
    [line, 'Host: pathgate', 'Connection: close', `Authorization: Bearer ${service.keyOf('clinician')}`, ...Object.entries(more).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  const writing = (more: Readonly<Record<string, string | number>> = {}): string => head('POST /v1/patients HTTP/1.1', { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...more });
  const patients = async (): Promise<number> => Number((await service.store.sql.of('riverbend').query('SELECT count(*) AS n FROM patient_summary', []))[0]?.n);
  const codeIn = (text: string): unknown => /"code":"([a-z-]+)"/.exec(text)?.[1];

  it.each<readonly [string, () => readonly (string | Buffer)[], number, string]>([
    ['a compressed bomb', () => [writing({ 'Content-Encoding': 'gzip', 'Content-Length': BOMB.length }), BOMB], 415, 'unsupported-media-type'],
    ['a length beyond the limit', () => [writing({ 'Content-Length': 300_000 }), JSON_BODY], 413, 'too-large'],
    ['chunks beyond the limit', () => [writing({ 'Transfer-Encoding': 'chunked' }), ...Array.from({ length: 40 }, () => `2000\r\n${' '.repeat(0x2000)}\r\n`), '0\r\n\r\n'], 413, 'too-large'],
    ['a length and chunks at once', () => [writing({ 'Content-Length': 5, 'Transfer-Encoding': 'chunked' }), '0\r\n\r\nGET /v1/patients HTTP/1.1\r\n\r\n'], 400, 'malformed-request'],
    ['two different lengths', () => [writing({ 'Content-Length': 5 }).replace('\r\n\r\n', '\r\nContent-Length: 6\r\n\r\n'), 'xxxxx'], 400, 'malformed-request'],
    ['a coding that hides chunks', () => [writing({ 'Transfer-Encoding': 'xchunked' }), '0\r\n\r\n'], 400, 'malformed-request'],
    ['a header with a line end in it', () => [head('GET /v1/patients HTTP/1.1').replace('Host: pathgate', 'Host: pathgate\r\nX-Bad: a\rb')], 400, 'malformed-request'],
    ['a body with a mark of its order of bytes', () => [writing({ 'Content-Length': Buffer.byteLength(JSON_BODY) + 3 }), Buffer.from([0xef, 0xbb, 0xbf]), JSON_BODY], 400, 'invalid-json'],
    ['bytes that are no UTF-8', () => [writing({ 'Content-Length': 13 }), Buffer.from('{"name":"\xff\xfe"}', 'latin1')], 400, 'invalid-json'],
    ['a form', () => [writing({ 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': 9 }), 'family=xy'], 415, 'unsupported-media-type'],
    ['no type at all', () => [writing({ 'Content-Length': 2 }).replace('Content-Type: application/json\r\n', ''), '{}'], 415, 'unsupported-media-type'],
  ])('%s is refused, and nothing is stored', async (_, parts, status, code) => {
    const before = await patients();
    const { status: answered, text } = await exchange(parts());
    expect([answered, codeIn(text)]).toEqual([status, code]);
    expect(await patients()).toBe(before);
  });

  it('a request that does not get on is ended, headers and body alike, and others are answered meanwhile', async () => {
    const drip = (text: string): readonly string[] => [...text];
    const slow = [exchange([head('GET /v1/patients HTTP/1.1').slice(0, 30), ...drip('slowly'.repeat(20))], 50), exchange([writing({ 'Content-Length': 200 }), ...drip(JSON_BODY)], 50)];
    expectStatus(await service.get(`/v1/patients/${patientId}`), 200);
    for (const { status, text, tookMs } of await Promise.all(slow)) {
      expect([status, codeIn(text)]).toEqual([408, 'request-timeout']);
      expect(tookMs).toBeLessThan(CLOSED_MS_MAX + 5_000);
    }
  }, 30_000);

  it.each<readonly [string, string, Readonly<Record<string, string>>, number]>([
    ['a header', `/v1/patients/${'x'}`, { 'x-http-method-override': 'DELETE' }, 404],
    ['another header', `/v1/patients/${'x'}`, { 'x-method-override': 'PUT' }, 404],
    ['a parameter', '/v1/patients?_method=POST', {}, 400],
  ])('another method in %s is none', async (_, path, headers, status) => {
    expectStatus(await service.get(path, { headers }), status);
  });

  it.each(['/v1%2Fpatients', '/v1//patients', '/v1/patients%2f', '/V1/patients', '/v1/patients/..%2fpatients', '/v1/patients;x=1', '/v1/patients/%2e%2e/patients', '/v1/patients%00', '//v1/patients'])('%s is no other way to an address', async (path) => {
    const { status } = await exchange([head(`GET ${path} HTTP/1.1`)]);
    expect([400, 404]).toContain(status);
  });

  it('a parameter twice, and one nobody knows, are refused instead of chosen from', async () => {
    for (const query of ['limit=5&limit=6', 'limit[]=5', 'limit[$gt]=5', 'sort=name', '__proto__=1', 'constructor[prototype]=1']) expectStatus(await service.get(`/v1/patients?${query}`), 400);
  });

  it('a cursor that somebody made, and one of another practice, say nothing', async () => {
    for (let n = 0; n < 3; n++) await register(service, { role: 'clinician', practice: 'hillside' });
    const { next } = (await service.get('/v1/patients?limit=1', { practice: 'hillside' })).body as { next: string };
    expect(next).toEqual(expect.any(String));
    const foreign = await service.get(`/v1/patients?limit=1&cursor=${encodeURIComponent(next)}`);
    // It names a place in an order, and only the own practice's rows are beyond it.
    const theirs = ((await service.get('/v1/patients', { practice: 'hillside' })).body as { items: readonly { patientId: string }[] }).items.map((each) => each.patientId);
    const shown = foreign.status === 200 ? (foreign.body as { items: readonly { patientId: string }[] }).items.map((each) => each.patientId) : [];
    expect(shown.filter((id) => theirs.includes(id))).toEqual([]);
    for (const forged of ['AAAA', Buffer.from('["x"]').toString('base64url'), Buffer.from('{"__proto__":1}').toString('base64url'), "' OR 1=1--", 'x'.repeat(5_000)]) expectStatus(await service.get(`/v1/patients?cursor=${encodeURIComponent(forged)}`), 400);
  });

  it.each<readonly [string, string]>([
    ['an id', '"patientId":"p-of-mine"'], ['a practice', '"practice":"hillside"'], ['a version', '"version":99'], ['a role', '"role":"admin"'], ['an author', '"actorId":"somebody"'],
    ['a prototype', '"__proto__":{"role":"admin"}'], ['a constructor', '"constructor":{"prototype":{"role":"admin"}}'],
  ])('%s in a body is not taken over', async (_, field) => {
    const before = await patients();
    expectStatus(await service.post('/v1/patients', undefined, { raw: `{${field},${JSON_BODY.slice(1)}` }), 400);
    expect(await patients()).toBe(before);
  });
});

const BOMB = gzipSync(Buffer.alloc(20_000_000));
